package io.github.apmatrix;

import com.google.common.collect.Iterables;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Any set of queues, up to all 65,536. "Free for vfio_ap" is in general not a {@link Matrix} (it is one matrix minus
 * another), so this type exists. Iterates in the order of the kernel.
 *
 * @since 0.1.0
 */
public final class ApQueueSet implements Iterable<ApQueue> {
    private static final ApQueueSet NONE = new ApQueueSet(new long[0]);
    private static final int SHOWN_QUEUES = 8;

    /** As {@link QueueWords} describes them. */
    private final long[] words;

    private ApQueueSet(long[] words) {
        this.words = words;
    }

    /**
     * Returns the empty set.
     *
     * @return no queue
     */
    public static ApQueueSet none() {
        return NONE;
    }

    /**
     * Returns the set of all 65,536 queues.
     *
     * @return every adapter with every domain
     */
    public static ApQueueSet all() {
        return NONE.complement();
    }

    /**
     * Returns the set of some queues.
     *
     * @param queues the queues, in any order; repeated ones count once
     * @return the set
     */
    public static ApQueueSet of(ApQueue... queues) {
        return copyOf(List.of(queues));
    }

    /**
     * Returns the queues of a matrix.
     *
     * @param matrix the matrix
     * @return each of its adapters with each of its domains
     */
    public static ApQueueSet of(Matrix matrix) {
        ApMask adapters = matrix.adapters().mask();
        ApMask domains = matrix.domains().mask();
        Builder builder = new Builder();
        builder.words = new long[QueueWords.ROW * adapters.length()];
        for (int adapter = adapters.nextBit(0); adapter >= 0; adapter = adapters.nextBit(adapter + 1)) {
            for (int i = 0; i < QueueWords.ROW; i++) {
                builder.add(QueueWords.ROW * adapter + i, domains.word(i));
            }
        }
        return builder.buildLast();
    }

    /**
     * Returns the set of some queues.
     *
     * @param queues the queues, in any order; repeated ones count once
     * @return the set
     */
    public static ApQueueSet copyOf(Iterable<ApQueue> queues) {
        return new Builder().addAll(queues).build();
    }

    /**
     * Returns a builder for a set of many queues.
     *
     * @return an empty builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the domains of one adapter's queues.
     *
     * @param adapter the adapter
     * @return the domains, possibly none
     */
    public DomainSet row(AdapterId adapter) {
        int first = QueueWords.ROW * adapter.value();
        return DomainSet.of(new ApMask(word(first), word(first + 1), word(first + 2), word(first + 3)));
    }

    /**
     * Returns the adapters that have a queue in this set.
     *
     * @return the adapters
     */
    public AdapterSet adapters() {
        MaskBits adapters = new MaskBits();
        for (int i = 0; i < words.length; i++) {
            if (words[i] != 0) {
                adapters.set(i / QueueWords.ROW);
            }
        }
        return AdapterSet.of(adapters.mask());
    }

    /**
     * Returns the domains that have a queue in this set, on any adapter.
     *
     * @return the domains
     */
    public DomainSet domains() {
        MaskBits domains = new MaskBits();
        for (int i = 0; i < words.length; i++) {
            domains.setAll(i % QueueWords.ROW, words[i]);
        }
        return DomainSet.of(domains.mask());
    }

    /**
     * Returns whether a queue is in this set.
     *
     * @param queue the queue
     * @return true if it is in the set
     */
    public boolean contains(ApQueue queue) {
        return (word(index(queue)) & bit(queue)) != 0;
    }

    /**
     * Returns whether all queues of another set are in this one.
     *
     * @param other the other set
     * @return true if none of its queues is missing here
     */
    public boolean containsAll(ApQueueSet other) {
        return QueueWords.containsAll(words, other.words);
    }

    /** Returns the adapters of a matrix for which this set has all queues. */
    AdapterSet completeAdapters(Matrix matrix) {
        ApMask domains = matrix.domains().mask();
        MaskBits complete = new MaskBits();
        matrix.adapters().mask().forEach(adapter -> {
            if (rowContainsAll(adapter, domains)) {
                complete.set(adapter);
            }
        });
        return AdapterSet.of(complete.mask());
    }

    private boolean rowContainsAll(int adapter, ApMask domains) {
        int first = QueueWords.ROW * adapter;
        return (domains.word(0) & ~word(first)) == 0
                && (domains.word(1) & ~word(first + 1)) == 0
                && (domains.word(2) & ~word(first + 2)) == 0
                && (domains.word(3) & ~word(first + 3)) == 0;
    }

    /**
     * Returns this set with one more queue.
     *
     * @param queue the queue
     * @return a set that contains it
     */
    public ApQueueSet with(ApQueue queue) {
        Builder builder = new Builder();
        builder.words = words.clone();
        return builder.add(queue).buildLast();
    }

    /**
     * Returns the queues that are in this set, in another one, or in both.
     *
     * @param other the other set
     * @return the union
     */
    public ApQueueSet union(ApQueueSet other) {
        return new ApQueueSet(QueueWords.union(words, other.words));
    }

    /**
     * Returns the queues that are in this set and in another one.
     *
     * @param other the other set
     * @return the intersection
     */
    public ApQueueSet intersect(ApQueueSet other) {
        return new ApQueueSet(QueueWords.intersect(words, other.words));
    }

    /**
     * Returns the queues that are in this set and in a matrix.
     *
     * @param matrix the matrix
     * @return the intersection
     */
    public ApQueueSet intersect(Matrix matrix) {
        return intersect(of(matrix));
    }

    /**
     * Returns the queues that are in this set but not in another one.
     *
     * @param other the other set
     * @return the difference
     */
    public ApQueueSet difference(ApQueueSet other) {
        return new ApQueueSet(QueueWords.difference(words, other.words));
    }

    /**
     * Returns the queues that are in this set but not in a matrix.
     *
     * @param matrix the matrix
     * @return the difference
     */
    public ApQueueSet difference(Matrix matrix) {
        return difference(of(matrix));
    }

    /**
     * Returns all queues that are not in this set.
     *
     * @return the complement within all 65,536 queues
     */
    public ApQueueSet complement() {
        return new ApQueueSet(QueueWords.complement(words));
    }

    /**
     * Returns whether the set has no queue.
     *
     * @return true if it is empty
     */
    public boolean isEmpty() {
        return words.length == 0;
    }

    /**
     * Returns how many queues are in the set.
     *
     * @return a count from 0 to 65,536
     */
    public int size() {
        return QueueWords.size(words);
    }

    /**
     * Returns the queues of the set.
     *
     * @return the queues, adapters ascending, then domains ascending
     */
    public Stream<ApQueue> stream() {
        int characteristics = Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL | Spliterator.IMMUTABLE;
        return StreamSupport.stream(Spliterators.spliterator(iterator(), size(), characteristics), false);
    }

    /** Returns an iterator over the queues, adapters ascending, then domains ascending. */
    @Override
    public Iterator<ApQueue> iterator() {
        return new QueueIterator(words);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof ApQueueSet other && Arrays.equals(words, other.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }

    /** Returns the first queues and how many there are beyond: {@code 00.0004, 00.001b}; {@code none} if empty. */
    @Override
    public String toString() {
        if (isEmpty()) {
            return "none";
        }
        String shown = String.join(", ", Iterables.transform(Iterables.limit(this, SHOWN_QUEUES), ApQueue::toString));
        int more = size() - SHOWN_QUEUES;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    private long word(int index) {
        return index < words.length ? words[index] : 0;
    }

    /** Returns the index of the word that has a queue. */
    private static int index(ApQueue queue) {
        return QueueWords.ROW * queue.adapter().value() + queue.domain().value() / Long.SIZE;
    }

    /** Returns the bit of a queue in its word. */
    private static long bit(ApQueue queue) {
        return ApMask.single(queue.domain().value());
    }

    /** Collects queues; not thread-safe. */
    public static final class Builder {
        private long[] words = new long[0];

        private Builder() {}

        private void add(int index, long bits) {
            if (index >= words.length) {
                words = Arrays.copyOf(words, Math.min(QueueWords.MAX, Math.max(2 * words.length, index + 1)));
            }
            words[index] |= bits;
        }

        /** Returns the set, if nothing is added any more. */
        private ApQueueSet buildLast() {
            return new ApQueueSet(QueueWords.trim(words));
        }

        /**
         * Adds a queue.
         *
         * @param queue the queue
         * @return this builder
         */
        public Builder add(ApQueue queue) {
            add(index(queue), bit(queue));
            return this;
        }

        /**
         * Adds some queues.
         *
         * @param queues the queues
         * @return this builder
         */
        public Builder addAll(Iterable<ApQueue> queues) {
            if (queues instanceof ApQueueSet set) {
                words = QueueWords.addTo(words, set.words);
            } else {
                queues.forEach(this::add);
            }
            return this;
        }

        /**
         * Returns the set of the queues added so far. The builder can go on.
         *
         * @return the set
         */
        public ApQueueSet build() {
            return new ApQueueSet(QueueWords.trim(words.clone()));
        }
    }
}
