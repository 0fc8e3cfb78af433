package io.github.apmatrix.sysfs;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the status of queues that vfio_ap has: when a device asks for it, and then where it can be another than before. */
final class StatusReader {
    private static final Optional<VfioStatus> UNASSIGNED = Optional.of(VfioStatus.UNASSIGNED);

    private final BusDeviceReader reader;
    private final Map<ApQueue, QueueDevice> queues;
    private final HostSnapshot last;
    private final Map<ApQueue, Optional<VfioStatus>> read = new HashMap<>();

    /** Takes the queues as they are now but for their status, and the host as it was. */
    StatusReader(BusDeviceReader reader, Map<ApQueue, QueueDevice> queues, HostSnapshot last) {
        this.reader = reader;
        this.queues = queues;
        this.last = last;
    }

    Optional<VfioStatus> of(ApQueue queue) {
        QueueDevice device = queues.get(queue);
        return device != null && device.driver().isVfioAp().isYes()
                ? read.computeIfAbsent(queue, reader::status)
                : Optional.empty();
    }

    /** Adds the status to all queues. */
    void complete(Collection<MediatedDevice> devices) {
        boolean allAreKnown = devices.stream()
                .allMatch(device -> device.assignedMatrix().matrix().isPresent());
        ApQueueSet assigned = devices.stream()
                .map(MediatedDevice::assignedMatrix)
                .map(MatrixReading::queues)
                .reduce(ApQueueSet.none(), ApQueueSet::union);
        queues.replaceAll((queue, device) -> {
            boolean isUnassigned =
                    allAreKnown && !assigned.contains(queue) && !read.containsKey(queue) && wasUnassigned(device);
            return (isUnassigned ? UNASSIGNED : of(queue))
                    .map(status -> device.toBuilder().status(status).build())
                    .orElse(device);
        });
    }

    private boolean wasUnassigned(QueueDevice device) {
        QueueDevice known = last.queues().get(device.queue());
        return known != null
                && known.driver().equals(device.driver())
                && known.status().equals(UNASSIGNED);
    }
}
