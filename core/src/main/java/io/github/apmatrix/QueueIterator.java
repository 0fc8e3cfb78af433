package io.github.apmatrix;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Goes through the queues of a set in the order of the kernel. */
final class QueueIterator implements Iterator<ApQueue> {
    private final long[] words;
    private int index = -1;

    /** The bits of the word at the index that are still to come, the first one lowest. */
    private long rest;

    /** Takes words as {@link QueueWords} describes them. */
    QueueIterator(long[] words) {
        this.words = words;
    }

    @Override
    public boolean hasNext() {
        while (rest == 0 && index + 1 < words.length) {
            rest = Long.reverse(words[++index]);
        }
        return rest != 0;
    }

    @Override
    public ApQueue next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int domain = Long.SIZE * (index % QueueWords.ROW) + Long.numberOfTrailingZeros(rest);
        rest &= rest - 1;
        return new ApQueue(AdapterId.of(index / QueueWords.ROW), DomainId.of(domain));
    }
}
