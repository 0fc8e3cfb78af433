package io.github.apmatrix.sysfs;

/**
 * How much of a host a snapshot has. What a level leaves out is not known in the snapshot; what it has is right at each level.
 *
 * <p>Levels below {@link #FULL} tell some values from others, by rules of the kernel, instead of reading each. Where a rule does
 * not apply, the value is read:
 *
 * <ul>
 *   <li>The driver of a card or queue: the driver that lists it ({@code bus/ap/drivers/*}). If no driver does, or two, the link of
 *       the device is read. Source: {@code drivers/base/dd.c}, {@code driver_sysfs_add}.
 *   <li>Which queues there are: those that drivers list, if {@code bindings} says that all have a driver and the numbers agree;
 *       else those of {@code bus/ap/devices}. Source: {@code ap_bus.c}, {@code bindings_show}.
 *   <li>The status of a queue of vfio_ap: {@code unassigned} if it is in the matrix of no mediated device; {@code assigned} if it
 *       is in a matrix but not in the guest matrix; the queues of one guest matrix all have the same status, so one is read.
 *       Source: {@code vfio_ap_ops.c}, {@code status_show}. If a matrix is not known whole, the status is read.
 * </ul>
 *
 * <p>So that nothing is told from a host that changes meanwhile, masks, bindings and the count of bus scans are read before and
 * after; if they differ, the host is read again, three times at most.
 *
 * @since 0.1.0
 */
public enum SnapshotDetail {
    /**
     * What decides who can have which queue: masks, cards, queues and their drivers, what is assigned to mediated devices, and guest
     * matrices. Driver overrides are read from each queue, where the kernel has them. Whether a guest holds a device is known only if
     * no device is held, or if it waits to be removed. Not whether queues are online, configured or checkstopped, and not their status.
     */
    TOPOLOGY,
    /** Also what a guest uses: the status of queues, which devices are held; and whether queues of the host are online. */
    STATUS,
    /** Everything, read one by one: also whether each queue is configured and checkstopped. */
    FULL
}
