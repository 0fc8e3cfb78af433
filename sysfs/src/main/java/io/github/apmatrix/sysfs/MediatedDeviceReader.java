package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.VfioStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads mediated devices as values, and finds out which of them are held. */
final class MediatedDeviceReader {
    private final Attributes attributes;
    private final VfioAp vfioAp;
    private final MatrixReader matrices;
    private final Function<ApQueue, Optional<VfioStatus>> status;

    /** Takes what is known of the status of queues, so that nothing is read twice. */
    MediatedDeviceReader(Attributes attributes, Function<ApQueue, Optional<VfioStatus>> status) {
        this.attributes = attributes;
        this.vfioAp = VfioAp.at(attributes.sysfs());
        this.matrices = new MatrixReader(attributes);
        this.status = status;
    }

    ImmutableSortedMap<MediatedDeviceId, MediatedDevice> readAll() {
        List<Seen> seen = new ArrayList<>();
        for (MediatedDeviceId id : Attributes.attempt(vfioAp::devices).orElse(ImmutableSortedSet.of())) {
            Attributes.attempt(() -> attributes.sysfs().list(Layout.device(id)))
                    .map(names -> read(id, names))
                    .ifPresent(device -> seen.add(new Seen(device, shownBy(device.build()))));
        }
        long knownHolders = seen.stream().filter(Seen::isHeld).count();
        OptionalInt open = Attributes.attempt(vfioAp::openDevices).orElse(OptionalInt.empty());
        return seen.stream()
                .map(device -> device.builder
                        .heldByGuest(device.held(knownHolders, open))
                        .build())
                .collect(ImmutableSortedMap.toImmutableSortedMap(
                        MediatedDeviceId::compareTo, MediatedDevice::id, device -> device));
    }

    private MediatedDevice.Builder read(MediatedDeviceId id, ImmutableSortedSet<String> names) {
        MediatedDeviceState state = names.contains("matrix")
                ? MediatedDeviceState.READY
                : names.contains("remove") ? MediatedDeviceState.WITHOUT_DRIVER : MediatedDeviceState.BEING_REMOVED;
        MediatedDevice.Builder device = MediatedDevice.builder(id).state(state);
        Attributes.attempt(() -> attributes.linkName(Layout.device(id).resolve("iommu_group")))
                .map(Integer::parseInt)
                .ifPresent(device::iommuGroup);
        if (state != MediatedDeviceState.READY) {
            MatrixReading reading = state == MediatedDeviceState.BEING_REMOVED
                    ? MatrixReading.unreadable("the device is being removed")
                    : MatrixReading.unreadable("the device has no driver");
            return device.assignedMatrix(reading).guestMatrix(reading);
        }
        Attributes.attempt(() -> matrices.controlDomains(id)).ifPresent(device::controlDomains);
        return device.assignedMatrix(reading(() -> matrices.assigned(id)))
                .guestMatrix(reading(() -> matrices.guest(id)));
    }

    private static MatrixReading reading(Supplier<MatrixReading> read) {
        try {
            return read.get();
        } catch (SysfsException e) {
            return MatrixReading.unreadable(e.meaning());
        }
    }

    /** What vfio_ap says of the queues that the guest has; without guest_matrix, of all that are assigned. */
    private ImmutableSet<VfioStatus> shownBy(MediatedDevice device) {
        if (device.state() == MediatedDeviceState.BEING_REMOVED) {
            return ImmutableSet.of(VfioStatus.IN_USE); // it is only in that state because it is held
        }
        MatrixReading guest = device.guestMatrix() instanceof MatrixReading.Unreadable
                ? device.assignedMatrix()
                : device.guestMatrix();
        Stream<VfioStatus> all = guest.queues().stream().flatMap(queue -> status.apply(queue).stream());
        return all.collect(ImmutableSet.toImmutableSet());
    }

    /** A device, and what vfio_ap says of its queues. */
    private record Seen(MediatedDevice.Builder builder, ImmutableSet<VfioStatus> shown) {
        boolean isHeld() {
            return shown.contains(VfioStatus.IN_USE);
        }

        /** Holders that no queue shows (an empty guest matrix, a process that is no guest) are in the count only. */
        Answer held(long knownHolders, OptionalInt open) {
            if (isHeld()) {
                return Answer.YES;
            } else if (open.isPresent()) {
                return open.getAsInt() <= knownHolders ? Answer.NO : Answer.NOT_KNOWN;
            }
            return shown.contains(VfioStatus.ASSIGNED) ? Answer.NO : Answer.NOT_KNOWN;
        }
    }
}
