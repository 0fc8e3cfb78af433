package io.github.apmatrix.testkit.trace;

import com.google.common.base.Splitter;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.testkit.SimulatedKernel;

/** The kernel parameters of a trace, as they change kernel and machine. */
final class BootParameters {
    private final String text;

    private BootParameters(String text) {
        this.text = text;
    }

    static BootParameters parse(String text) {
        return new BootParameters(text);
    }

    SimulatedKernel.Builder apply(SimulatedKernel.Builder builder) {
        HostMasks masks = HostMasks.allReserved();
        for (String parameter : Splitter.on(' ').omitEmptyStrings().split(text)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = parameter.substring(equals + 1);
            switch (name) {
                case "fake_ap.max_adapter" -> builder.maxAdapter(AdapterId.parseNumber(value));
                case "fake_ap.max_domain" -> builder.maxDomain(DomainId.parseNumber(value));
                case "fake_ap.apxa" -> builder.extendedAddressing(!value.equals("0"));
                case "fake_ap.qci" -> builder.reportsConfiguration(!value.equals("0"));
                case "ap.apmask" -> masks = masks.withApmask(AdapterSet.of(bootMask(value)));
                case "ap.aqmask" -> masks = masks.withAqmask(DomainSet.of(bootMask(value)));
                case "rig.nomod" -> builder.vfioApLoaded(false);
                default -> throw new IllegalArgumentException("kernel parameter " + parameter + " is not understood");
            }
        }
        return builder.masks(masks);
    }

    /** A mask parameter starts from all zeros, and a syntax error leaves it so. */
    private static ApMask bootMask(String value) {
        try {
            return MaskUpdate.parse(value).applyTo(ApMask.none());
        } catch (ApFormatException e) {
            return ApMask.none();
        }
    }
}
