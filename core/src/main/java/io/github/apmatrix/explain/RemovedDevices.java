package io.github.apmatrix.explain;

import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.VfioStatus;
import java.util.Comparator;
import java.util.Optional;

/**
 * Devices that are being removed: they still have their queues, but no file says which. Only the status of a queue tells
 * that it belongs to some device.
 *
 * @param ids the devices
 * @param queues the queues that are assigned, but to no device that shows it
 */
record RemovedDevices(ImmutableSortedSet<MediatedDeviceId> ids, ApQueueSet queues) {
    static RemovedDevices of(HostSnapshot host) {
        ImmutableSortedSet<MediatedDeviceId> ids = host.devices().values().stream()
                .filter(device -> device.state() == MediatedDeviceState.BEING_REMOVED)
                .map(MediatedDevice::id)
                .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
        if (ids.isEmpty()) {
            return new RemovedDevices(ids, ApQueueSet.none());
        }
        boolean othersShowAll = host.devices().values().stream()
                .filter(device -> device.state() == MediatedDeviceState.READY)
                .allMatch(device -> device.assignedMatrix() instanceof MatrixReading.Complete);
        return new RemovedDevices(ids, othersShowAll ? hidden(host) : ApQueueSet.none());
    }

    private static ApQueueSet hidden(HostSnapshot host) {
        ApQueueSet.Builder assigned = ApQueueSet.builder();
        host.queues()
                .forEach((queue, device) -> device.status()
                        .filter(status -> status != VfioStatus.UNASSIGNED)
                        .ifPresent(status -> assigned.add(queue)));
        return assigned.build().difference(host.assigned());
    }

    /** Returns the reason that queues cannot be assigned to another device. */
    Optional<Reason> keepingOut(ApQueueSet asked) {
        ApQueueSet kept = ids.isEmpty() ? ApQueueSet.none() : queues.intersect(asked);
        return kept.isEmpty() ? Optional.empty() : Optional.of(new DeviceReason.AssignedToRemovedDevice(ids, kept));
    }
}
