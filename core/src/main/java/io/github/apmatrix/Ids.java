package io.github.apmatrix;

import java.nio.charset.StandardCharsets;

/** What adapter and domain numbers have in common: 0 to 255, printed as lower-case hex of a fixed width. */
final class Ids {
    static final int MAX_VALUE = 255;

    private Ids() {}

    static int check(String what, int value) {
        if (value < 0 || value > MAX_VALUE) {
            throw new IllegalArgumentException(what + " " + value + " is not between 0 and " + MAX_VALUE);
        }
        return value;
    }

    static String toHex(int value, int digits) {
        byte[] text = new byte[digits];
        putHex(text, 0, value, digits);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    static void putHex(byte[] text, int start, int value, int digits) {
        for (int i = start + digits - 1, rest = value; i >= start; i--, rest >>>= 4) {
            int digit = rest & 0xf;
            text[i] = (byte) (digit < 10 ? '0' + digit : 'a' - 10 + digit);
        }
    }

    static int parseHex(String what, String text, int digits) {
        int value = parseHex(what, text, 0, digits);
        if (text.length() > digits) {
            throw ApFormatException.unexpected(what, text, digits, "the end after " + digits + " digits");
        }
        return value;
    }

    /** Reads exactly {@code digits} lower-case hex digits from {@code start} on; what follows is not looked at. */
    static int parseHex(String what, String text, int start, int digits) {
        int value = 0;
        for (int i = start; i < start + digits; i++) {
            int digit = i < text.length() ? digit(text.charAt(i)) : -1;
            if (digit < 0) {
                throw ApFormatException.unexpected(
                        what, text, Math.min(i, text.length()), digits + " lower-case hex digits without prefix");
            }
            value = value << 4 | digit;
        }
        if (value > MAX_VALUE) {
            throw ApFormatException.malformed(what, text, start, "a number above ff");
        }
        return value;
    }

    static int parseNumber(String what, String text) {
        long value = KernelNumber.parseUnsigned(what, text);
        if (value < 0 || value > MAX_VALUE) {
            throw ApFormatException.malformed(what, text, 0, "a number above " + MAX_VALUE);
        }
        return (int) value;
    }

    /** Returns the value of a lower-case hex digit, or -1 for any other character. */
    static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }
}
