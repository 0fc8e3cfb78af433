package io.github.apmatrix;

import com.google.common.collect.Iterables;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Any set of queues, up to all 65,536. "Free for vfio_ap" is in general not a {@link Matrix} (it is one matrix minus
 * another), so this type exists. Iterates in the order of the kernel.
 *
 * @since 0.1.0
 */
public final class ApQueueSet implements Iterable<ApQueue> {
    private static final int ROWS = AdapterId.MAX_VALUE + 1;
    private static final ApQueueSet NONE = new Builder().build();
    private static final int SHOWN_QUEUES = 8;

    /** For each adapter the domains of its queues. */
    private final ApMask[] rows;

    private ApQueueSet(ApMask[] rows) {
        this.rows = rows;
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
        Builder builder = new Builder();
        matrix.adapters()
                .mask()
                .forEach(adapter -> builder.rows[adapter] = matrix.domains().mask());
        return builder.build();
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
        return DomainSet.of(rows[adapter.value()]);
    }

    /**
     * Returns the adapters that have a queue in this set.
     *
     * @return the adapters
     */
    public AdapterSet adapters() {
        return AdapterSet.of(ApMask.of(IntStream.range(0, ROWS).filter(i -> !rows[i].isEmpty())));
    }

    /**
     * Returns the domains that have a queue in this set, on any adapter.
     *
     * @return the domains
     */
    public DomainSet domains() {
        return DomainSet.of(Arrays.stream(rows).reduce(ApMask.none(), ApMask::union));
    }

    /**
     * Returns whether a queue is in this set.
     *
     * @param queue the queue
     * @return true if it is in the set
     */
    public boolean contains(ApQueue queue) {
        return rows[queue.adapter().value()].contains(queue.domain().value());
    }

    /**
     * Returns whether all queues of another set are in this one.
     *
     * @param other the other set
     * @return true if none of its queues is missing here
     */
    public boolean containsAll(ApQueueSet other) {
        return IntStream.range(0, ROWS).allMatch(i -> rows[i].containsAll(other.rows[i]));
    }

    /**
     * Returns this set with one more queue.
     *
     * @param queue the queue
     * @return a set that contains it
     */
    public ApQueueSet with(ApQueue queue) {
        return new Builder().addAll(this).add(queue).build();
    }

    /**
     * Returns the queues that are in this set, in another one, or in both.
     *
     * @param other the other set
     * @return the union
     */
    public ApQueueSet union(ApQueueSet other) {
        return combine(other, ApMask::union);
    }

    /**
     * Returns the queues that are in this set and in another one.
     *
     * @param other the other set
     * @return the intersection
     */
    public ApQueueSet intersect(ApQueueSet other) {
        return combine(other, ApMask::intersect);
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
        return combine(other, ApMask::difference);
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
        return new ApQueueSet(Arrays.stream(rows).map(ApMask::complement).toArray(ApMask[]::new));
    }

    /**
     * Returns whether the set has no queue.
     *
     * @return true if it is empty
     */
    public boolean isEmpty() {
        return Arrays.stream(rows).allMatch(ApMask::isEmpty);
    }

    /**
     * Returns how many queues are in the set.
     *
     * @return a count from 0 to 65,536
     */
    public int size() {
        int size = 0;
        for (ApMask row : rows) {
            size += row.size();
        }
        return size;
    }

    /**
     * Returns the queues of the set.
     *
     * @return the queues, adapters ascending, then domains ascending
     */
    public Stream<ApQueue> stream() {
        return adapters().stream().flatMap(adapter -> row(adapter).stream().map(domain -> ApQueue.of(adapter, domain)));
    }

    /** Returns an iterator over the queues, adapters ascending, then domains ascending. */
    @Override
    public Iterator<ApQueue> iterator() {
        return stream().iterator();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof ApQueueSet other && Arrays.equals(rows, other.rows);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rows);
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

    private ApQueueSet combine(ApQueueSet other, BinaryOperator<ApMask> operator) {
        ApMask[] combined = new ApMask[ROWS];
        Arrays.setAll(combined, i -> operator.apply(rows[i], other.rows[i]));
        return new ApQueueSet(combined);
    }

    /** Collects queues; not thread-safe. */
    public static final class Builder {
        private final ApMask[] rows = new ApMask[ROWS];

        private Builder() {
            Arrays.fill(rows, ApMask.none());
        }

        /**
         * Adds a queue.
         *
         * @param queue the queue
         * @return this builder
         */
        public Builder add(ApQueue queue) {
            int adapter = queue.adapter().value();
            rows[adapter] = rows[adapter].with(queue.domain().value());
            return this;
        }

        /**
         * Adds some queues.
         *
         * @param queues the queues
         * @return this builder
         */
        public Builder addAll(Iterable<ApQueue> queues) {
            queues.forEach(this::add);
            return this;
        }

        /**
         * Returns the set of the queues added so far. The builder can go on.
         *
         * @return the set
         */
        public ApQueueSet build() {
            return new ApQueueSet(rows.clone());
        }
    }
}
