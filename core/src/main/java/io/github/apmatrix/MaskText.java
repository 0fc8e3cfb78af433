package io.github.apmatrix;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The text of a mask: {@code 0x} and 64 lower-case hex digits.
 *
 * <p>Eight digits are read and written at once, as the eight bytes of a long. Characters that are no digits are not looked
 * for: they make a number that prints differently.
 */
final class MaskText {
    static final int LENGTH = 2 + ApMask.SIZE / 4;

    private static final String PREFIX = "0x";
    private static final VarHandle BYTES = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** One in each byte; times a number below 256 it is that number in each byte. */
    private static final long EACH = 0x0101010101010101L;

    private MaskText() {}

    static String print(long word0, long word1, long word2, long word3) {
        byte[] text = new byte[LENGTH];
        text[0] = '0';
        text[1] = 'x';
        print(text, 2, word0);
        print(text, 18, word1);
        print(text, 34, word2);
        print(text, 50, word3);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void print(byte[] text, int index, long word) {
        BYTES.set(text, index, digits(word >>> 32));
        BYTES.set(text, index + 8, digits(word & 0xffffffffL));
    }

    /** Returns the eight digits of a number of 32 bits. */
    private static long digits(long number) {
        long spread = (number | number << 16) & 0x0000ffff0000ffffL;
        spread = (spread | spread << 8) & 0x00ff00ff00ff00ffL;
        long nibbles = (spread | spread << 4) & EACH * 0x0f;
        long letters = (nibbles + EACH * 6) >>> 4 & EACH;
        return nibbles + EACH * '0' + letters * ('a' - '0' - 10);
    }

    /** Reads the {@value #LENGTH} characters of a mask from {@code start} on; what follows is not looked at. */
    static ApMask parse(String what, String text, int start) {
        // what is not in this charset becomes a question mark
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length >= start + LENGTH && text.startsWith(PREFIX, start)) {
            int digits = start + PREFIX.length();
            long word0 = word(bytes, digits);
            long word1 = word(bytes, digits + 16);
            long word2 = word(bytes, digits + 32);
            long word3 = word(bytes, digits + 48);
            if (isText(bytes, digits, word0)
                    && isText(bytes, digits + 16, word1)
                    && isText(bytes, digits + 32, word2)
                    && isText(bytes, digits + 48, word3)) {
                return new ApMask(word0, word1, word2, word3);
            }
        }
        throw ApFormatException.unexpected(what, text, firstWrong(text, start), "0x and 64 lower-case hex digits");
    }

    private static long word(byte[] bytes, int index) {
        return number((long) BYTES.get(bytes, index)) << 32 | number((long) BYTES.get(bytes, index + 8));
    }

    private static boolean isText(byte[] bytes, int index, long word) {
        return (long) BYTES.get(bytes, index) == digits(word >>> 32)
                && (long) BYTES.get(bytes, index + 8) == digits(word & 0xffffffffL);
    }

    /** Returns the index of the first character that does not fit; one of the first {@value #LENGTH} does not. */
    private static int firstWrong(String text, int start) {
        int index = start;
        while (index < text.length()
                && (index - start < PREFIX.length()
                        ? text.charAt(index) == PREFIX.charAt(index - start)
                        : Ids.digit(text.charAt(index)) >= 0)) {
            index++;
        }
        return index;
    }

    /** Reads up to 64 hex digits of either case, bit 0 first; digits that are missing on the right are zeros. */
    static ApMask parseDigits(String text, int start, int end) {
        MaskBits mask = new MaskBits();
        for (int i = start; i < end; i++) {
            int nibble = i - start;
            mask.setAll(nibble >>> 4, (long) Character.digit(text.charAt(i), 16) << (60 - 4 * (nibble & 15)));
        }
        return mask.mask();
    }

    /** Returns the number of eight digits; other characters give any number. */
    private static long number(long digits) {
        long letters = digits >>> 6 & EACH;
        long nibbles = (digits & EACH * 0x0f) + letters * 9;
        nibbles = (nibbles | nibbles >>> 4) & 0x00ff00ff00ff00ffL;
        nibbles = (nibbles | nibbles >>> 8) & 0x0000ffff0000ffffL;
        return (nibbles | nibbles >>> 16) & 0xffffffffL;
    }
}
