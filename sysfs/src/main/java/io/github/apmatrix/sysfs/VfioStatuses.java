package io.github.apmatrix.sysfs;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The status of queues that vfio_ap has: told by the matrices of the mediated devices where these decide it, else read, each once.
 * The rules are those of {@link SnapshotDetail}.
 */
final class VfioStatuses {
    private final ApQueueSet queues;
    private final Function<ApQueue, Optional<VfioStatus>> reader;
    private final Map<ApQueue, Optional<VfioStatus>> read = new HashMap<>();

    private boolean isShown;
    private boolean allAreKnown = true;
    private ApQueueSet inSomeMatrix = ApQueueSet.none();
    private ApQueueSet assigned = ApQueueSet.none();
    private ApQueueSet inUse = ApQueueSet.none();

    private VfioStatuses(ApQueueSet queues, Function<ApQueue, Optional<VfioStatus>> reader) {
        this.queues = queues;
        this.reader = reader;
    }

    /** Tells nothing. */
    static VfioStatuses none() {
        return new VfioStatuses(ApQueueSet.none(), queue -> Optional.empty());
    }

    /** Takes all queues, and how the status of one is read that vfio_ap has. */
    static VfioStatuses of(Collection<QueueDevice> queues, Function<ApQueue, Optional<VfioStatus>> reader) {
        ApQueueSet.Builder ofVfioAp = ApQueueSet.builder();
        for (QueueDevice device : queues) {
            if (device.driver().isVfioAp().isYes()) {
                ofVfioAp.add(device.queue());
            }
        }
        return new VfioStatuses(ofVfioAp.build(), reader);
    }

    /** Reads the status of a queue, if vfio_ap has it. */
    Optional<VfioStatus> read(ApQueue queue) {
        return queues.contains(queue) ? read.computeIfAbsent(queue, reader) : Optional.empty();
    }

    /** Takes all mediated devices, so that the status of other queues than those that were read can be told. */
    void learn(Collection<MediatedDevice> devices) {
        for (MediatedDevice device : devices) {
            MatrixReading matrix = device.assignedMatrix();
            allAreKnown &= matrix.matrix().isPresent();
            inSomeMatrix = inSomeMatrix.union(matrix.queues());
            if (matrix.matrix().isPresent() && device.guestMatrix().matrix().isPresent()) {
                learn(matrix.queues(), device.guestMatrix().queues());
            }
        }
        // a kernel that shows no status must not be told one
        isShown = read.values().stream().anyMatch(Optional::isPresent)
                || queues.stream().limit(1).anyMatch(queue -> read(queue).isPresent());
    }

    private void learn(ApQueueSet all, ApQueueSet ofGuest) {
        assigned = assigned.union(all.difference(ofGuest));
        Optional<VfioStatus> one = ofGuest.intersect(queues).stream()
                .limit(1)
                .flatMap(queue -> read(queue).stream())
                .findFirst();
        if (one.equals(Optional.of(VfioStatus.IN_USE))) {
            inUse = inUse.union(ofGuest);
        } else if (one.equals(Optional.of(VfioStatus.ASSIGNED))) {
            assigned = assigned.union(ofGuest);
        }
    }

    /** Adds its status to a queue that vfio_ap has. */
    QueueDevice complete(QueueDevice device) {
        return toldOrRead(device.queue())
                .map(status -> device.toBuilder().status(status).build())
                .orElse(device);
    }

    private Optional<VfioStatus> toldOrRead(ApQueue queue) {
        if (!isShown || !queues.contains(queue) || read.containsKey(queue)) {
            return read(queue);
        } else if (inUse.contains(queue)) {
            return Optional.of(VfioStatus.IN_USE);
        } else if (assigned.contains(queue)) {
            return Optional.of(VfioStatus.ASSIGNED);
        }
        return allAreKnown && !inSomeMatrix.contains(queue) ? Optional.of(VfioStatus.UNASSIGNED) : read(queue);
    }
}
