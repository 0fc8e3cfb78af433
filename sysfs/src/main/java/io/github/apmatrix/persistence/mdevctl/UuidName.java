package io.github.apmatrix.persistence.mdevctl;

import io.github.apmatrix.MediatedDeviceId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file name that mdevctl takes for the id of a device. */
record UuidName(MediatedDeviceId id, boolean isCanonical) {
    private static final String HEX = "[0-9a-fA-F]";
    private static final Pattern SIMPLE =
            Pattern.compile("(%1$s{8})(%1$s{4})(%1$s{4})(%1$s{4})(%1$s{12})".formatted(HEX));
    private static final Pattern HYPHENATED = Pattern.compile(
            "(?<open>\\{|urn:uuid:)?+(?<uuid>%1$s{8}(?:-%1$s{4}){3}-%1$s{12})(?<close>\\})?+".formatted(HEX));

    static Optional<UuidName> of(String name) {
        Matcher matcher = HYPHENATED.matcher(SIMPLE.matcher(name).replaceFirst("$1-$2-$3-$4-$5"));
        if (!matcher.matches() || "{".equals(matcher.group("open")) != "}".equals(matcher.group("close"))) {
            return Optional.empty();
        }
        MediatedDeviceId id = MediatedDeviceId.parse(matcher.group("uuid"));
        return Optional.of(new UuidName(id, name.equals(id.toString())));
    }
}
