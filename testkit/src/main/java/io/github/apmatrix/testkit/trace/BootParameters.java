package io.github.apmatrix.testkit.trace;

import com.google.common.base.Splitter;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.testkit.SimulatedKernel;

/** The kernel parameters of a trace, as they change kernel and machine. */
final class BootParameters {
    private static final String AP = "ap.";

    private final String text;

    private BootParameters(String text) {
        this.text = text;
    }

    static BootParameters parse(String text) {
        return new BootParameters(text);
    }

    SimulatedKernel.Builder apply(SimulatedKernel.Builder builder) {
        for (String parameter : Splitter.on(' ').omitEmptyStrings().split(text)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = parameter.substring(equals + 1);
            if (name.startsWith(AP)) {
                builder.apParameter(name.substring(AP.length()), value);
                continue;
            }
            switch (name) {
                case "fake_ap.max_adapter" -> builder.maxAdapter(AdapterId.of(maximum(value)));
                case "fake_ap.max_domain" -> builder.maxDomain(DomainId.of(maximum(value)));
                case "fake_ap.apxa" -> builder.extendedAddressing(!value.equals("0"));
                case "fake_ap.qci" -> builder.reportsConfiguration(!value.equals("0"));
                case "fake_ap.irq" -> builder.interrupts(!value.equals("0"));
                case "rig.nomod" -> builder.vfioApLoaded(false);
                case "fake_ap.apft" -> {
                    // the facility for testing queues changes nothing that Linux shows
                }
                default -> throw new IllegalArgumentException("kernel parameter " + parameter + " is not understood");
            }
        }
        return builder;
    }

    /** The machine reports a maximum in one byte. */
    private static int maximum(String value) {
        return Integer.decode(value) & 0xff;
    }
}
