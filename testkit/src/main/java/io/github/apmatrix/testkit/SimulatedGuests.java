package io.github.apmatrix.testkit;

import io.github.apmatrix.MediatedDeviceId;

/**
 * The guests on a simulated host: what QEMU does with a mediated device.
 *
 * @since 0.1.0
 */
public final class SimulatedGuests {
    private final Object lock;
    private final SimulatedKernel kernel;

    SimulatedGuests(Object lock, SimulatedKernel kernel) {
        this.lock = lock;
        this.kernel = kernel;
    }

    /**
     * Starts a guest on a device: the device is opened and its queues are reset. The guest gets the guest matrix as it
     * stands.
     *
     * @param device the device
     * @throws KernelRefusal with ENOENT if there is no such device, EBUSY if it is open already
     */
    public void attach(MediatedDeviceId device) {
        synchronized (lock) {
            kernel.loadedVfioAp().attach(device);
        }
    }

    /**
     * Ends the guest on a device: its queues are reset and the device is closed. A removal that waited for that is
     * completed.
     *
     * @param device the device
     * @throws KernelRefusal with ENOENT if no guest has the device
     */
    public void detach(MediatedDeviceId device) {
        synchronized (lock) {
            kernel.loadedVfioAp().detach(device);
        }
    }
}
