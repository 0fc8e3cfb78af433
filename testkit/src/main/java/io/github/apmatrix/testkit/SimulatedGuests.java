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
     * Starts a guest of its own on a device: the device is opened and its queues are reset. The guest gets the guest
     * matrix as it stands.
     *
     * @param device the device
     * @throws KernelRefusal with ENOENT if there is no such device, EBUSY if it is open already
     */
    public void attach(MediatedDeviceId device) {
        attach(device, vmOf(device));
    }

    /** The name of the VM that has only this device. */
    static String vmOf(MediatedDeviceId device) {
        return "guest on " + device;
    }

    /**
     * Gives a device to a certain VM, as {@link #attach(MediatedDeviceId)} does.
     *
     * @param device the device
     * @param vm the name of the VM
     * @throws KernelRefusal with ENOENT if there is no such device, EBUSY if it is open already, EPERM if the VM has
     *     another device
     */
    public void attach(MediatedDeviceId device, String vm) {
        synchronized (lock) {
            kernel.loadedVfioAp().attach(device, vm);
        }
    }

    /**
     * Opens a device by something that is no VM with AP support: it holds the device, but no queue shows in use.
     *
     * @param device the device
     * @throws KernelRefusal with ENOENT if there is no such device, EBUSY if it is open already
     */
    public void hold(MediatedDeviceId device) {
        synchronized (lock) {
            kernel.loadedVfioAp().hold(device);
        }
    }

    /**
     * Resets the guest on a device: all its queues are reset.
     *
     * @param device the device
     * @throws KernelRefusal with ENOENT if the device is not open, EIO if a reset failed (deconfigured, checkstopped, or
     *     planned so)
     */
    public void reset(MediatedDeviceId device) {
        synchronized (lock) {
            kernel.loadedVfioAp().resetGuest(device);
        }
    }

    /**
     * Ends the guest on a device, or whatever holds it: its queues are reset and the device is closed. A removal that
     * waited for that is completed.
     *
     * @param device the device
     * @throws KernelRefusal with ENOENT if the device is not open
     */
    public void detach(MediatedDeviceId device) {
        synchronized (lock) {
            kernel.loadedVfioAp().detach(device);
            lock.notifyAll(); // a writer may wait for its removal
        }
    }
}
