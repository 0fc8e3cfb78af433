package io.github.apmatrix.rules;

import io.github.apmatrix.ApQueue;
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
}
