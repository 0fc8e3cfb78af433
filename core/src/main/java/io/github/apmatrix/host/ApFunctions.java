package io.github.apmatrix.host;

import com.google.common.base.Strings;
import io.github.apmatrix.ApFormatException;
import java.util.Optional;

/**
 * The function bits of an adapter or queue. Prints {@code 0x6A800000}, as {@code ap_functions} does.
 *
 * @param word 32 bits; the leftmost one is APSC
 * @since 0.1.0
 */
public record ApFunctions(int word) {
    private static final String WHAT = "a function word like 0x6A800000";
    /** The bit of CCA coprocessors. */
    public static final int CCA = 0x1000_0000;
    /** The bit of accelerators. */
    public static final int ACCELERATOR = 0x0800_0000;
    /** The bit of EP11 coprocessors. */
    public static final int EP11 = 0x0400_0000;

    private static final String LETTERS = "SMCDAXNHFR";

    /**
     * Returns the functions of the text that the kernel prints.
     *
     * @param text {@code 0x} and eight hex digits, in either case
     * @return the functions
     * @throws ApFormatException if the text has another form
     */
    public static ApFunctions parse(String text) {
        int prefix = Strings.commonPrefix("0x", text).length();
        if (prefix < 2 || text.length() != 10) {
            int index = prefix < 2 ? prefix : Math.min(text.length(), 10);
            throw ApFormatException.malformed(WHAT, text, index, "no 0x and eight hex digits");
        }
        int word = 0;
        for (int i = 2; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw ApFormatException.malformed(WHAT, text, i, "no hex digit");
            }
            word = word << 4 | digit;
        }
        return new ApFunctions(word);
    }

    /**
     * Returns the mode: the first of accelerator, CCA and EP11 whose bit is set, as the kernel decides.
     *
     * @return the mode, or empty if none of the bits is set
     */
    public Optional<CardMode> mode() {
        return has(ACCELERATOR) ? Optional.of(CardMode.ACCELERATOR) : coprocessor();
    }

    /**
     * Returns what the adapter is as a coprocessor, also if its mode is accelerator: the first of CCA and EP11 whose bit is
     * set.
     *
     * @return CCA, EP11, or empty if none of the bits is set
     */
    public Optional<CardMode> coprocessor() {
        if (has(CCA)) {
            return Optional.of(CardMode.CCA);
        }
        return has(EP11) ? Optional.of(CardMode.EP11) : Optional.empty();
    }

    private boolean has(int bit) {
        return (word & bit) != 0;
    }

    /**
     * Returns the letters that lszcrypt prints for the ten leftmost bits.
     *
     * @return ten characters out of {@code SMCDAXNHFR} or {@code -}, for example {@code -MC-A-N-F-}
     */
    public String letters() {
        StringBuilder letters = new StringBuilder(LETTERS);
        for (int i = 0; i < letters.length(); i++) {
            if ((word << i) >= 0) {
                letters.setCharAt(i, '-');
            }
        }
        return letters.toString();
    }

    /** Returns {@code 0x} and eight upper-case hex digits, for example {@code 0x6A800000}. */
    @Override
    public String toString() {
        return String.format("0x%08X", word);
    }
}
