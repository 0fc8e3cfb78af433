package io.github.apmatrix;

import java.util.List;

/**
 * A set of domains, held as a mask. Iterates in ascending order.
 *
 * @since 0.1.0
 */
public final class DomainSet extends IdSet<DomainId, DomainSet> {
    private static final DomainSet NONE = new DomainSet(ApMask.none());
    private static final DomainSet ALL = new DomainSet(ApMask.all());

    private DomainSet(ApMask mask) {
        super(mask);
    }

    /**
     * Returns the empty set.
     *
     * @return no domain
     */
    public static DomainSet none() {
        return NONE;
    }

    /**
     * Returns the set of all numbers.
     *
     * @return domains 0 to 255
     */
    public static DomainSet all() {
        return ALL;
    }

    /**
     * Returns the set of some numbers; made for static import.
     *
     * @param numbers numbers from 0 to 255, for example {@code domains(0x04, 0x1b)}
     * @return the set
     * @throws IllegalArgumentException if a number is out of range
     */
    public static DomainSet domains(int... numbers) {
        return of(ApMask.of(numbers));
    }

    /**
     * Returns the set of some domains.
     *
     * @param domains the domains, in any order; repeated ones count once
     * @return the set
     */
    public static DomainSet of(DomainId... domains) {
        return copyOf(List.of(domains));
    }

    /**
     * Returns the set of the bits of a mask.
     *
     * @param mask the mask; bit n is domain n
     * @return the set
     */
    public static DomainSet of(ApMask mask) {
        return new DomainSet(mask);
    }

    /**
     * Returns the set of some domains.
     *
     * @param domains the domains, in any order; repeated ones count once
     * @return the set
     */
    public static DomainSet copyOf(Iterable<DomainId> domains) {
        return of(maskOf(domains, DomainId::value));
    }

    @Override
    DomainId id(int bit) {
        return DomainId.of(bit);
    }

    @Override
    int bit(DomainId id) {
        return id.value();
    }

    @Override
    DomainSet ofMask(ApMask bits) {
        return of(bits);
    }

    @Override
    int hexDigits() {
        return DomainId.HEX_DIGITS;
    }
}
