package io.github.apmatrix.persistence.chzdev;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.IdSet;
import io.github.apmatrix.MaskUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The values of {@code chzdev --type ap apmask=VALUE aqmask=VALUE}. They look like the texts that the kernel takes, but
 * mean something else.
 *
 * <p>An absolute list like {@code 1-2,0x1b} names all that the host keeps; the kernel knows no such lists. A hex mask, which
 * the kernel takes, is no value here: {@code 0xff} is the number 255. A list of changes like {@code +3,-5-7} is the same in
 * both, except that chzdev wants a comma between changes.
 *
 * @since 0.1.0
 */
public final class ChzdevValue {
    private static final String WHAT = "a value of chzdev";
    private static final String SIGNS = "+-";
    private static final String NO_ABSOLUTE_EMPTY = "-0-255";
    private static final CharMatcher DIGIT = CharMatcher.inRange('0', '9');
    private static final CharMatcher HEX_DIGIT =
            DIGIT.or(CharMatcher.inRange('a', 'f')).or(CharMatcher.inRange('A', 'F'));

    private ChzdevValue() {}

    /**
     * Reads a value. Numbers are decimal, {@code 0x} hexadecimal or octal with a leading zero; a range is two of them with
     * {@code -} between; a comma separates numbers and ranges. All of them have {@code +} or {@code -} before them, which
     * is a list of changes, or none, which is a whole mask.
     *
     * <p>Stricter than chzdev where that hides an error: blanks, empty parts and {@code --5} are refused, and so is a range
     * that ends before it starts, which chzdev takes without changing anything, so that {@code 5-3} alone would empty the
     * mask.
     *
     * @param text for example {@code 1-2,4-9,11-255} or {@code +0-4,-0xf0}
     * @return the mask or the changes
     * @throws ApFormatException if the text has another form, a number is above 255, or a range is reversed
     */
    public static MaskUpdate parse(String text) {
        if (text.isEmpty()) {
            throw ApFormatException.malformed(WHAT, text, 0, "nothing");
        }
        boolean relative = SIGNS.indexOf(text.charAt(0)) >= 0;
        List<MaskUpdate.Relative> changes = new ArrayList<>();
        ApMask mask = ApMask.none();
        int start = 0;
        for (String item : Splitter.on(',').split(text)) {
            boolean signed = !item.isEmpty() && SIGNS.indexOf(item.charAt(0)) >= 0;
            if (signed != relative) {
                String problem = relative ? "no + or - before one of the changes" : "a change among plain numbers";
                throw ApFormatException.malformed(WHAT, text, start, item.isEmpty() ? "no number" : problem);
            }
            int sign = signed ? 1 : 0;
            ApMask bits = range(text, start + sign, item.substring(sign));
            if (signed) {
                changes.add(item.startsWith("-") ? MaskUpdate.removing(bits) : MaskUpdate.adding(bits));
            }
            mask = mask.union(bits);
            start += item.length() + 1;
        }
        return relative ? join(changes) : MaskUpdate.replacing(mask);
    }

    private static ApMask range(String text, int start, String item) {
        int dash = item.indexOf('-');
        if (dash < 0) {
            return ApMask.of(number(text, start, item));
        }
        int first = number(text, start, item.substring(0, dash));
        int last = number(text, start + dash + 1, item.substring(dash + 1));
        if (last < first) {
            throw ApFormatException.malformed(WHAT, text, start, "a range that ends before it starts");
        }
        return ApMask.of(IntStream.rangeClosed(first, last));
    }

    private static int number(String text, int start, String number) {
        boolean hex = number.startsWith("0x") || number.startsWith("0X");
        String digits = hex ? number.substring(2) : number;
        if (digits.isEmpty() || !(hex ? HEX_DIGIT : DIGIT).matchesAllOf(digits)) {
            throw ApFormatException.malformed(WHAT, text, start, "no number");
        }
        int base = hex ? 16 : number.startsWith("0") ? 8 : 10;
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), base);
            if (digit < 0) {
                throw ApFormatException.malformed(WHAT, text, start, "a leading zero means octal, so no 8 or 9");
            }
            value = Math.min(value * base + digit, ApMask.SIZE);
        }
        if (value == ApMask.SIZE) {
            String hint = hex ? " (a hex mask is no value of chzdev)" : "";
            throw ApFormatException.malformed(WHAT, text, start, "a number above 255" + hint);
        }
        return value;
    }

    /** Joins halves, because joining one by one would copy the changes again and again. */
    private static MaskUpdate.Relative join(List<MaskUpdate.Relative> changes) {
        int half = changes.size() / 2;
        return half == 0
                ? changes.get(0)
                : join(changes.subList(0, half)).then(join(changes.subList(half, changes.size())));
    }

    /**
     * Returns the value that makes an update.
     *
     * @param update a whole mask or changes
     * @return a value that {@link #parse} reads as the same update: for a mask the ranges of {@link #toText(IdSet)}, for
     *     changes for example {@code +0-4,-240}
     * @throws IllegalArgumentException if there are no changes: chzdev has no value for that
     */
    public static String toText(MaskUpdate update) {
        if (update instanceof MaskUpdate.Relative relative) {
            if (relative.terms().isEmpty()) {
                throw new IllegalArgumentException("chzdev has no value for no change");
            }
            return relative.terms().stream()
                    .map(term -> (term.set() ? "+" : "-") + ranges(term.bits()))
                    .collect(Collectors.joining(","));
        }
        return toText(update.applyTo(ApMask.none()));
    }

    /**
     * Returns the value that makes a set the whole mask.
     *
     * @param kept what the host keeps
     * @return the ranges in decimal as the tools print them, for example {@code 1-2,4-9,11-255}; {@code -0-255} for the
     *     empty set, because no list of plain numbers is empty
     */
    public static String toText(IdSet<?, ?> kept) {
        return toText(kept.mask());
    }

    static String toText(ApMask mask) {
        return mask.isEmpty() ? NO_ABSOLUTE_EMPTY : ranges(mask);
    }

    private static String ranges(ApMask mask) {
        StringBuilder text = new StringBuilder();
        ApMask gaps = mask.complement();
        for (int first = mask.nextBit(0); first >= 0; ) {
            int gap = gaps.nextBit(first);
            int last = gap < 0 ? ApMask.SIZE - 1 : gap - 1;
            text.append(text.isEmpty() ? "" : ",").append(first);
            if (last > first) {
                text.append('-').append(last);
            }
            first = mask.nextBit(last + 1);
        }
        return text.toString();
    }
}
