package io.github.apmatrix.host;

/**
 * Yes, no, or not known. What was not read is not known, never no.
 *
 * @since 0.1.0
 */
public enum Answer {
    /** It is so. */
    YES,
    /** It is not so. */
    NO,
    /** It could not be read, or this kernel does not tell. */
    NOT_KNOWN;

    /**
     * Returns the answer for something that is known.
     *
     * @param value what is known
     * @return {@link #YES} or {@link #NO}
     */
    public static Answer of(boolean value) {
        return value ? YES : NO;
    }

    /**
     * Returns whether it is known to be so.
     *
     * @return true for {@link #YES}
     */
    public boolean isYes() {
        return this == YES;
    }

    /**
     * Returns whether it is known not to be so.
     *
     * @return true for {@link #NO}
     */
    public boolean isNo() {
        return this == NO;
    }

    /**
     * Returns whether it is known at all.
     *
     * @return false for {@link #NOT_KNOWN}
     */
    public boolean isKnown() {
        return this != NOT_KNOWN;
    }

    /** Returns {@code yes}, {@code no} or {@code not known}. */
    @Override
    public String toString() {
        return switch (this) {
            case YES -> "yes";
            case NO -> "no";
            case NOT_KNOWN -> "not known";
        };
    }
}
