package io.github.apmatrix.testkit;

import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.KernelNumber;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.sysfs.Errno;

/**
 * The kernel's text forms. Each input grammar answers with the error number of the kernel; a value is what was written,
 * one character for each byte.
 */
final class KernelText {
    private KernelText() {}

    static String flag(boolean value) {
        return value ? "1\n" : "0\n";
    }

    /** Text parsers stop at the first NUL. */
    static String untilNul(String value) {
        int nul = value.indexOf('\0');
        return nul < 0 ? value : value.substring(0, nul);
    }

    /** Reads a number with {@code kstrtoul}, base 0. */
    static long unsigned(String value) {
        try {
            return KernelNumber.parseUnsigned(untilNul(value));
        } catch (ApFormatException e) {
            throw new KernelRefusal(e.isOverflow() ? Errno.ERANGE : Errno.EINVAL);
        }
    }

    static MaskUpdate maskUpdate(String value, MaskUpdate.Overflow overflow) {
        String text = untilNul(value);
        try {
            // a write of only a NUL reaches the parser with an empty text, which it reads as an all-zero mask
            return text.isEmpty() ? MaskUpdate.parseAbsolute(text) : MaskUpdate.parse(text, overflow);
        } catch (ApFormatException e) {
            throw new KernelRefusal(Errno.EINVAL);
        }
    }

    /** Reads a decimal number with {@code sscanf("%d")}: leading blanks, an optional minus, and anything after it. */
    static int decimal(String value, MaskUpdate.Overflow overflow) {
        return (int) loose(value, true, 10, overflow);
    }

    /** Reads a number with {@code sscanf("%i")}: like {@link #decimal}, but with the base of the number's prefix. */
    static int anyBase(String value, MaskUpdate.Overflow overflow) {
        return (int) loose(value, true, 0, overflow);
    }

    /** Reads a decimal number with {@code sscanf("%llu")}: like {@link #decimal}, without a minus and of 64 bits. */
    static long looseUnsigned(String value) {
        return loose(value, false, 10, MaskUpdate.Overflow.WRAPS);
    }

    private static long loose(String value, boolean signed, int base, MaskUpdate.Overflow overflow) {
        String text = untilNul(value);
        int index = 0;
        while (index < text.length() && isBlank(text.charAt(index))) {
            index++;
        }
        boolean negative = signed && index < text.length() && text.charAt(index) == '-';
        if (negative) {
            index++;
        }
        int actualBase = base == 0 ? baseAt(text, index) : base;
        if (base == 0 && actualBase == 16) {
            index += 2;
        }
        long number = 0;
        int start = index;
        for (; index < text.length() && digit(text, index, actualBase) >= 0; index++) {
            if (overflow == MaskUpdate.Overflow.REFUSED
                    && Long.compareUnsigned(number, lastBefore(digit(text, index, actualBase), actualBase)) > 0) {
                throw new KernelRefusal(Errno.EINVAL);
            }
            number = number * actualBase + digit(text, index, actualBase);
        }
        if (index == start) {
            throw new KernelRefusal(Errno.EINVAL);
        }
        return negative ? -number : number;
    }

    /** Returns the largest number that this digit can follow without exceeding 64 bits. */
    private static long lastBefore(int digit, int base) {
        return Long.divideUnsigned(-1L - digit, base);
    }

    private static int baseAt(String text, int index) {
        if (digit(text, index, 10) != 0) {
            return 10;
        }
        boolean hex = index + 1 < text.length()
                && Character.toLowerCase(text.charAt(index + 1)) == 'x'
                && digit(text, index + 2, 16) >= 0;
        return hex ? 16 : 8;
    }

    private static int digit(String text, int index, int base) {
        return index < text.length() && text.charAt(index) < 128 ? Character.digit(text.charAt(index), base) : -1;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0;
    }

    /**
     * Reads a boolean with {@code kstrtobool}: only the first one or two characters count.
     * Newer kernels also know {@code enable} and {@code disable}.
     */
    static boolean bool(String value, boolean enableAndDisable) {
        String text = untilNul(value);
        char first = text.isEmpty() ? 0 : text.charAt(0);
        char second = text.length() < 2 ? 0 : text.charAt(1);
        return switch (first) {
            case 'y', 'Y', 't', 'T', '1' -> true;
            case 'n', 'N', 'f', 'F', '0' -> false;
            case 'e', 'E', 'd', 'D' -> {
                if (!enableAndDisable) {
                    throw new KernelRefusal(Errno.EINVAL);
                }
                yield Character.toLowerCase(first) == 'e';
            }
            case 'o', 'O' ->
                switch (second) {
                    case 'n', 'N' -> true;
                    case 'f', 'F' -> false;
                    default -> throw new KernelRefusal(Errno.EINVAL);
                };
            default -> throw new KernelRefusal(Errno.EINVAL);
        };
    }

    /** Reads a switch that is a loose number: 0 or 1. */
    static boolean zeroOrOne(String value, MaskUpdate.Overflow overflow) {
        int number = decimal(value, overflow);
        if (number != 0 && number != 1) {
            throw new KernelRefusal(Errno.EINVAL);
        }
        return number == 1;
    }

    /** Reads the name of a device: exact, with at most one newline. */
    static String deviceName(String value) {
        String text = untilNul(value);
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
