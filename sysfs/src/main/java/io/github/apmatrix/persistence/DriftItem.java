package io.github.apmatrix.persistence;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;

/**
 * Something in which the running host and what is kept for the next boot differ.
 *
 * @since 0.1.0
 */
public sealed interface DriftItem {
    /**
     * Returns the difference in words.
     *
     * @return a sentence without period
     */
    String description();

    /**
     * The masks will be others.
     *
     * @param running the masks of the running host
     * @param atBoot the masks after the next boot
     */
    record MasksDiffer(HostMasks running, HostMasks atBoot) implements DriftItem {
        @Override
        public String description() {
            return "the masks are apmask " + running.apmask() + ", aqmask " + running.aqmask()
                    + ", and after the next boot apmask " + atBoot.apmask() + ", aqmask " + atBoot.aqmask();
        }
    }

    /**
     * Queues have a driver override, which no boot brings back.
     *
     * @param queues the queues
     */
    record OverridesLost(ApQueueSet queues) implements DriftItem {
        @Override
        public String description() {
            return "the driver overrides of " + queues + " do not survive a reboot; only masks do";
        }
    }

    /**
     * vfio_ap is loaded and will not be, or the other way round.
     *
     * @param loaded whether it is loaded now
     */
    record ModuleDiffers(boolean loaded) implements DriftItem {
        @Override
        public String description() {
            return loaded
                    ? "vfio_ap is loaded, and nothing loads it at the next boot"
                    : "vfio_ap is not loaded, and will be at the next boot";
        }
    }

    /**
     * A device is running that has no definition.
     *
     * @param device the device
     */
    record OnlyRunning(MediatedDeviceId device) implements DriftItem {
        @Override
        public String description() {
            return "device " + device + " is running, but has no definition";
        }
    }

    /**
     * A device is not running that is defined to start automatically.
     *
     * @param device the device
     */
    record OnlyDefined(MediatedDeviceId device) implements DriftItem {
        @Override
        public String description() {
            return "device " + device + " is defined to start automatically, but is not running";
        }
    }

    /**
     * A running device has a definition, but is not started automatically.
     *
     * @param device the device
     */
    record NotAutostarted(MediatedDeviceId device) implements DriftItem {
        @Override
        public String description() {
            return "device " + device + " is running, but its definition is to be started manually";
        }
    }

    /**
     * A running device has something else assigned than its definition says.
     *
     * @param device the device
     * @param running what is assigned
     * @param defined what the definition assigns
     */
    record AssignmentDiffers(MediatedDeviceId device, ApConfig running, ApConfig defined) implements DriftItem {
        @Override
        public String description() {
            return "device " + device + " has " + text(running) + ", and its definition says " + text(defined);
        }

        private static String text(ApConfig config) {
            return config.matrix() + " (control domains " + config.controlDomains() + ")";
        }
    }

    /**
     * A device that is defined to start automatically will not be there after the next boot.
     *
     * @param device the device
     * @param reason why it does not start
     */
    record DoesNotStart(MediatedDeviceId device, String reason) implements DriftItem {
        @Override
        public String description() {
            return "device " + device + " is defined to start automatically, but will not start: " + reason;
        }
    }
}
