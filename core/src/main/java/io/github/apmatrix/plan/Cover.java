package io.github.apmatrix.plan;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainSet;
import java.util.Comparator;

/**
 * Bits to clear.
 *
 * @param adapters bits of apmask
 * @param domains bits of aqmask
 * @param collateral how many queues of the host they free without need
 */
record Cover(AdapterSet adapters, DomainSet domains, int collateral) {
    private static final Comparator<Cover> BY_NUMBER =
            Comparator.comparing(cover -> cover.adapters.mask(), ApMask.lowestFirst());

    /** Fewest bits first, then least collateral, then lowest adapters, which leave no choice of domains. */
    static final Comparator<Cover> BY_BITS = Comparator.comparingInt(Cover::bits)
            .thenComparingInt(Cover::collateral)
            .thenComparing(BY_NUMBER);

    /** Least collateral first, then fewest bits, then lowest adapters. */
    static final Comparator<Cover> BY_COLLATERAL = Comparator.comparingInt(Cover::collateral)
            .thenComparingInt(Cover::bits)
            .thenComparing(BY_NUMBER);

    int bits() {
        return adapters.size() + domains.size();
    }
}
