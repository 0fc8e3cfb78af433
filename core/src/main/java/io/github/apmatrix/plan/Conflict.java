package io.github.apmatrix.plan;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import java.util.Optional;

/**
 * Why a desired host cannot be had, with the culprits.
 *
 * @since 0.1.0
 */
public sealed interface Conflict {
    /**
     * Returns the conflict in words.
     *
     * @return a sentence without period
     */
    String description();

    /**
     * What the plan needs to know was not read.
     *
     * @param parts what was not read
     */
    record NotKnown(ImmutableList<String> parts) implements Conflict {
        @Override
        public String description() {
            return "not known: " + String.join(", ", parts);
        }
    }

    /** Devices are wanted, but the module vfio_ap is not loaded. */
    record VfioApNotLoaded() implements Conflict {
        @Override
        public String description() {
            return "the module vfio_ap is not loaded";
        }
    }

    /**
     * A device cannot be changed: it is being removed, or has no driver.
     *
     * @param device the device
     */
    record DeviceNotReady(MediatedDeviceId device) implements Conflict {
        @Override
        public String description() {
            return "device " + device + " cannot be changed, it is being removed or has no driver";
        }
    }

    /**
     * A device that shall go is held by a guest, or may be: the kernel would block.
     *
     * @param device the device
     */
    record HeldByGuest(MediatedDeviceId device) implements Conflict {
        @Override
        public String description() {
            return "device " + device + " cannot be removed while a guest has it";
        }
    }

    /**
     * There are too many devices.
     *
     * @param wanted how many are to be created
     * @param available how many can be created
     */
    record TooManyDevices(int wanted, int available) implements Conflict {
        @Override
        public String description() {
            return wanted + " devices are to be created, and only " + available + " can be";
        }
    }

    /**
     * Numbers are above what the machine has (ENODEV).
     *
     * @param device the device
     * @param adapters the adapters above the maximum
     * @param domains the usage and control domains above the maximum
     */
    record AboveMaximum(MediatedDeviceId device, AdapterSet adapters, DomainSet domains) implements Conflict {
        /**
         * Returns what of a configuration is above the maxima of a machine.
         *
         * @param host the machine
         * @param device the device
         * @param config what it shall have
         * @return the numbers above the maxima, as far as these are known; empty if there are none
         */
        public static Optional<AboveMaximum> find(HostSnapshot host, MediatedDeviceId device, ApConfig config) {
            AdapterSet adapters = host.maxAdapter()
                    .map(max -> AdapterSet.copyOf(config.adapters().stream()
                            .filter(adapter -> adapter.compareTo(max) > 0)
                            .toList()))
                    .orElse(AdapterSet.none());
            DomainSet domains = host.maxDomain()
                    .map(max -> DomainSet.copyOf(config.usageDomains().union(config.controlDomains()).stream()
                            .filter(domain -> domain.compareTo(max) > 0)
                            .toList()))
                    .orElse(DomainSet.none());
            return adapters.isEmpty() && domains.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new AboveMaximum(device, adapters, domains));
        }

        @Override
        public String description() {
            return "device " + device + ": above the machine's maximum are adapters " + adapters + ", domains "
                    + domains;
        }
    }

    /**
     * Two devices would have the same queues (EADDRINUSE).
     *
     * @param device a device that shall change
     * @param other another device, wanted or present
     * @param queues the queues that both would have
     */
    record SharedQueues(MediatedDeviceId device, MediatedDeviceId other, ApQueueSet queues) implements Conflict {
        @Override
        public String description() {
            return "devices " + device + " and " + other + " would both have " + queues;
        }
    }

    /**
     * Queues that must stay with the host are wanted for a device.
     *
     * @param device the device
     * @param queues the queues
     */
    record KeptForHost(MediatedDeviceId device, ApQueueSet queues) implements Conflict {
        @Override
        public String description() {
            return "device " + device + " needs " + queues + ", which must stay with the host";
        }
    }

    /**
     * Queues are reserved by the masks that were asked for (EADDRNOTAVAIL).
     *
     * @param device the device
     * @param queues the queues that would be reserved
     */
    record Reserved(MediatedDeviceId device, ApQueueSet queues) implements Conflict {
        @Override
        public String description() {
            return "device " + device + " needs " + queues + ", which the masks reserve for the host";
        }
    }

    /**
     * The masks that were asked for free queues that must stay with the host.
     *
     * @param queues the queues that would be freed
     */
    record FreesKept(ApQueueSet queues) implements Conflict {
        @Override
        public String description() {
            return "the masks free " + queues + ", which must stay with the host";
        }
    }

    /**
     * No masks free the needed queues and leave the host those that it must keep.
     *
     * @param needed needed queues that cannot be freed
     * @param collateral queues that must stay with the host, but would be freed with them
     */
    record CannotFree(ApQueueSet needed, ApQueueSet collateral) implements Conflict {
        @Override
        public String description() {
            return "freeing " + needed + " would also free " + collateral + ", which must stay with the host";
        }
    }

    /**
     * The masks have to change, but the kernel refuses that while queues have a driver override (EINVAL).
     *
     * @param overridden the queues with an override
     */
    record MasksLocked(ApQueueSet overridden) implements Conflict {
        @Override
        public String description() {
            return "the masks cannot change while queues have a driver override: " + overridden;
        }
    }

    /**
     * Setting mask bits would take queues from a device (EBUSY).
     *
     * @param adapters the apmask bits
     * @param domains the aqmask bits
     * @param device the device that objects
     * @param queues its queues
     */
    record MaskVetoed(AdapterSet adapters, DomainSet domains, MediatedDeviceId device, ApQueueSet queues)
            implements Conflict {
        @Override
        public String description() {
            return "setting bits (apmask " + adapters + ", aqmask " + domains + ") would take " + queues
                    + " from device " + device;
        }
    }

    /**
     * A running guest would lose queues that it shall keep, for example because another queue of the same adapter is not
     * bound to vfio_ap. Can be permitted.
     *
     * @param device the device
     * @param queues the queues that its guest would lose
     * @param step the step that takes them
     */
    record GuestLoses(MediatedDeviceId device, ApQueueSet queues, Step step) implements Conflict {
        @Override
        public String description() {
            return "the running guest of device " + device + " would lose " + queues + " with: " + step.command();
        }
    }

    /**
     * A running guest would lose queues, and undoing the step would not give them back. Can be permitted.
     *
     * @param device the device
     * @param queues the queues
     * @param step the step that takes them
     */
    record CannotBeUndone(MediatedDeviceId device, ApQueueSet queues, Step step) implements Conflict {
        @Override
        public String description() {
            return "undoing could not give " + queues + " back to the running guest of device " + device + " after: "
                    + step.command();
        }
    }
}
