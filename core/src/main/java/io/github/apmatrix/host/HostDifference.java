package io.github.apmatrix.host;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostChange.AssignmentChanged;
import io.github.apmatrix.host.HostChange.CardsChanged;
import io.github.apmatrix.host.HostChange.DeviceCreated;
import io.github.apmatrix.host.HostChange.DeviceRemoved;
import io.github.apmatrix.host.HostChange.DeviceStateChanged;
import io.github.apmatrix.host.HostChange.DriverChanged;
import io.github.apmatrix.host.HostChange.GuestMatrixChanged;
import io.github.apmatrix.host.HostChange.HeldChanged;
import io.github.apmatrix.host.HostChange.LparChanged;
import io.github.apmatrix.host.HostChange.MasksChanged;
import io.github.apmatrix.host.HostChange.QueuesChanged;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is different between two snapshots of a host on its four levels: LPAR, masks and drivers, assignments, guest
 * matrices and who has them. The state of cards and queues (online, configured ...) is left out, so it says whether a host
 * is what a plan needs. What happened to a host, with nothing left out, is in the package {@code .event}.
 *
 * @param changes the changes; none if there is no difference
 * @since 0.1.0
 */
public record HostDifference(ImmutableList<HostChange> changes) {
    private static final MatrixReading NOTHING = MatrixReading.complete(Matrix.none());

    /**
     * Compares two snapshots.
     *
     * @param before the earlier one
     * @param after the later one
     * @return the difference
     */
    public static HostDifference between(HostSnapshot before, HostSnapshot after) {
        ImmutableList.Builder<HostChange> changes = ImmutableList.builder();
        ApConfig oldLpar = before.lpar().orElse(ApConfig.none());
        ApConfig newLpar = after.lpar().orElse(ApConfig.none());
        if (!oldLpar.equals(newLpar)) {
            changes.add(new LparChanged(newLpar.difference(oldLpar), oldLpar.difference(newLpar)));
        }
        if (!before.masks().equals(after.masks())) {
            changes.add(new MasksChanged(before.masks(), after.masks()));
        }
        compareCards(before, after, changes);
        compareQueues(before, after, changes);
        compareDevices(before, after, changes);
        return new HostDifference(changes.build());
    }

    private static void compareCards(
            HostSnapshot before, HostSnapshot after, ImmutableList.Builder<HostChange> changes) {
        AdapterSet oldCards = AdapterSet.copyOf(before.cards().keySet());
        AdapterSet newCards = AdapterSet.copyOf(after.cards().keySet());
        if (!oldCards.equals(newCards)) {
            changes.add(new CardsChanged(newCards.difference(oldCards), oldCards.difference(newCards)));
        }
    }

    private static void compareQueues(
            HostSnapshot before, HostSnapshot after, ImmutableList.Builder<HostChange> changes) {
        ApQueueSet oldQueues = ApQueueSet.copyOf(before.queues().keySet());
        ApQueueSet newQueues = ApQueueSet.copyOf(after.queues().keySet());
        if (!oldQueues.equals(newQueues)) {
            changes.add(new QueuesChanged(newQueues.difference(oldQueues), oldQueues.difference(newQueues)));
        }
        Map<DriverChanged, ApQueueSet> moved = new LinkedHashMap<>();
        before.queues().forEach((queue, oldDevice) -> {
            QueueDevice newDevice = after.queues().get(queue);
            if (newDevice != null && !oldDevice.driver().equals(newDevice.driver())) {
                moved.merge(
                        new DriverChanged(ApQueueSet.none(), oldDevice.driver(), newDevice.driver()),
                        ApQueueSet.of(queue),
                        ApQueueSet::union);
            }
        });
        moved.forEach((change, queues) -> changes.add(new DriverChanged(queues, change.before(), change.after())));
    }

    private static void compareDevices(
            HostSnapshot before, HostSnapshot after, ImmutableList.Builder<HostChange> changes) {
        for (MediatedDeviceId id :
                Sets.union(before.devices().keySet(), after.devices().keySet())) {
            MediatedDevice oldDevice = before.devices().get(id);
            MediatedDevice newDevice = after.devices().get(id);
            if (oldDevice != null && newDevice != null) {
                compare(oldDevice, newDevice, changes);
            } else if (newDevice != null) {
                changes.add(new DeviceCreated(id));
                compare(created(newDevice), newDevice, changes);
            } else {
                changes.add(new DeviceRemoved(id));
            }
        }
    }

    /** What a device was when it was just created, as far as it can be told from what it is. */
    private static MediatedDevice created(MediatedDevice device) {
        MediatedDevice.Builder empty = MediatedDevice.builder(device.id()).state(device.state());
        boolean known = device.assigned().isPresent();
        empty.assignedMatrix(known ? NOTHING : device.assignedMatrix());
        device.controlDomains().ifPresent(domains -> empty.controlDomains(known ? DomainSet.none() : domains));
        boolean guestKnown = device.guestMatrix().matrix().isPresent();
        return empty.guestMatrix(guestKnown ? NOTHING : device.guestMatrix()).build();
    }

    private static void compare(
            MediatedDevice oldDevice, MediatedDevice newDevice, ImmutableList.Builder<HostChange> changes) {
        MediatedDeviceId id = newDevice.id();
        if (oldDevice.state() != newDevice.state()) {
            changes.add(new DeviceStateChanged(id, oldDevice.state(), newDevice.state()));
        }
        Answer held = newDevice.heldByGuest();
        if (oldDevice.heldByGuest().isKnown() && held.isKnown() && oldDevice.heldByGuest() != held) {
            changes.add(new HeldChanged(id, held.isYes()));
        }
        if (!oldDevice.assignedMatrix().equals(newDevice.assignedMatrix())
                || !oldDevice.controlDomains().equals(newDevice.controlDomains())) {
            changes.add(new AssignmentChanged(id, oldDevice.assigned(), newDevice.assigned()));
        }
        if (!oldDevice.guestMatrix().equals(newDevice.guestMatrix())) {
            changes.add(new GuestMatrixChanged(id, oldDevice.guestMatrix(), newDevice.guestMatrix()));
        }
    }

    /**
     * Returns whether nothing is different.
     *
     * @return true if there is no change
     */
    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Returns a line for each change. */
    @Override
    public String toString() {
        return changes.stream().map(change -> change.description() + "\n").collect(Collectors.joining());
    }
}
