package io.github.apmatrix;

/**
 * The number grammar of the attributes that assign and remove: decimal, {@code 0x} hexadecimal or leading-zero octal.
 *
 * <p>Source: {@code kstrtoul} with base 0, as {@code assign_adapter}, {@code assign_domain},
 * {@code assign_control_domain}, their counterparts and {@code remove} use it.
 *
 * @since 0.1.0
 */
public final class KernelNumber {
    private KernelNumber() {}

    /**
     * Reads a number as the kernel does: an optional {@code +}, digits, at most one newline at the end. {@code 0x} or
     * {@code 0X} before a hexadecimal digit means base 16, any other leading {@code 0} base 8, else it is base 10.
     * {@code 0x0a}, {@code 012}, {@code 10} and {@code +10} are all ten; {@code 0a}, {@code 08}, {@code -1} and
     * {@code " 5"} are errors.
     *
     * @param text the text
     * @return the number, from 0 to 2^64-1, as an unsigned long
     * @throws ApFormatException if the text is not such a number; {@link ApFormatException#isOverflow()} tells whether
     *     it is above 2^64-1, which the kernel checks before it looks for leftover characters
     */
    public static long parseUnsigned(String text) {
        return parseUnsigned("a number", text);
    }

    static long parseUnsigned(String what, String text) {
        Scanner scanner = new Scanner(what, text, text.startsWith("+") ? 1 : 0);
        long value = scanner.number(MaskUpdate.Overflow.REFUSED);
        scanner.skip('\n');
        scanner.expectEnd();
        return value;
    }

    /** Reads the pieces of a text from left to right; the number rule is the same in all of the kernel's grammars. */
    static final class Scanner {
        private final String what;
        private final String text;
        private int index;

        Scanner(String what, String text, int index) {
            this.what = what;
            this.text = text;
            this.index = index;
        }

        boolean atEnd() {
            return index == text.length();
        }

        /** Returns the next character, or NUL at the end, as the kernel sees it. */
        char peek() {
            return atEnd() ? 0 : text.charAt(index);
        }

        boolean skip(char c) {
            boolean found = !atEnd() && text.charAt(index) == c;
            if (found) {
                index++;
            }
            return found;
        }

        /** Reads digits of the base that the first characters tell; {@code WRAPS} counts modulo 2^64. */
        long number(MaskUpdate.Overflow overflow) {
            int start = index;
            int base = base();
            if (base == 16) {
                index += 2;
            }
            int firstDigit = index;
            long value = 0;
            while (digit(index, base) >= 0) {
                int digit = digit(index++, base);
                if (overflow == MaskUpdate.Overflow.REFUSED && exceeds(value, base, digit)) {
                    throw ApFormatException.overflow(what, text, start);
                }
                value = value * base + digit;
            }
            if (index == firstDigit) {
                throw unexpected("a digit");
            }
            return value;
        }

        void expectEnd() {
            if (!atEnd()) {
                throw unexpected("the end");
            }
        }

        ApFormatException unexpected(String expected) {
            return ApFormatException.unexpected(what, text, index, expected);
        }

        ApFormatException malformed(int at, String problem) {
            return ApFormatException.malformed(what, text, at, problem);
        }

        int index() {
            return index;
        }

        private int base() {
            if (peek() != '0') {
                return 10;
            }
            boolean prefix = index + 1 < text.length() && Character.toLowerCase(text.charAt(index + 1)) == 'x';
            return prefix && digit(index + 2, 16) >= 0 ? 16 : 8;
        }

        private int digit(int at, int base) {
            return at < text.length() && text.charAt(at) < 128 ? Character.digit(text.charAt(at), base) : -1;
        }

        private static boolean exceeds(long value, int base, int digit) {
            long limit = Long.divideUnsigned(-1L, base);
            int above = Long.compareUnsigned(value, limit);
            return above > 0 || (above == 0 && digit > Long.remainderUnsigned(-1L, base));
        }
    }
}
