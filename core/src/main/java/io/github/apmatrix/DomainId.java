package io.github.apmatrix;

/**
 * The number of an AP domain, from 0 to {@value #MAX_VALUE}: as a usage domain the queue index (APQI) on each adapter, as a
 * control domain the domain that may be administered.
 *
 * <p>{@link #toHex()} and {@link #parseHex} are the kernel's printed form ({@code 001b}); {@link #toNumber()} and
 * {@link #parseNumber} are the written form ({@code 0x001b}, {@code 27}). The largest number that a given machine accepts
 * can be lower than {@value #MAX_VALUE}.
 *
 * @param value the number, from 0 to {@value #MAX_VALUE}
 * @since 0.1.0
 */
public record DomainId(int value) implements Comparable<DomainId> {
    /** The largest domain number that the architecture allows. */
    public static final int MAX_VALUE = Ids.MAX_VALUE;

    static final int HEX_DIGITS = 4;

    private static final DomainId[] ALL = new DomainId[MAX_VALUE + 1];

    static {
        for (int value = 0; value <= MAX_VALUE; value++) {
            ALL[value] = new DomainId(value);
        }
    }

    /**
     * Checks the number.
     *
     * @param value the number, from 0 to {@value #MAX_VALUE}
     * @throws IllegalArgumentException if the number is out of range
     */
    public DomainId {
        Ids.check("domain", value);
    }

    /**
     * Returns the domain of a number.
     *
     * @param value the number, from 0 to {@value #MAX_VALUE}
     * @return the domain
     * @throws IllegalArgumentException if the number is out of range
     */
    public static DomainId of(int value) {
        return ALL[Ids.check("domain", value)];
    }

    /**
     * Returns the domain of the form that the kernel prints: exactly {@value #HEX_DIGITS} lower-case hex digits without
     * prefix.
     *
     * @param text for example {@code 001b}
     * @return the domain
     * @throws ApFormatException if the text has another form, or the number is above {@value #MAX_VALUE}
     */
    public static DomainId parseHex(String text) {
        return of(Ids.parseHex("a domain as the kernel prints it", text, HEX_DIGITS));
    }

    /**
     * Returns the domain of the form that people and configuration files write and that the kernel reads: decimal,
     * {@code 0x} hexadecimal, or octal with a leading zero.
     *
     * @param text for example {@code 27}, {@code 0x001b}
     * @return the domain
     * @throws ApFormatException if the text has another form, or the number is above {@value #MAX_VALUE}
     * @see KernelNumber#parseUnsigned
     */
    public static DomainId parseNumber(String text) {
        return of(Ids.parseNumber("a domain number", text));
    }

    /**
     * Returns the form that the kernel prints.
     *
     * @return {@value #HEX_DIGITS} lower-case hex digits, for example {@code 001b}
     */
    public String toHex() {
        return Ids.toHex(value, HEX_DIGITS);
    }

    /**
     * Returns a form that the kernel reads.
     *
     * @return {@code 0x} and {@value #HEX_DIGITS} lower-case hex digits, for example {@code 0x001b}
     */
    public String toNumber() {
        return "0x" + toHex();
    }

    @Override
    public int compareTo(DomainId other) {
        return Integer.compare(value, other.value);
    }

    /** Returns {@link #toHex()}. */
    @Override
    public String toString() {
        return toHex();
    }
}
