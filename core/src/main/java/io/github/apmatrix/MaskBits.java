package io.github.apmatrix;

/** Collects the bits of a mask. */
final class MaskBits {
    private final long[] words = new long[4];

    /** Sets a bit. */
    void set(int bit) {
        words[ApMask.checkBit(bit) >>> 6] |= ApMask.single(bit);
    }

    /** Sets all bits of one of the four words. */
    void setAll(int index, long word) {
        words[index] |= word;
    }

    ApMask mask() {
        return new ApMask(words[0], words[1], words[2], words[3]);
    }
}
