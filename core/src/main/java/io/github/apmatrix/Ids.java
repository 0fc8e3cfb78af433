package io.github.apmatrix;

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
        StringBuilder hex = new StringBuilder(digits);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            hex.append(Character.forDigit((value >>> shift) & 0xf, 16));
        }
        return hex.toString();
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
            if (i >= text.length() || !isHexDigit(text.charAt(i))) {
                throw ApFormatException.unexpected(
                        what, text, Math.min(i, text.length()), digits + " lower-case hex digits without prefix");
            }
            value = value << 4 | Character.digit(text.charAt(i), 16);
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

    static boolean isHexDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
