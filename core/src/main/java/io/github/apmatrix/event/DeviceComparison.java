package io.github.apmatrix.event;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.explain.Explain;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import java.util.Optional;
import java.util.OptionalInt;

/** Compares the mediated devices of two snapshots, and what their guests get. */
final class DeviceComparison {
    private final HostSnapshot before;
    private final HostSnapshot after;
    private final ImmutableList.Builder<HostEvent> events;

    DeviceComparison(HostSnapshot before, HostSnapshot after, ImmutableList.Builder<HostEvent> events) {
        this.before = before;
        this.after = after;
        this.events = events;
    }

    void compare() {
        for (MediatedDeviceId id :
                Sets.union(before.devices().keySet(), after.devices().keySet())) {
            MediatedDevice old = before.devices().get(id);
            MediatedDevice now = after.devices().get(id);
            boolean replaced = old != null && now != null && isAnother(old.iommuGroup(), now.iommuGroup());
            if (old != null && (now == null || replaced)) {
                removed(old);
            }
            if (now != null && (old == null || replaced)) {
                MediatedDevice created = DeviceCopy.created(now);
                events.add(new DeviceEvent.Created(created));
                compare(created, now);
            } else if (old != null && now != null) {
                compare(old, now);
            }
        }
    }

    /** A device keeps its group as long as it is there. */
    private static boolean isAnother(OptionalInt old, OptionalInt now) {
        return old.isPresent() && now.isPresent() && !old.equals(now);
    }

    /** A device does not go before its guest has gone. */
    private void removed(MediatedDevice device) {
        if (device.heldByGuest().isYes()) {
            events.add(new DeviceEvent.GuestDetached(device.id()));
        }
        events.add(new DeviceEvent.Removed(device));
    }

    private void compare(MediatedDevice old, MediatedDevice now) {
        MediatedDeviceId id = now.id();
        if (!old.iommuGroup().equals(now.iommuGroup())) {
            events.add(new DeviceEvent.IommuGroupChanged(id, old.iommuGroup(), now.iommuGroup()));
        }
        if (old.state() != now.state()) {
            events.add(new DeviceEvent.StateChanged(id, old.state(), now.state()));
        }
        if (!Assignment.of(old).equals(Assignment.of(now))) {
            events.add(new DeviceEvent.Reassigned(id, Assignment.of(old), Assignment.of(now)));
        }
        if (!old.guestMatrix().equals(now.guestMatrix())) {
            compareGuests(id, old.guestMatrix(), now.guestMatrix());
        }
        if (old.heldByGuest() != now.heldByGuest()) {
            events.add(held(id, old.heldByGuest(), now.heldByGuest()));
        }
    }

    private void compareGuests(MediatedDeviceId id, MatrixReading old, MatrixReading now) {
        ApQueueSet lost = missingIn(now, old);
        ApQueueSet gained = missingIn(old, now);
        if (!lost.isEmpty()) {
            MatrixReading left = gained.isEmpty() ? now : common(old, now);
            events.add(new DeviceEvent.GuestLostQueues(id, lost, left, Explain.reasons(after, lost, id)));
        }
        if (!gained.isEmpty()) {
            events.add(new DeviceEvent.GuestGainedQueues(id, gained, now));
        }
        if (lost.isEmpty() && gained.isEmpty()) {
            events.add(new DeviceEvent.GuestMatrixChanged(id, old, now));
        }
    }

    /** What is left of a matrix when the lost queues went, before others came. Of a matrix that is not known whole: the later one. */
    private static MatrixReading common(MatrixReading old, MatrixReading now) {
        Optional<Matrix> left = old.matrix().flatMap(matrix -> now.matrix().map(matrix::intersect));
        return left.map(MatrixReading::complete).orElse(now);
    }

    private static ApQueueSet missingIn(MatrixReading reading, MatrixReading other) {
        return reading.matrix()
                .map(matrix -> other.queues().difference(matrix))
                .orElseGet(() -> ApQueueSet.copyOf(other.queues().stream()
                        .filter(queue -> reading.contains(queue).isNo())
                        .toList()));
    }

    private static DeviceEvent held(MediatedDeviceId id, Answer old, Answer now) {
        if (!old.isKnown() || !now.isKnown()) {
            return new DeviceEvent.HeldChanged(id, old, now);
        }
        return now.isYes() ? new DeviceEvent.GuestAttached(id) : new DeviceEvent.GuestDetached(id);
    }
}
