package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.primitives.Ints;
import io.github.apmatrix.ApConfig;
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

/** Reads mediated devices as values, and finds out which of them are held. */
final class MediatedDeviceReader {
    private final Attributes attributes;
    private final VfioAp vfioAp;
    private final MatrixReader matrices;
    private final Function<ApQueue, Optional<VfioStatus>> status;
    /** Whether the kernel has {@code ap_config}; false when a device was without it. */
    private boolean mayHaveConfig = true;

    /** Takes what is known of the status of queues, so that nothing is read twice. */
    MediatedDeviceReader(Attributes attributes, Function<ApQueue, Optional<VfioStatus>> status) {
        this.attributes = attributes;
        this.vfioAp = VfioAp.at(attributes.sysfs());
        this.matrices = new MatrixReader(attributes);
        this.status = status;
    }

    /** Reads all devices at once: who is held shows only when their holders are counted together. */
    ImmutableSortedMap<MediatedDeviceId, MediatedDevice> read(ImmutableSortedSet<MediatedDeviceId> ids) {
        return read(ids, Attributes.attempt(vfioAp::openDevices).orElse(OptionalInt.empty()));
    }

    /** Reads all devices, when it is known how many are open, or not. */
    ImmutableSortedMap<MediatedDeviceId, MediatedDevice> read(
            ImmutableSortedSet<MediatedDeviceId> ids, OptionalInt open) {
        List<Seen> seen = new ArrayList<>();
        for (MediatedDeviceId id : ids) {
            read(id).ifPresent(device -> seen.add(new Seen(device, use(device.build(), open))));
        }
        long shown = seen.stream().filter(device -> device.use == Use.SHOWN).count();
        return seen.stream()
                .map(device -> device.builder
                        .heldByGuest(held(device.use, shown, open))
                        .build())
                .collect(ImmutableSortedMap.toImmutableSortedMap(
                        MediatedDeviceId::compareTo, MediatedDevice::id, device -> device));
    }

    private Optional<MediatedDevice.Builder> read(MediatedDeviceId id) {
        // all that is assigned, in one read and never cut; a device that has it needs no other look
        Optional<ApConfig> config = mayHaveConfig ? matrices.config(id) : Optional.empty();
        if (config.isPresent()) {
            return Optional.of(begin(id, MediatedDeviceState.READY)
                    .controlDomains(config.get().controlDomains())
                    .assignedMatrix(MatrixReading.complete(config.get().matrix()))
                    .guestMatrix(reading(() -> matrices.guest(id))));
        }
        return Attributes.attempt(() -> attributes.sysfs().list(Layout.device(id)))
                .map(names -> readParts(id, names));
    }

    private MediatedDevice.Builder begin(MediatedDeviceId id, MediatedDeviceState state) {
        MediatedDevice.Builder device = MediatedDevice.builder(id).state(state);
        Attributes.attempt(() -> attributes.linkName(Layout.device(id).resolve("iommu_group")))
                .map(Ints::tryParse)
                .ifPresent(device::iommuGroup);
        return device;
    }

    private MediatedDevice.Builder readParts(MediatedDeviceId id, ImmutableSortedSet<String> names) {
        MediatedDeviceState state = names.contains("matrix")
                ? MediatedDeviceState.READY
                : names.contains("remove") ? MediatedDeviceState.WITHOUT_DRIVER : MediatedDeviceState.BEING_REMOVED;
        MediatedDevice.Builder device = begin(id, state);
        if (state != MediatedDeviceState.READY) {
            MatrixReading reading = state == MediatedDeviceState.BEING_REMOVED
                    ? MatrixReading.unreadable("the device is being removed")
                    : MatrixReading.unreadable("the device has no driver");
            return device.assignedMatrix(reading).guestMatrix(reading);
        }
        mayHaveConfig &= names.contains("ap_config");
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

    /** A device that was read, and what shows that it is held. */
    private record Seen(MediatedDevice.Builder builder, Use use) {}

    /** What shows that a device is held. */
    private enum Use {
        /** One of its queues is in use. */
        SHOWN,
        /** The device waits to be removed, which it only does while it is held; its queues cannot be looked up. */
        IMPLIED,
        /** Queues of its guest matrix are there and none is in use. */
        NOT_SHOWN,
        /** There is no queue that could show it. */
        NOT_SHOWABLE
    }

    private Use use(MediatedDevice device, OptionalInt open) {
        if (device.state() == MediatedDeviceState.BEING_REMOVED) {
            return Use.IMPLIED;
        } else if (open.equals(OptionalInt.of(0))) {
            return Use.NOT_SHOWN;
        }
        // without guest_matrix, all that is assigned can be in use
        boolean isGuestKnown = !(device.guestMatrix() instanceof MatrixReading.Unreadable);
        Use use = Use.NOT_SHOWABLE;
        for (ApQueue queue : (isGuestKnown ? device.guestMatrix() : device.assignedMatrix()).queues()) {
            Optional<VfioStatus> shown = status.apply(queue);
            if (shown.equals(Optional.of(VfioStatus.IN_USE))) {
                return Use.SHOWN;
            } else if (shown.isPresent()) {
                use = Use.NOT_SHOWN;
                if (isGuestKnown) {
                    return use; // what the guest has is in use, or nothing of it
                }
            }
        }
        return use;
    }

    /**
     * Holders that no queue shows (an empty guest matrix, a process that is no guest) are in the count of open devices
     * only. So as long as that is above the number of devices that show it, every other device may be held.
     */
    private static Answer held(Use use, long shown, OptionalInt open) {
        if (use == Use.SHOWN || use == Use.IMPLIED) {
            return Answer.YES;
        } else if (open.isPresent()) {
            return open.getAsInt() <= shown ? Answer.NO : Answer.NOT_KNOWN;
        }
        return use == Use.NOT_SHOWN ? Answer.NO : Answer.NOT_KNOWN;
    }
}
