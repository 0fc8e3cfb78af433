package io.github.apmatrix.host;

/**
 * The state of a mediated device.
 *
 * @since 0.1.0
 */
public enum MediatedDeviceState {
    /** The device has its attributes and can be changed. */
    READY,
    /**
     * The device waits for its guest to end before it goes. Its attributes are gone already (the directory only has
     * {@code iommu_group}, on older kernels also {@code vfio-dev}), but its queues are still assigned to it.
     */
    BEING_REMOVED,
    /** The device was unbound from its driver by hand. It can only be removed. */
    WITHOUT_DRIVER
}
