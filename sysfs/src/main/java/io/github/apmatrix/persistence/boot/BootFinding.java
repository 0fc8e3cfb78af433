package io.github.apmatrix.persistence.boot;

import io.github.apmatrix.QuotedText;
import java.util.Objects;

/**
 * Something about a kernel parameter that hardly anybody means.
 *
 * @param kind what it is
 * @param parameter the name of the parameter, {@code ap.apmask} or {@code ap.aqmask}
 * @param value its value, without quotes; empty if there is none
 * @since 0.1.0
 */
public record BootFinding(Kind kind, String parameter, String value) {
    /** What there is to say about a parameter. */
    public enum Kind {
        /** Changes like {@code -3} start from an empty mask: not all but adapter 3 is reserved, but nothing. */
        RELATIVE_STARTS_EMPTY("changes start from an empty mask at boot"),

        /** The value is malformed: the kernel says nothing and takes an empty mask. */
        INVALID_GIVES_EMPTY("malformed, which gives an empty mask"),

        /** There are no hex digits, which is an empty mask. */
        NO_DIGITS_GIVES_EMPTY("no hex digits, which gives an empty mask"),

        /** A hex mask has fewer than 64 digits; those that are missing on the right are zeros: {@code 0x5} is 1 and 3. */
        SHORT_HEX("fewer than 64 hex digits: the first one is bits 0 to 3, those missing on the right are zeros"),

        /** The same parameter comes again later, and only the last one counts. */
        REPEATED("comes again later, and the last one counts"),

        /** There is no {@code =}, so the kernel passes over the parameter. */
        NO_VALUE_IGNORED("no value, so the kernel ignores it"),

        /** The value is longer than 1024 bytes, so the kernel passes over the parameter. */
        TOO_LONG_IGNORED("longer than 1024 bytes, so the kernel ignores it");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /**
     * Checks that all are there.
     *
     * @param kind what it is
     * @param parameter the name of the parameter
     * @param value its value
     */
    public BootFinding {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(parameter, "parameter");
        Objects.requireNonNull(value, "value");
    }

    /** Returns the parameter and what there is to say, for example {@code ap.apmask="-3": changes start from ...}. */
    @Override
    public String toString() {
        String assignment = kind == Kind.NO_VALUE_IGNORED ? "" : "=" + QuotedText.abbreviate(value);
        return parameter + assignment + ": " + kind.text;
    }
}
