package io.github.apmatrix;

import java.util.List;

/**
 * A set of adapters, held as a mask. Iterates in ascending order.
 *
 * @since 0.1.0
 */
public final class AdapterSet extends IdSet<AdapterId, AdapterSet> {
    private static final AdapterSet NONE = new AdapterSet(ApMask.none());
    private static final AdapterSet ALL = new AdapterSet(ApMask.all());

    private AdapterSet(ApMask mask) {
        super(mask);
    }

    /**
     * Returns the empty set.
     *
     * @return no adapter
     */
    public static AdapterSet none() {
        return NONE;
    }

    /**
     * Returns the set of all numbers.
     *
     * @return adapters 0 to 255
     */
    public static AdapterSet all() {
        return ALL;
    }

    /**
     * Returns the set of some numbers; made for static import.
     *
     * @param numbers numbers from 0 to 255, for example {@code adapters(0x00, 0x0a)}
     * @return the set
     * @throws IllegalArgumentException if a number is out of range
     */
    public static AdapterSet adapters(int... numbers) {
        return of(ApMask.of(numbers));
    }

    /**
     * Returns the set of some adapters.
     *
     * @param adapters the adapters, in any order; repeated ones count once
     * @return the set
     */
    public static AdapterSet of(AdapterId... adapters) {
        return copyOf(List.of(adapters));
    }

    /**
     * Returns the set of the bits of a mask.
     *
     * @param mask the mask; bit n is adapter n
     * @return the set
     */
    public static AdapterSet of(ApMask mask) {
        return new AdapterSet(mask);
    }

    /**
     * Returns the set of some adapters.
     *
     * @param adapters the adapters, in any order; repeated ones count once
     * @return the set
     */
    public static AdapterSet copyOf(Iterable<AdapterId> adapters) {
        return of(maskOf(adapters, AdapterId::value));
    }

    @Override
    AdapterId id(int bit) {
        return AdapterId.of(bit);
    }

    @Override
    int bit(AdapterId id) {
        return id.value();
    }

    @Override
    AdapterSet ofMask(ApMask bits) {
        return of(bits);
    }

    @Override
    int hexDigits() {
        return AdapterId.HEX_DIGITS;
    }
}
