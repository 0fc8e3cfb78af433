package io.github.apmatrix;

/**
 * The number of an AP adapter (APID), from 0 to {@value #MAX_VALUE}.
 *
 * <p>{@link #toHex()} and {@link #parseHex} are the kernel's printed form ({@code 0a}); {@link #toNumber()} and
 * {@link #parseNumber} are the written form ({@code 0x0a}, {@code 10}). The largest number that a given machine accepts
 * can be lower than {@value #MAX_VALUE}.
 *
 * @param value the number, from 0 to {@value #MAX_VALUE}
 * @since 0.1.0
 */
public record AdapterId(int value) implements Comparable<AdapterId> {
    /** The largest adapter number that the architecture allows. */
    public static final int MAX_VALUE = Ids.MAX_VALUE;

    static final int HEX_DIGITS = 2;

    private static final AdapterId[] ALL = new AdapterId[MAX_VALUE + 1];

    static {
        for (int value = 0; value <= MAX_VALUE; value++) {
            ALL[value] = new AdapterId(value);
        }
    }

    /**
     * Checks the number.
     *
     * @param value the number, from 0 to {@value #MAX_VALUE}
     * @throws IllegalArgumentException if the number is out of range
     */
    public AdapterId {
        Ids.check("adapter", value);
    }

    /**
     * Returns the adapter of a number.
     *
     * @param value the number, from 0 to {@value #MAX_VALUE}
     * @return the adapter
     * @throws IllegalArgumentException if the number is out of range
     */
    public static AdapterId of(int value) {
        return ALL[Ids.check("adapter", value)];
    }

    /**
     * Returns the adapter of the form that the kernel prints: exactly {@value #HEX_DIGITS} lower-case hex digits without
     * prefix.
     *
     * @param text for example {@code 0a}
     * @return the adapter
     * @throws ApFormatException if the text has another form, or the number is above {@value #MAX_VALUE}
     */
    public static AdapterId parseHex(String text) {
        return of(Ids.parseHex("an adapter as the kernel prints it", text, HEX_DIGITS));
    }

    /**
     * Returns the adapter of the form that people and configuration files write and that the kernel reads: decimal,
     * {@code 0x} hexadecimal, or octal with a leading zero.
     *
     * @param text for example {@code 10}, {@code 0x0a}
     * @return the adapter
     * @throws ApFormatException if the text has another form, or the number is above {@value #MAX_VALUE}
     * @see KernelNumber#parseUnsigned
     */
    public static AdapterId parseNumber(String text) {
        return of(Ids.parseNumber("an adapter number", text));
    }

    /**
     * Returns the form that the kernel prints.
     *
     * @return {@value #HEX_DIGITS} lower-case hex digits, for example {@code 0a}
     */
    public String toHex() {
        return Ids.toHex(value, HEX_DIGITS);
    }

    /**
     * Returns a form that the kernel reads.
     *
     * @return {@code 0x} and {@value #HEX_DIGITS} lower-case hex digits, for example {@code 0x0a}
     */
    public String toNumber() {
        return "0x" + toHex();
    }

    @Override
    public int compareTo(AdapterId other) {
        return Integer.compare(value, other.value);
    }

    /** Returns {@link #toHex()}. */
    @Override
    public String toString() {
        return toHex();
    }
}
