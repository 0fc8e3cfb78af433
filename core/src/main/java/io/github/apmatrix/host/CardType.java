package io.github.apmatrix.host;

import com.google.common.base.Strings;
import io.github.apmatrix.ApFormatException;
import java.util.Objects;

/**
 * The type of a Crypto Express adapter: generation and mode. Prints {@code CEX7A}.
 *
 * @param generation the generation, from 2 to 99; vfio_ap handles 4 and later
 * @param mode the mode
 * @since 0.1.0
 */
public record CardType(int generation, CardMode mode) {
    /** Crypto Express4S accelerator. */
    public static final CardType CEX4A = new CardType(4, CardMode.ACCELERATOR);
    /** Crypto Express4S CCA coprocessor. */
    public static final CardType CEX4C = new CardType(4, CardMode.CCA);
    /** Crypto Express4S EP11 coprocessor. */
    public static final CardType CEX4P = new CardType(4, CardMode.EP11);
    /** Crypto Express5S accelerator. */
    public static final CardType CEX5A = new CardType(5, CardMode.ACCELERATOR);
    /** Crypto Express5S CCA coprocessor. */
    public static final CardType CEX5C = new CardType(5, CardMode.CCA);
    /** Crypto Express5S EP11 coprocessor. */
    public static final CardType CEX5P = new CardType(5, CardMode.EP11);
    /** Crypto Express6S accelerator. */
    public static final CardType CEX6A = new CardType(6, CardMode.ACCELERATOR);
    /** Crypto Express6S CCA coprocessor. */
    public static final CardType CEX6C = new CardType(6, CardMode.CCA);
    /** Crypto Express6S EP11 coprocessor. */
    public static final CardType CEX6P = new CardType(6, CardMode.EP11);
    /** Crypto Express7S accelerator. */
    public static final CardType CEX7A = new CardType(7, CardMode.ACCELERATOR);
    /** Crypto Express7S CCA coprocessor. */
    public static final CardType CEX7C = new CardType(7, CardMode.CCA);
    /** Crypto Express7S EP11 coprocessor. */
    public static final CardType CEX7P = new CardType(7, CardMode.EP11);
    /** Crypto Express8S accelerator. */
    public static final CardType CEX8A = new CardType(8, CardMode.ACCELERATOR);
    /** Crypto Express8S CCA coprocessor. */
    public static final CardType CEX8C = new CardType(8, CardMode.CCA);
    /** Crypto Express8S EP11 coprocessor. */
    public static final CardType CEX8P = new CardType(8, CardMode.EP11);

    private static final String PREFIX = "CEX";
    private static final String WHAT = "a card type like CEX7A";

    /**
     * Checks the generation.
     *
     * @param generation the generation, from 2 to 99
     * @param mode the mode
     * @throws IllegalArgumentException if the generation is out of range
     */
    public CardType {
        Objects.requireNonNull(mode, "mode");
        if (generation < 2 || generation > 99) {
            throw new IllegalArgumentException("generation " + generation + " is not between 2 and 99");
        }
    }

    /**
     * Returns the type of its text.
     *
     * @param text {@code CEX}, a generation from 2 to 99 and {@code A}, {@code C} or {@code P}: {@code CEX7A}
     * @return the type
     * @throws ApFormatException if the text has another form
     */
    public static CardType parse(String text) {
        int last = text.length() - 1;
        for (CardMode mode : CardMode.values()) {
            if (text.startsWith(PREFIX) && last > PREFIX.length() && text.charAt(last) == mode.letter()) {
                return new CardType(generation(text, last), mode);
            }
        }
        int index = text.startsWith(PREFIX)
                ? last
                : Strings.commonPrefix(PREFIX, text).length();
        throw ApFormatException.malformed(WHAT, text, index, "no CEX, generation and letter A, C or P");
    }

    private static int generation(String text, int end) {
        int generation = 0;
        for (int i = PREFIX.length(); i < end; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || generation > 9 || (c == '0' && generation == 0)) {
                throw ApFormatException.malformed(WHAT, text, i, "no generation from 2 to 99");
            }
            generation = generation * 10 + (c - '0');
        }
        if (generation < 2) {
            throw ApFormatException.malformed(WHAT, text, PREFIX.length(), "no generation from 2 to 99");
        }
        return generation;
    }

    /** Returns the text, for example {@code CEX7A}. */
    @Override
    public String toString() {
        return PREFIX + generation + mode.letter();
    }
}
