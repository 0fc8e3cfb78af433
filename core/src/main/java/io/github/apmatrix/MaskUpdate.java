package io.github.apmatrix;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.KernelNumber.Scanner;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What is written to {@code apmask} or {@code aqmask}: a new mask ({@link Absolute}) or changes of the current one
 * ({@link Relative}). The kernel applies all of an update or nothing. The relative form is the one that is safe when
 * others change the mask at the same time.
 *
 * <p>{@link #toString()} is the text to write; {@link #parse} reads it again.
 *
 * <p>Source: {@code ap_parse_mask_str} of the kernel's AP bus.
 *
 * @since 0.1.0
 */
public sealed interface MaskUpdate {
    /** What a number above 64 bits means in the relative form: kernels differ. */
    enum Overflow {
        /** The update is malformed, as in newer kernels (seen in 7.3). */
        REFUSED,
        /** The number counts modulo 2^64, as in older kernels (seen in 6.1 and 6.12). */
        WRAPS
    }

    /**
     * Returns the update of a text in the kernel's write grammar; numbers above 64 bits are refused.
     *
     * <p>A text that starts with {@code +} or {@code -} is relative: terms like {@code +5}, {@code -0x47},
     * {@code +0x10-0x1f} (a range), separated by any number of commas and newlines, also none. Beware that
     * {@code +1-2} is the range 1 to 2. Any other text is absolute: an optional {@code 0x} or {@code x}, up to 64 hex
     * digits from bit 0 on (missing ones are zeros: {@code 0x41} is bits 1 and 7), and at most one newline.
     *
     * <p>The empty text is refused, because the kernel ignores an empty write; but a lone newline, {@code 0x} and
     * {@code x} clear the whole mask. A NUL character is refused too; the kernel stops reading there.
     *
     * @param text the text
     * @return the update
     * @throws ApFormatException if the kernel would answer EINVAL, or the text is empty or has a NUL character
     */
    static MaskUpdate parse(String text) {
        return parse(text, Overflow.REFUSED);
    }

    /**
     * Returns the update of a text as a certain kernel reads it.
     *
     * @param text the text, see {@link #parse(String)}
     * @param overflow what a number above 64 bits means
     * @return the update
     * @throws ApFormatException if that kernel would answer EINVAL, or the text is empty or has a NUL character
     */
    static MaskUpdate parse(String text, Overflow overflow) {
        if (text.isEmpty()) {
            throw ApFormatException.malformed("a mask update", text, 0, "nothing");
        }
        char first = text.charAt(0);
        return first == '+' || first == '-' ? Relative.parse(text, overflow) : parseAbsolute(text);
    }

    /**
     * Returns the update of a text in the absolute form only, which may be empty: {@code ap_config} has three of them.
     *
     * @param text an optional {@code 0x} or {@code x}, up to 64 hex digits, and at most one newline
     * @return the update
     * @throws ApFormatException if the text has another form
     */
    static Absolute parseAbsolute(String text) {
        return Absolute.parse(text);
    }

    /**
     * Returns the update that sets the whole mask.
     *
     * @param mask the new mask
     * @return an absolute update
     */
    static Absolute replacing(ApMask mask) {
        return new Absolute(mask);
    }

    /**
     * Returns the update that sets some bits and leaves the others.
     *
     * @param bits the bits to set
     * @return a relative update
     */
    static Relative adding(ApMask bits) {
        return Relative.ofRuns(true, bits);
    }

    /**
     * Returns the update that clears some bits and leaves the others.
     *
     * @param bits the bits to clear
     * @return a relative update
     */
    static Relative removing(ApMask bits) {
        return Relative.ofRuns(false, bits);
    }

    /**
     * Returns what becomes of a mask.
     *
     * @param current the mask before the update
     * @return the mask after it
     */
    ApMask applyTo(ApMask current);

    /**
     * Returns the text to write.
     *
     * @return a text that {@link #parse} reads as this update; empty for a relative update without terms
     */
    @Override
    String toString();

    /**
     * A whole new mask.
     *
     * @param mask the new mask
     */
    record Absolute(ApMask mask) implements MaskUpdate {
        private static final String WHAT = "an absolute mask update";

        /**
         * Checks that the mask is there.
         *
         * @param mask the new mask
         */
        public Absolute {
            Objects.requireNonNull(mask, "mask");
        }

        private static Absolute parse(String text) {
            int start = text.startsWith("0x") ? 2 : text.startsWith("x") ? 1 : 0;
            int end = start;
            while (end < text.length() && end < start + 64 && Ids.digit(toLower(text.charAt(end))) >= 0) {
                end++;
            }
            Scanner rest = new Scanner(WHAT, text, end);
            rest.skip('\n');
            if (!rest.atEnd()) {
                throw rest.unexpected("up to 64 hex digits and one newline");
            }
            return new Absolute(MaskText.parseDigits(text, start, end));
        }

        /** ASCII only: the kernel knows no other letters. */
        private static char toLower(char c) {
            return c >= 'A' && c <= 'F' ? (char) (c + ('a' - 'A')) : c;
        }

        @Override
        public ApMask applyTo(ApMask current) {
            return mask;
        }

        /** Returns the text to write: {@code 0x} and 64 hex digits. */
        @Override
        public String toString() {
            return mask.toHex();
        }
    }

    /** Changes of the current mask, applied from left to right; later terms win. */
    final class Relative implements MaskUpdate {
        private static final String WHAT = "a relative mask update";

        private final ImmutableList<Term> terms;

        private Relative(ImmutableList<Term> terms) {
            this.terms = terms;
        }

        private static Relative ofRuns(boolean set, ApMask bits) {
            ImmutableList.Builder<Term> terms = ImmutableList.builder();
            for (int first = bits.nextBit(0); first >= 0; ) {
                int last = bits.endOfRun(first);
                terms.add(new Term(set, first, last));
                first = bits.nextBit(last + 1);
            }
            return new Relative(terms.build());
        }

        private static Relative parse(String text, Overflow overflow) {
            Scanner scanner = new Scanner(WHAT, text, 0);
            ImmutableList.Builder<Term> terms = ImmutableList.builder();
            while (!scanner.atEnd()) {
                boolean set = scanner.skip('+');
                if (!set && !scanner.skip('-')) {
                    throw scanner.unexpected("+ or -");
                }
                int first = bit(scanner, overflow);
                int rangeAt = scanner.index();
                int last = scanner.skip('-') ? bit(scanner, overflow) : first;
                if (last < first) {
                    throw scanner.malformed(rangeAt, "a range that ends before it starts");
                }
                terms.add(new Term(set, first, last));
                while (scanner.skip(',') || scanner.skip('\n')) {
                    // any number of separators, also none
                }
            }
            return new Relative(terms.build());
        }

        private static int bit(Scanner scanner, Overflow overflow) {
            int at = scanner.index();
            long number = scanner.number(overflow);
            if (number < 0 || number >= ApMask.SIZE) {
                throw scanner.malformed(at, "a bit number above " + (ApMask.SIZE - 1));
            }
            return (int) number;
        }

        /**
         * Returns the update that makes the changes of this one, then those of another one.
         *
         * @param next the changes to make after these
         * @return both in one update
         */
        public Relative then(Relative next) {
            return new Relative(ImmutableList.<Term>builder()
                    .addAll(terms)
                    .addAll(next.terms)
                    .build());
        }

        /**
         * Returns the single changes.
         *
         * @return the terms in the order in which they apply; empty if nothing changes
         */
        public ImmutableList<Term> terms() {
            return terms;
        }

        @Override
        public ApMask applyTo(ApMask current) {
            ApMask mask = current;
            for (Term term : terms) {
                mask = term.set() ? mask.union(term.bits()) : mask.difference(term.bits());
            }
            return mask;
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Relative other && terms.equals(other.terms);
        }

        @Override
        public int hashCode() {
            return terms.hashCode();
        }

        /** Returns the text to write, for example {@code -0x00,+0x0a-0x0f}; empty if nothing changes. */
        @Override
        public String toString() {
            return String.join(",", terms.stream().map(Term::toString).toList());
        }
    }

    /** One change of a {@link Relative} update: a bit or a range of bits, set or cleared. */
    final class Term {
        private final boolean set;
        private final int first;
        private final int last;

        private Term(boolean set, int first, int last) {
            this.set = set;
            this.first = first;
            this.last = last;
        }

        /**
         * Returns whether the bits are set or cleared.
         *
         * @return true for {@code +}, false for {@code -}
         */
        public boolean set() {
            return set;
        }

        /**
         * Returns the bits that this term changes.
         *
         * @return at least one bit, without gaps
         */
        public ApMask bits() {
            return ApMask.of(IntStream.rangeClosed(first, last));
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Term other && set == other.set && first == other.first && last == other.last;
        }

        @Override
        public int hashCode() {
            return Objects.hash(set, first, last);
        }

        /** Returns the text of the term, for example {@code -0x05} or {@code +0x10-0x1f}. */
        @Override
        public String toString() {
            String start = (set ? "+0x" : "-0x") + Ids.toHex(first, 2);
            return first == last ? start : start + "-0x" + Ids.toHex(last, 2);
        }
    }
}
