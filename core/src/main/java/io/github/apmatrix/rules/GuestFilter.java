package io.github.apmatrix.rules;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.Matrix;

/**
 * What is left of an assigned matrix for the guest when vfio_ap evaluates it. It does so only at certain events, so the
 * guest matrix that the kernel shows can be older.
 *
 * <p>Source: {@code vfio_ap_mdev_filter_matrix}.
 *
 * @since 0.1.0
 */
public final class GuestFilter {
    private GuestFilter() {}

    /**
     * Returns the guest matrix of an evaluation now: adapters and domains that the LPAR does not have are left out, then
     * every adapter that misses a passable queue for any of the remaining domains. Single queues are never left out.
     *
     * @param assigned what is assigned to the device
     * @param lpar what the LPAR has; {@link ApConfig#none()} on a machine without QCI, where nothing ever passes
     * @param passable the queues of the device that are bound to vfio_ap and whose last reset is acceptable
     * @return the guest matrix
     */
    public static Matrix guestMatrix(Matrix assigned, ApConfig lpar, ApQueueSet passable) {
        return assigned.intersect(lpar.matrix()).filter(passable);
    }

    /**
     * Returns what is left of a guest matrix when queues leave vfio_ap: every adapter goes that has one of them in the
     * guest matrix. Nothing else is evaluated.
     *
     * <p>Source: {@code vfio_ap_mdev_remove_queue}.
     *
     * @param guest the guest matrix
     * @param unbound the queues that leave vfio_ap
     * @return the guest matrix without these adapters
     */
    public static Matrix afterUnbinding(Matrix guest, ApQueueSet unbound) {
        return guest.withAdapters(
                guest.adapters().difference(unbound.intersect(guest).adapters()));
    }
}
