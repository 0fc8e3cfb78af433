package io.github.apmatrix.explain;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.rules.AssignmentRule;
import java.util.Optional;

/**
 * The queues are not assigned to the mediated device.
 *
 * @since 0.1.0
 */
public sealed interface DeviceReason extends Reason {
    @Override
    default Level level() {
        return Level.MEDIATED_DEVICE;
    }

    /**
     * The host has no mediated device at all.
     *
     * @param queues the queues that this keeps out: all
     */
    record NoDeviceAtAll(ApQueueSet queues) implements DeviceReason {
        @Override
        public String description() {
            return "the host has no mediated device";
        }

        @Override
        public String remedy() {
            return "create one and assign the queue: " + Commands.createAny();
        }
    }

    /**
     * The host does not have the mediated device that was asked about.
     *
     * @param device the device
     * @param queues the queues that this keeps out: all
     */
    record NoSuchDevice(MediatedDeviceId device, ApQueueSet queues) implements DeviceReason {
        @Override
        public String description() {
            return "the host has no mediated device " + device;
        }

        @Override
        public String remedy() {
            return "create it and assign the queue: " + Commands.create(device);
        }
    }

    /**
     * No mediated device shows the queues as assigned; the question was about none in particular. A device that is being
     * removed shows nothing.
     *
     * @param queues the queues
     */
    record AssignedNowhere(ApQueueSet queues) implements DeviceReason {
        @Override
        public String description() {
            return "no mediated device has " + queues;
        }

        @Override
        public String remedy() {
            return "assign adapter and domain to a device";
        }
    }

    /**
     * The device does not have the adapters or the domains of the queues.
     *
     * @param device the device
     * @param adapters the adapters that it lacks
     * @param domains the domains that it lacks
     * @param queues the queues that this keeps out
     * @param obstacle why the kernel would refuse to assign them all now
     */
    record NotAssigned(
            MediatedDeviceId device,
            AdapterSet adapters,
            DomainSet domains,
            ApQueueSet queues,
            Optional<AssignmentRule.Refusal> obstacle)
            implements DeviceReason {
        @Override
        public String description() {
            return "device " + device + " does not have " + missing();
        }

        private String missing() {
            if (domains.isEmpty()) {
                return Words.adapters(adapters);
            }
            return adapters.isEmpty()
                    ? Words.domains(domains)
                    : Words.adapters(adapters) + " and " + Words.domains(domains);
        }

        @Override
        public String remedy() {
            return Commands.assign(device, adapters, domains)
                    + obstacle.map(refusal -> "; the kernel would refuse that now: " + Refusals.describe(refusal))
                            .orElse("");
        }
    }

    /**
     * Another mediated device has the queues.
     *
     * @param owner the other device
     * @param queues the queues that it has
     */
    record AssignedElsewhere(MediatedDeviceId owner, ApQueueSet queues) implements DeviceReason {
        @Override
        public String description() {
            return Words.are(queues) + " assigned to device " + owner;
        }

        @Override
        public String remedy() {
            return "take adapter or domain from that device: " + Commands.unassign(owner, queues.adapters());
        }
    }

    /**
     * A device that was removed, and only waits for its guest to end, still has the queues.
     *
     * @param candidates the devices that are being removed; no file says which of them has the queues
     * @param queues the queues that they have
     */
    record AssignedToRemovedDevice(ImmutableSortedSet<MediatedDeviceId> candidates, ApQueueSet queues)
            implements DeviceReason {
        @Override
        public String description() {
            return Words.are(queues) + " still assigned to a device that was removed and waits for its guest to end: "
                    + Joiner.on(" or ").join(candidates);
        }

        @Override
        public String remedy() {
            return "end the guest of that device";
        }
    }

    /**
     * The device was removed, and only waits for its guest to end.
     *
     * @param device the device
     * @param queues the queues that this keeps out: all
     */
    record BeingRemoved(MediatedDeviceId device, ApQueueSet queues) implements DeviceReason {
        @Override
        public String description() {
            return "device " + device + " was removed, and only waits for its guest to end";
        }

        @Override
        public String remedy() {
            return "end the guest, or detach the device from it, and create the device again";
        }
    }

    /**
     * The device was unbound from its driver, which cannot be undone.
     *
     * @param device the device
     * @param queues the queues that this keeps out: all
     */
    record WithoutDriver(MediatedDeviceId device, ApQueueSet queues) implements DeviceReason {
        @Override
        public String description() {
            return "device " + device + " was unbound from its driver";
        }

        @Override
        public String remedy() {
            return "remove it and create it again: " + Commands.remove(device) + "; " + Commands.create(device);
        }
    }
}
