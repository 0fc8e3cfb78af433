package io.github.apmatrix;

import java.util.Arrays;

/**
 * The arithmetic of sets of queues: for each adapter the four words of the mask of its domains. The last word is never zero,
 * so sets are equal if their words are, and small sets of low adapters are small.
 */
final class QueueWords {
    /** The number of words of an adapter. */
    static final int ROW = ApMask.SIZE / Long.SIZE;

    static final int MAX = ROW * (AdapterId.MAX_VALUE + 1);

    private QueueWords() {}

    static long[] union(long[] a, long[] b) {
        return a.length >= b.length ? addTo(a.clone(), b) : addTo(b.clone(), a);
    }

    /** Adds to words that nobody else has; returns them, or longer ones. */
    static long[] addTo(long[] words, long[] more) {
        long[] sum = words.length >= more.length ? words : Arrays.copyOf(words, more.length);
        for (int i = 0; i < more.length; i++) {
            sum[i] |= more[i];
        }
        return sum;
    }

    static long[] intersect(long[] a, long[] b) {
        long[] common = Arrays.copyOf(a, Math.min(a.length, b.length));
        for (int i = 0; i < common.length; i++) {
            common[i] &= b[i];
        }
        return trim(common);
    }

    static long[] difference(long[] a, long[] b) {
        long[] difference = a.clone();
        int common = Math.min(a.length, b.length);
        for (int i = 0; i < common; i++) {
            difference[i] &= ~b[i];
        }
        return trim(difference);
    }

    static long[] complement(long[] words) {
        long[] complement = Arrays.copyOf(words, MAX);
        for (int i = 0; i < MAX; i++) {
            complement[i] = ~complement[i];
        }
        return trim(complement);
    }

    static boolean containsAll(long[] words, long[] part) {
        if (part.length > words.length) {
            return false;
        }
        for (int i = 0; i < part.length; i++) {
            if ((part[i] & ~words[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    static int size(long[] words) {
        int size = 0;
        for (long word : words) {
            size += Long.bitCount(word);
        }
        return size;
    }

    /** Returns the words without zeros at the end; the same array if there are none. */
    static long[] trim(long[] words) {
        int length = words.length;
        while (length > 0 && words[length - 1] == 0) {
            length--;
        }
        return length == words.length ? words : Arrays.copyOf(words, length);
    }
}
