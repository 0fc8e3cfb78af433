package io.github.apmatrix;

import java.util.Objects;

/**
 * The two masks that divide the queues between the host's own drivers and others: a queue is reserved for the host if
 * its adapter is in {@code apmask} and its domain is in {@code aqmask}. All other queues are free for vfio_ap.
 *
 * <p>So what is reserved is a matrix. Clearing one adapter frees all of its queues; clearing one domain frees it on all
 * adapters. The masks are policy: they also cover adapters and domains that the LPAR does not have.
 *
 * <p>Source: {@code ap_apqn_in_matrix_owned_by_def_drv} and {@code /sys/bus/ap/apmask}, {@code aqmask}.
 *
 * @param apmask the adapters that are reserved together with {@code aqmask}
 * @param aqmask the usage domains that are reserved together with {@code apmask}
 * @since 0.1.0
 */
public record HostMasks(AdapterSet apmask, DomainSet aqmask) {
    private static final HostMasks ALL_RESERVED = new HostMasks(AdapterSet.all(), DomainSet.all());

    /**
     * Checks that both masks are there.
     *
     * @param apmask the adapters that are reserved together with {@code aqmask}
     * @param aqmask the usage domains that are reserved together with {@code apmask}
     */
    public HostMasks {
        Objects.requireNonNull(apmask, "apmask");
        Objects.requireNonNull(aqmask, "aqmask");
    }

    /**
     * Returns the masks of a kernel that was not told otherwise: all ones.
     *
     * @return masks that reserve every queue
     */
    public static HostMasks allReserved() {
        return ALL_RESERVED;
    }

    /**
     * Returns whether a queue is reserved for the host's drivers.
     *
     * @param queue the queue
     * @return true if both of its bits are set
     */
    public boolean isReserved(ApQueue queue) {
        return reserved().contains(queue);
    }

    /**
     * Returns the queues that are reserved for the host's drivers.
     *
     * @return the adapters of {@code apmask} x the domains of {@code aqmask}
     */
    public Matrix reserved() {
        return Matrix.of(apmask, aqmask);
    }

    /**
     * Returns the queues that are free for vfio_ap.
     *
     * @return all queues that are not reserved, whether the LPAR has them or not
     */
    public ApQueueSet free() {
        return ApQueueSet.all().difference(reserved());
    }

    /**
     * Returns these masks with another {@code apmask}.
     *
     * @param newApmask the adapters
     * @return the masks
     */
    public HostMasks withApmask(AdapterSet newApmask) {
        return new HostMasks(newApmask, aqmask);
    }

    /**
     * Returns these masks with another {@code aqmask}.
     *
     * @param newAqmask the usage domains
     * @return the masks
     */
    public HostMasks withAqmask(DomainSet newAqmask) {
        return new HostMasks(apmask, newAqmask);
    }
}
