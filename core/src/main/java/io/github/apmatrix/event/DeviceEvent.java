package io.github.apmatrix.event;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.explain.Reason;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Something that happened to a mediated device or its guest.
 *
 * @since 0.1.0
 */
public sealed interface DeviceEvent extends HostEvent {
    /**
     * Returns what it happened to.
     *
     * @return the id of the mediated device
     */
    MediatedDeviceId device();

    /**
     * A device came. What is assigned to it, what its guest gets and whether a guest has it are events of their own.
     *
     * @param created the device when it was just created: nothing assigned, no guest
     */
    record Created(MediatedDevice created) implements DeviceEvent {
        @Override
        public MediatedDeviceId device() {
            return created.id();
        }

        @Override
        public String description() {
            return "device " + device() + " was created";
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return host.toBuilder().add(created).build();
        }
    }

    /**
     * A device went, with all that was assigned to it.
     *
     * @param removed the device, as it was last known
     */
    record Removed(MediatedDevice removed) implements DeviceEvent {
        @Override
        public MediatedDeviceId device() {
            return removed.id();
        }

        @Override
        public String description() {
            return "device " + device() + " was removed";
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            present(host, device());
            return host.toBuilder().remove(device()).build();
        }
    }

    /**
     * A device is in another state.
     *
     * @param device the device
     * @param before the state before
     * @param after the state after
     */
    record StateChanged(MediatedDeviceId device, MediatedDeviceState before, MediatedDeviceState after)
            implements DeviceEvent {
        @Override
        public String description() {
            return "device " + device
                    + switch (after) {
                        case READY -> " is ready";
                        case BEING_REMOVED -> " waits for its guest to end, to be removed then";
                        case WITHOUT_DRIVER -> " has lost its driver";
                    };
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return change(host, device, found -> found.toBuilder().state(after).build());
        }
    }

    /**
     * Something else is assigned to a device.
     *
     * @param device the device
     * @param before what was assigned
     * @param after what is assigned
     */
    record Reassigned(MediatedDeviceId device, Assignment before, Assignment after) implements DeviceEvent {
        @Override
        public String description() {
            return "device " + device + " has " + after + " assigned (was " + before + ")";
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return change(host, device, found -> DeviceCopy.withAssignment(found, after));
        }
    }

    /**
     * Queues came into the guest matrix of a device: its guest has them, or would get them if it was attached now.
     *
     * @param device the device
     * @param queues the queues that came
     * @param guestMatrix the guest matrix with them
     */
    record GuestGainedQueues(MediatedDeviceId device, ApQueueSet queues, MatrixReading guestMatrix)
            implements DeviceEvent {
        @Override
        public String description() {
            return "the guest matrix of device " + device + " gained " + queues;
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return changeGuestMatrix(host, device, guestMatrix);
        }
    }

    /**
     * Queues went from the guest matrix of a device.
     *
     * @param device the device
     * @param queues the queues that went
     * @param guestMatrix the guest matrix without them
     * @param reasons why they are not in it, of the later one of the snapshots that were compared
     */
    record GuestLostQueues(
            MediatedDeviceId device, ApQueueSet queues, MatrixReading guestMatrix, ImmutableList<Reason> reasons)
            implements DeviceEvent {
        @Override
        public String description() {
            return "the guest matrix of device " + device + " lost " + queues
                    + reasons.stream().map(Reason::description).collect(Collectors.joining("; ", ": ", ""));
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return changeGuestMatrix(host, device, guestMatrix);
        }
    }

    /**
     * The guest matrix of a device is another, but no queue is known to have come or gone: it has adapters without domains,
     * or more or less of it is known.
     *
     * @param device the device
     * @param before the guest matrix before
     * @param after the guest matrix after
     */
    record GuestMatrixChanged(MediatedDeviceId device, MatrixReading before, MatrixReading after)
            implements DeviceEvent {
        @Override
        public String description() {
            return "the guest matrix of device " + device + " is " + after + " (was " + before + ")";
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return changeGuestMatrix(host, device, after);
        }
    }

    /**
     * A guest, or another process, took a device that nobody had.
     *
     * @param device the device
     */
    record GuestAttached(MediatedDeviceId device) implements DeviceEvent {
        @Override
        public String description() {
            return "a guest was attached to device " + device;
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return changeHeld(host, device, Answer.YES);
        }
    }

    /**
     * The guest, or the other process, that had a device gave it back.
     *
     * @param device the device
     */
    record GuestDetached(MediatedDeviceId device) implements DeviceEvent {
        @Override
        public String description() {
            return "the guest was detached from device " + device;
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return changeHeld(host, device, Answer.NO);
        }
    }

    /**
     * Whether a guest has a device became known, or is not known any more: the kernel shows it by the status of queues
     * only, and a guest without queues has none. Who counts guests has to look at this, too.
     *
     * @param device the device
     * @param before whether a guest had it; one of both answers is not known
     * @param after whether a guest has it
     */
    record HeldChanged(MediatedDeviceId device, Answer before, Answer after) implements DeviceEvent {
        @Override
        public String description() {
            return switch (after) {
                case YES -> "a guest has device " + device;
                case NO -> "no guest has device " + device;
                case NOT_KNOWN -> "whether a guest has device " + device + " is not known any more";
            };
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return changeHeld(host, device, after);
        }
    }

    /**
     * The IOMMU group of a device became known, or is not known any more.
     *
     * @param device the device
     * @param before the number before, or empty if it was not known
     * @param after the number after, or empty if it is not known
     */
    record IommuGroupChanged(MediatedDeviceId device, OptionalInt before, OptionalInt after) implements DeviceEvent {
        @Override
        public String description() {
            return "the IOMMU group of device " + device + " is "
                    + (after.isPresent() ? Integer.toString(after.getAsInt()) : "not known any more");
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return change(host, device, found -> DeviceCopy.withIommuGroup(found, after));
        }
    }

    private static HostSnapshot changeGuestMatrix(HostSnapshot host, MediatedDeviceId device, MatrixReading reading) {
        return change(
                host, device, found -> found.toBuilder().guestMatrix(reading).build());
    }

    private static HostSnapshot changeHeld(HostSnapshot host, MediatedDeviceId device, Answer held) {
        return change(host, device, found -> found.toBuilder().heldByGuest(held).build());
    }

    private static HostSnapshot change(
            HostSnapshot host, MediatedDeviceId device, UnaryOperator<MediatedDevice> change) {
        return host.toBuilder().add(change.apply(present(host, device))).build();
    }

    private static MediatedDevice present(HostSnapshot host, MediatedDeviceId device) {
        MediatedDevice found = host.devices().get(device);
        if (found == null) {
            throw new IllegalArgumentException("the host has no mediated device " + device);
        }
        return found;
    }
}
