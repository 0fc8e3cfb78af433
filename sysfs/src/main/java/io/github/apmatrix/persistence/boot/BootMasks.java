package io.github.apmatrix.persistence.boot;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.util.Objects;
import java.util.Optional;

/**
 * The masks that the kernel has after the parameters {@code ap.apmask=} and {@code ap.aqmask=}.
 *
 * <p>The values are those of {@link MaskUpdate}, with a trap: a mask that has a parameter starts empty, not full. So
 * {@code ap.apmask=-3} reserves nothing at all for the host, and so does each malformed value, without any message. Use the
 * whole mask of {@link #parameters}.
 *
 * <p>Source: {@code ap_perms_init} of the kernel's AP bus, {@code parse_args} and {@code next_arg}; the outcomes are
 * recorded from Linux 6.1 and 6.12.
 *
 * @param apmask the adapters of the parameter; empty if there is none, and the mask then has all bits
 * @param aqmask the usage domains of the parameter; empty if there is none, and the mask then has all bits
 * @param findings what hardly anybody means, in the order of the command line
 * @since 0.1.0
 */
public record BootMasks(Optional<AdapterSet> apmask, Optional<DomainSet> aqmask, ImmutableList<BootFinding> findings) {
    private static final String APMASK = "ap.apmask";
    private static final String AQMASK = "ap.aqmask";

    /**
     * Checks that all are there.
     *
     * @param apmask the adapters of the parameter
     * @param aqmask the usage domains of the parameter
     * @param findings what hardly anybody means
     */
    public BootMasks {
        Objects.requireNonNull(apmask, "apmask");
        Objects.requireNonNull(aqmask, "aqmask");
        Objects.requireNonNull(findings, "findings");
    }

    /**
     * Reads a command line like {@code /proc/cmdline} as kernels do that refuse numbers above 64 bits.
     *
     * @param document the command line
     * @return the masks
     * @throws DocumentException if there is a NUL character
     */
    public static BootMasks parse(Document document) {
        return parse(document, MaskUpdate.Overflow.REFUSED);
    }

    /**
     * Reads a command line like {@code /proc/cmdline} as a certain kernel does: blanks separate parameters, quotes
     * ({@code "}) keep blanks together, {@code -} and {@code _} in names are the same, {@code --} ends the parameters. The
     * last one of a name counts. Other parameters are passed over.
     *
     * @param document the command line
     * @param overflow what a number above 64 bits means to the kernel
     * @return the masks
     * @throws DocumentException if there is a NUL character
     */
    public static BootMasks parse(Document document, MaskUpdate.Overflow overflow) {
        if (document.text().indexOf('\0') >= 0) {
            throw document.malformed("the whole text", "", "a NUL character");
        }
        return new BootReader(overflow).read(KernelParameter.parse(document.text(), APMASK, AQMASK));
    }

    /**
     * Returns the masks that the kernel has.
     *
     * @return the masks of the parameters, all ones where there is none
     */
    public HostMasks masks() {
        return new HostMasks(apmask.orElse(AdapterSet.all()), aqmask.orElse(DomainSet.all()));
    }

    /**
     * Returns the parameters that set masks.
     *
     * @param masks the masks
     * @return both parameters with whole masks, for example {@code ap.apmask=0xff... ap.aqmask=0xff...}
     */
    public static String parameters(HostMasks masks) {
        return APMASK + "=" + masks.apmask().mask().toHex() + " " + AQMASK + "="
                + masks.aqmask().mask().toHex();
    }

    private static final class BootReader {
        private final MaskUpdate.Overflow overflow;
        private final ImmutableList.Builder<BootFinding> findings = ImmutableList.builder();

        BootReader(MaskUpdate.Overflow overflow) {
            this.overflow = overflow;
        }

        BootMasks read(ImmutableList<KernelParameter> parameters) {
            int apmaskAt = last(parameters, APMASK);
            int aqmaskAt = last(parameters, AQMASK);
            Optional<AdapterSet> apmask = Optional.empty();
            Optional<DomainSet> aqmask = Optional.empty();
            for (int i = 0; i < parameters.size(); i++) {
                KernelParameter parameter = parameters.get(i);
                if (i == apmaskAt) {
                    apmask = Optional.of(AdapterSet.of(mask(parameter)));
                } else if (i == aqmaskAt) {
                    aqmask = Optional.of(DomainSet.of(mask(parameter)));
                } else {
                    find(
                            parameter,
                            parameter.value().isEmpty()
                                    ? BootFinding.Kind.NO_VALUE_IGNORED
                                    : parameter.isTaken()
                                            ? BootFinding.Kind.REPEATED
                                            : BootFinding.Kind.TOO_LONG_IGNORED);
                }
            }
            return new BootMasks(apmask, aqmask, findings.build());
        }

        private static int last(ImmutableList<KernelParameter> parameters, String name) {
            int last = -1;
            for (int i = 0; i < parameters.size(); i++) {
                if (parameters.get(i).isNamed(name) && parameters.get(i).isTaken()) {
                    last = i;
                }
            }
            return last;
        }

        private ApMask mask(KernelParameter parameter) {
            String value = parameter.value().orElse("");
            try {
                MaskUpdate update =
                        value.isEmpty() ? MaskUpdate.parseAbsolute(value) : MaskUpdate.parse(value, overflow);
                if (update instanceof MaskUpdate.Relative) {
                    find(parameter, BootFinding.Kind.RELATIVE_STARTS_EMPTY);
                } else {
                    findShort(parameter, value);
                }
                return update.applyTo(ApMask.none());
            } catch (ApFormatException e) {
                find(parameter, BootFinding.Kind.INVALID_GIVES_EMPTY);
                return ApMask.none();
            }
        }

        private void findShort(KernelParameter parameter, String value) {
            int prefix = value.startsWith("0x") ? 2 : value.startsWith("x") ? 1 : 0;
            int digits = value.length() - prefix - (value.endsWith("\n") ? 1 : 0);
            if (digits == 0) {
                find(parameter, BootFinding.Kind.NO_DIGITS_GIVES_EMPTY);
            } else if (digits < ApMask.SIZE / 4) {
                find(parameter, BootFinding.Kind.SHORT_HEX);
            }
        }

        private void find(KernelParameter parameter, BootFinding.Kind kind) {
            findings.add(
                    new BootFinding(kind, parameter.name(), parameter.value().orElse("")));
        }
    }
}
