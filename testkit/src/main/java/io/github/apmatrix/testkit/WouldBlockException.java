package io.github.apmatrix.testkit;

import io.github.apmatrix.MediatedDeviceId;

/**
 * A write to {@code remove} does not return, because a guest has the device open. The real kernel blocks the caller; the
 * simulated one ends the call with this exception and completes the removal when the guest is detached. Until then the
 * device is half removed: its attributes are gone, its queues are still assigned.
 *
 * @since 0.1.0
 */
public final class WouldBlockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient MediatedDeviceId device;

    WouldBlockException(MediatedDeviceId device) {
        super("the removal of device " + device + " waits until its guest is detached");
        this.device = device;
    }

    /**
     * Returns the device that is being removed.
     *
     * @return its id
     */
    public MediatedDeviceId device() {
        return device;
    }
}
