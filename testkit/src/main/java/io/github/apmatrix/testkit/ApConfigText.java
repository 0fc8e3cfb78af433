package io.github.apmatrix.testkit;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.sysfs.Errno;
import java.util.List;

/** What is written to {@code ap_config}: three absolute masks. Source: {@code ap_config_store}. */
final class ApConfigText {
    private static final int LOOKED_AT = 201;

    private ApConfigText() {}

    /** A newline separates too, a field may be empty, and what follows the third field is ignored. */
    static ApConfig parse(String value) {
        String text = KernelText.untilNul(value.substring(0, Math.min(value.length(), LOOKED_AT)));
        List<String> fields = Splitter.on(CharMatcher.anyOf(",\n")).splitToList(text);
        if (fields.size() < 3) {
            throw new KernelRefusal(Errno.EINVAL);
        }
        return ApConfig.of(AdapterSet.of(mask(fields.get(0))), DomainSet.of(mask(fields.get(1))))
                .withControlDomains(DomainSet.of(mask(fields.get(2))));
    }

    private static ApMask mask(String field) {
        try {
            return MaskUpdate.parseAbsolute(field).mask();
        } catch (ApFormatException e) {
            throw new KernelRefusal(Errno.EINVAL);
        }
    }
}
