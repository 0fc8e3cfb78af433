package io.github.apmatrix;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * What {@link AdapterSet} and {@link DomainSet} have in common: a mask whose bits are numbers of one kind. Two kinds can
 * never be mixed, because each set only takes sets of its own kind.
 *
 * @param <I> the kind of number
 * @param <S> the kind of set
 * @since 0.1.0
 */
// public, because a method reference from another package to an inherited method needs access to its class
public abstract sealed class IdSet<I extends Comparable<I>, S extends IdSet<I, S>> implements Iterable<I>
        permits AdapterSet, DomainSet {
    private final ApMask mask;

    IdSet(ApMask mask) {
        this.mask = Objects.requireNonNull(mask, "mask");
    }

    static <I> ApMask maskOf(Iterable<I> ids, ToIntFunction<I> value) {
        MaskBits bits = new MaskBits();
        for (I id : ids) {
            bits.set(value.applyAsInt(id));
        }
        return bits.mask();
    }

    abstract I id(int bit);

    abstract int bit(I id);

    abstract S ofMask(ApMask bits);

    abstract int hexDigits();

    /**
     * Returns the set as a mask.
     *
     * @return the mask; bit n is number n
     */
    public final ApMask mask() {
        return mask;
    }

    /**
     * Returns whether a number is in the set.
     *
     * @param id the number
     * @return true if it is in the set
     */
    public final boolean contains(I id) {
        return mask.contains(bit(id));
    }

    /**
     * Returns whether all numbers of another set are in this one.
     *
     * @param other the other set
     * @return true if none of its numbers is missing here
     */
    public final boolean containsAll(S other) {
        return mask.containsAll(other.mask());
    }

    /**
     * Returns whether this set and another one have a number in common.
     *
     * @param other the other set
     * @return true if at least one number is in both
     */
    public final boolean intersects(S other) {
        return mask.intersects(other.mask());
    }

    /**
     * Returns this set with one more number.
     *
     * @param id the number
     * @return a set that contains it
     */
    public final S with(I id) {
        return ofMask(mask.with(bit(id)));
    }

    /**
     * Returns this set with one number less.
     *
     * @param id the number
     * @return a set that does not contain it
     */
    public final S without(I id) {
        return ofMask(mask.without(bit(id)));
    }

    /**
     * Returns the numbers that are in this set, in another one, or in both.
     *
     * @param other the other set
     * @return the union
     */
    public final S union(S other) {
        return ofMask(mask.union(other.mask()));
    }

    /**
     * Returns the numbers that are in this set and in another one.
     *
     * @param other the other set
     * @return the intersection
     */
    public final S intersect(S other) {
        return ofMask(mask.intersect(other.mask()));
    }

    /**
     * Returns the numbers that are in this set but not in another one.
     *
     * @param other the other set
     * @return the difference
     */
    public final S difference(S other) {
        return ofMask(mask.difference(other.mask()));
    }

    /**
     * Returns the numbers from 0 to 255 that are not in this set.
     *
     * @return the complement
     */
    public final S complement() {
        return ofMask(mask.complement());
    }

    /**
     * Returns whether the set has no number.
     *
     * @return true if it is empty
     */
    public final boolean isEmpty() {
        return mask.isEmpty();
    }

    /**
     * Returns how many numbers are in the set.
     *
     * @return a count from 0 to 256
     */
    public final int size() {
        return mask.size();
    }

    /**
     * Returns the lowest number of the set.
     *
     * @return the number, or empty if the set is empty
     */
    public final Optional<I> first() {
        return isEmpty() ? Optional.empty() : Optional.of(id(mask.nextBit(0)));
    }

    /**
     * Returns the numbers of the set.
     *
     * @return the numbers in ascending order
     */
    public final Stream<I> stream() {
        return mask.stream().mapToObj(this::id);
    }

    /** Returns an iterator over the numbers in ascending order. */
    @Override
    public final Iterator<I> iterator() {
        return new Ascending();
    }

    @Override
    public final boolean equals(Object object) {
        return object instanceof IdSet<?, ?> other && getClass() == other.getClass() && mask.equals(other.mask);
    }

    @Override
    public final int hashCode() {
        return mask.hashCode();
    }

    /** Returns the numbers in hex, runs of three or more as a range: {@code 00,0a,10-1f}; {@code none} if empty. */
    @Override
    public final String toString() {
        if (isEmpty()) {
            return "none";
        }
        StringBuilder text = new StringBuilder();
        for (int bit = mask.nextBit(0); bit >= 0; bit = mask.nextBit(bit + 1)) {
            text.append(text.isEmpty() ? "" : ",").append(Ids.toHex(bit, hexDigits()));
            int last = mask.endOfRun(bit);
            if (last > bit + 1) {
                text.append('-').append(Ids.toHex(last, hexDigits()));
                bit = last;
            }
        }
        return text.toString();
    }

    private final class Ascending implements Iterator<I> {
        private int next = mask.nextBit(0);

        @Override
        public boolean hasNext() {
            return next >= 0;
        }

        @Override
        public I next() {
            if (next < 0) {
                throw new NoSuchElementException();
            }
            I id = id(next);
            next = mask.nextBit(next + 1);
            return id;
        }
    }
}
