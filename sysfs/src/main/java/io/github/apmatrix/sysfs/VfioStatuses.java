package io.github.apmatrix.sysfs;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
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
    private final ApQueueSet.Builder inSomeMatrix = ApQueueSet.builder();
    private final ApQueueSet.Builder assigned = ApQueueSet.builder();
    private final ApQueueSet.Builder inUse = ApQueueSet.builder();
    private Told told = new Told(ApQueueSet.none(), ApQueueSet.none(), ApQueueSet.none());

    /** The queues whose status is known without reading it; those in no matrix are unassigned if all matrices are known. */
    private record Told(ApQueueSet inUse, ApQueueSet assigned, ApQueueSet inSomeMatrix) {}

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
            boolean isKnown = device.assignedMatrix().matrix().isPresent();
            ApQueueSet all = device.assignedMatrix().queues();
            allAreKnown &= isKnown;
            inSomeMatrix.addAll(all);
            if (isKnown && device.guestMatrix().matrix().isPresent()) {
                learn(all, device.guestMatrix().queues());
            }
        }
        told = new Told(inUse.build(), assigned.build(), inSomeMatrix.build());
        // a kernel that shows no status must not be told one
        isShown = read.values().stream().anyMatch(Optional::isPresent)
                || queues.stream().limit(1).anyMatch(queue -> read(queue).isPresent());
    }

    private void learn(ApQueueSet all, ApQueueSet ofGuest) {
        Optional<VfioStatus> one = statusOfOne(ofGuest);
        if (one.equals(Optional.of(VfioStatus.ASSIGNED))) {
            assigned.addAll(all);
        } else {
            assigned.addAll(all.difference(ofGuest));
            if (one.equals(Optional.of(VfioStatus.IN_USE))) {
                inUse.addAll(ofGuest);
            }
        }
    }

    private Optional<VfioStatus> statusOfOne(ApQueueSet ofGuest) {
        for (ApQueue queue : ofGuest) {
            if (queues.contains(queue)) {
                return read(queue);
            }
        }
        return Optional.empty();
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
        } else if (told.inUse.contains(queue)) {
            return Optional.of(VfioStatus.IN_USE);
        } else if (told.assigned.contains(queue)) {
            return Optional.of(VfioStatus.ASSIGNED);
        }
        return allAreKnown && !told.inSomeMatrix.contains(queue) ? Optional.of(VfioStatus.UNASSIGNED) : read(queue);
    }
}
