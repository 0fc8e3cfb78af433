package io.github.apmatrix;

import java.util.Comparator;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A set of bit numbers 0 to 255, as the AP bus and vfio_ap keep adapters and domains. Bit 0 is the leftmost, most
 * significant bit, as in {@code apmask}.
 *
 * <p>The text form is the one that the kernel prints: {@code 0x} and 64 lower-case hex digits. Shorter texts that the
 * kernel accepts when written ({@code 0x41} for bits 1 and 7) are a {@link MaskUpdate}.
 *
 * @since 0.1.0
 */
public final class ApMask {
    /** The number of bits. */
    public static final int SIZE = 256;

    private static final ApMask NONE = new ApMask(0, 0, 0, 0);
    private static final ApMask ALL = new ApMask(-1, -1, -1, -1);
    private static final String WHAT = "a mask of 0x and 64 hex digits";

    private final long word0;
    private final long word1;
    private final long word2;
    private final long word3;

    ApMask(long word0, long word1, long word2, long word3) {
        this.word0 = word0;
        this.word1 = word1;
        this.word2 = word2;
        this.word3 = word3;
    }

    /**
     * Returns the mask without any bit.
     *
     * @return all zeros
     */
    public static ApMask none() {
        return NONE;
    }

    /**
     * Returns the mask with all 256 bits.
     *
     * @return all ones
     */
    public static ApMask all() {
        return ALL;
    }

    /**
     * Returns the mask of some bits.
     *
     * @param bits bit numbers from 0 to 255, in any order; repeated ones count once
     * @return the mask
     * @throws IllegalArgumentException if a number is out of range
     */
    public static ApMask of(int... bits) {
        MaskBits mask = new MaskBits();
        for (int bit : bits) {
            mask.set(bit);
        }
        return mask.mask();
    }

    /**
     * Returns the mask of some bits, for example of {@code IntStream.rangeClosed(0, 84)}.
     *
     * @param bits bit numbers from 0 to 255, in any order; repeated ones count once
     * @return the mask
     * @throws IllegalArgumentException if a number is out of range
     */
    public static ApMask of(IntStream bits) {
        MaskBits mask = new MaskBits();
        bits.forEach(mask::set);
        return mask.mask();
    }

    /**
     * Returns the mask of the text that the kernel prints.
     *
     * @param text {@code 0x} and exactly 64 lower-case hex digits, without newline
     * @return the mask
     * @throws ApFormatException if the text has another form
     */
    public static ApMask parse(String text) {
        ApMask mask = MaskText.parse(WHAT, text, 0);
        if (text.length() > MaskText.LENGTH) {
            throw ApFormatException.unexpected(WHAT, text, MaskText.LENGTH, "the end after 64 hex digits");
        }
        return mask;
    }

    /** Returns the mask of one bit. */
    private static ApMask only(int bit) {
        checkBit(bit);
        return new ApMask(wordOf(bit, 0), wordOf(bit, 1), wordOf(bit, 2), wordOf(bit, 3));
    }

    private static long wordOf(int bit, int index) {
        return bit >>> 6 == index ? single(bit) : 0;
    }

    /**
     * Returns whether a bit is set.
     *
     * @param bit the bit number, from 0 to 255
     * @return true if the bit is set
     * @throws IllegalArgumentException if the number is out of range
     */
    public boolean contains(int bit) {
        return (word(checkBit(bit) >>> 6) & single(bit)) != 0;
    }

    /**
     * Returns whether all bits of another mask are set in this one.
     *
     * @param other the other mask
     * @return true if no bit of the other mask is missing here
     */
    public boolean containsAll(ApMask other) {
        return (other.word0 & ~word0) == 0
                && (other.word1 & ~word1) == 0
                && (other.word2 & ~word2) == 0
                && (other.word3 & ~word3) == 0;
    }

    /**
     * Returns whether this mask and another one have a bit in common.
     *
     * @param other the other mask
     * @return true if at least one bit is set in both
     */
    public boolean intersects(ApMask other) {
        return ((word0 & other.word0) | (word1 & other.word1) | (word2 & other.word2) | (word3 & other.word3)) != 0;
    }

    /**
     * Returns this mask with one more bit.
     *
     * @param bit the bit number, from 0 to 255
     * @return a mask with the bit set
     * @throws IllegalArgumentException if the number is out of range
     */
    public ApMask with(int bit) {
        return union(only(bit));
    }

    /**
     * Returns this mask with one bit less.
     *
     * @param bit the bit number, from 0 to 255
     * @return a mask with the bit clear
     * @throws IllegalArgumentException if the number is out of range
     */
    public ApMask without(int bit) {
        return difference(only(bit));
    }

    /**
     * Returns the bits that are set in this mask, in another one, or in both.
     *
     * @param other the other mask
     * @return the union
     */
    public ApMask union(ApMask other) {
        return new ApMask(word0 | other.word0, word1 | other.word1, word2 | other.word2, word3 | other.word3);
    }

    /**
     * Returns the bits that are set in this mask and in another one.
     *
     * @param other the other mask
     * @return the intersection
     */
    public ApMask intersect(ApMask other) {
        return new ApMask(word0 & other.word0, word1 & other.word1, word2 & other.word2, word3 & other.word3);
    }

    /**
     * Returns the bits that are set in this mask but not in another one.
     *
     * @param other the other mask
     * @return the difference
     */
    public ApMask difference(ApMask other) {
        return new ApMask(word0 & ~other.word0, word1 & ~other.word1, word2 & ~other.word2, word3 & ~other.word3);
    }

    /**
     * Returns the order in which masks with low numbers come first: of two masks the one with the lowest bit that the other
     * does not have.
     *
     * @return an order that is consistent with equals
     */
    public static Comparator<ApMask> lowestFirst() {
        // no bit is -1, which unsigned is the highest
        return (one, other) -> Integer.compareUnsigned(
                one.difference(other).nextBit(0), other.difference(one).nextBit(0));
    }

    /**
     * Returns the bits that are not set in this mask.
     *
     * @return the complement within 0 to 255
     */
    public ApMask complement() {
        return ALL.difference(this);
    }

    /**
     * Returns whether no bit is set.
     *
     * @return true for all zeros
     */
    public boolean isEmpty() {
        return (word0 | word1 | word2 | word3) == 0;
    }

    /**
     * Returns how many bits are set.
     *
     * @return a number from 0 to 256
     */
    public int size() {
        return Long.bitCount(word0) + Long.bitCount(word1) + Long.bitCount(word2) + Long.bitCount(word3);
    }

    /**
     * Returns the lowest set bit from a number on. {@code nextBit(0)} is the lowest bit of all.
     *
     * @param from where to start, from 0 to 256
     * @return the bit number, or -1 if no bit from there on is set
     * @throws IllegalArgumentException if the start is out of range
     */
    public int nextBit(int from) {
        if (from == SIZE) {
            return -1;
        }
        int index = checkBit(from) >>> 6;
        long word = word(index) & (-1L >>> from);
        while (word == 0) {
            if (++index == 4) {
                return -1;
            }
            word = word(index);
        }
        return (index << 6) + Long.numberOfLeadingZeros(word);
    }

    /** Returns one more than the highest set bit, or 0. */
    int length() {
        for (int index = 3; index >= 0; index--) {
            if (word(index) != 0) {
                return (index << 6) + Long.SIZE - Long.numberOfTrailingZeros(word(index));
            }
        }
        return 0;
    }

    /** Returns the last bit of the run of set bits that holds {@code bit}. */
    int endOfRun(int bit) {
        int clear = complement().nextBit(bit);
        return (clear < 0 ? SIZE : clear) - 1;
    }

    /**
     * Does something with each set bit, in ascending order.
     *
     * @param action is given the bit numbers
     */
    public void forEach(IntConsumer action) {
        for (int index = 0; index < 4; index++) {
            // reversed, because the lowest of the bits of a long is the one that is cleared fastest
            long rest = Long.reverse(word(index));
            while (rest != 0) {
                action.accept(Long.SIZE * index + Long.numberOfTrailingZeros(rest));
                rest &= rest - 1;
            }
        }
    }

    /**
     * Returns the set bits.
     *
     * @return bit numbers in ascending order
     */
    public IntStream stream() {
        return IntStream.iterate(nextBit(0), bit -> bit >= 0, bit -> nextBit(bit + 1));
    }

    /**
     * Returns the text that the kernel prints.
     *
     * @return {@code 0x} and 64 lower-case hex digits, without newline
     */
    public String toHex() {
        return MaskText.print(word0, word1, word2, word3);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof ApMask other
                && word0 == other.word0
                && word1 == other.word1
                && word2 == other.word2
                && word3 == other.word3;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(((word0 * 31 + word1) * 31 + word2) * 31 + word3);
    }

    /** Returns {@link #toHex()}. */
    @Override
    public String toString() {
        return toHex();
    }

    /** Returns one of the four words, the lowest bits first. */
    long word(int index) {
        return switch (index) {
            case 0 -> word0;
            case 1 -> word1;
            case 2 -> word2;
            default -> word3;
        };
    }

    /** Returns the bit within its word; the shift uses the low six bits of the number only. */
    static long single(int bit) {
        return Long.MIN_VALUE >>> bit;
    }

    static int checkBit(int bit) {
        if (bit < 0 || bit >= SIZE) {
            throw new IllegalArgumentException("bit " + bit + " is not between 0 and " + (SIZE - 1));
        }
        return bit;
    }
}
