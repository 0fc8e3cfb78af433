package io.github.apmatrix.rules;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;

/**
 * Which driver may bind a queue: reserved queues only go to the host's default drivers, all others only to vfio_ap.
 *
 * <p>Source: {@code ap_device_probe}.
 *
 * @since 0.1.0
 */
public final class DriverRule {
    /** The name of the one AP driver that is not a default driver. */
    public static final String VFIO_AP = "vfio_ap";

    private DriverRule() {}

    /**
     * Returns whether the masks let a driver bind a queue. A driver override of the queue replaces this rule: then
     * exactly the driver of that name may bind.
     *
     * @param driver the name of an AP queue driver, for example {@code cex4queue} or {@code vfio_ap}
     * @param queue the queue
     * @param masks apmask and aqmask
     * @return true if the driver may bind the queue
     */
    public static boolean mayBind(String driver, ApQueue queue, HostMasks masks) {
        return masks.isReserved(queue) != driver.equals(VFIO_AP);
    }

    /**
     * Returns the queues that are taken from their driver and offered to all drivers after a mask change: those that are
     * on the wrong side. Overrides do not matter, because the masks cannot change while there are any.
     *
     * <p>Source: {@code ap_bus_revise_bindings}. A queue without driver counts as not with the host, since Linux 6.19 as
     * with it.
     *
     * @param queues all queues that there are
     * @param withHost those of them that count as with the host: bound to another driver than vfio_ap
     * @param masks the new masks
     * @return the queues to offer
     */
    public static ApQueueSet offered(ApQueueSet queues, ApQueueSet withHost, HostMasks masks) {
        ApQueueSet reserved = queues.intersect(masks.reserved());
        return reserved.difference(withHost).union(withHost.difference(reserved));
    }
}
