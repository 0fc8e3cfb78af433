package io.github.apmatrix.persistence;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.IdSet;
import io.github.apmatrix.MediatedDeviceId;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
     * @param apmaskFrom where the next apmask comes from
     * @param aqmaskFrom where the next aqmask comes from
     */
    record MasksDiffer(HostMasks running, HostMasks atBoot, MaskSource apmaskFrom, MaskSource aqmaskFrom)
            implements DriftItem {
        @Override
        public String description() {
            return Stream.of(
                            text("apmask", atBoot.apmask(), running.apmask(), apmaskFrom),
                            text("aqmask", atBoot.aqmask(), running.aqmask(), aqmaskFrom))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(", ", "the next boot sets other masks: ", ""));
        }

        private static <S extends IdSet<?, S>> Optional<String> text(
                String mask, S atBoot, S running, MaskSource source) {
            return atBoot.equals(running)
                    ? Optional.empty()
                    : Optional.of(mask + " gains " + atBoot.difference(running) + " and loses "
                            + running.difference(atBoot) + " (" + source + ")");
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
     * @param reason what loads it at the next boot, or why nothing does
     */
    record ModuleDiffers(boolean loaded, String reason) implements DriftItem {
        @Override
        public String description() {
            return loaded
                    ? "vfio_ap is loaded, but will not be after the next boot: " + reason
                    : "vfio_ap is not loaded, but will be after the next boot: " + reason;
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
