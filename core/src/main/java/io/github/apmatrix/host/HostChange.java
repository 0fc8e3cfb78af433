package io.github.apmatrix.host;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import java.util.Optional;

/**
 * Something that is different between two snapshots of a host.
 *
 * @since 0.1.0
 */
public sealed interface HostChange {
    /**
     * Returns the change in words.
     *
     * @return a sentence without period
     */
    String description();

    /**
     * What the LPAR has is different.
     *
     * @param gained what came
     * @param lost what went
     */
    record LparChanged(ApConfig gained, ApConfig lost) implements HostChange {
        @Override
        public String description() {
            return "the LPAR gained " + text(gained) + " and lost " + text(lost);
        }
    }

    /**
     * The masks are different.
     *
     * @param before the masks before, or empty if they were not known
     * @param after the masks after, or empty if they are not known
     */
    record MasksChanged(Optional<HostMasks> before, Optional<HostMasks> after) implements HostChange {
        @Override
        public String description() {
            return "the masks were " + text(before) + " and are " + text(after);
        }

        private static String text(Optional<HostMasks> masks) {
            return masks.map(known -> "apmask " + known.apmask() + ", aqmask " + known.aqmask())
                    .orElse("not known");
        }
    }

    /**
     * Cards came or went.
     *
     * @param gained the adapters whose cards came
     * @param lost the adapters whose cards went
     */
    record CardsChanged(AdapterSet gained, AdapterSet lost) implements HostChange {
        @Override
        public String description() {
            return "cards came for adapters " + gained + " and went for " + lost;
        }
    }

    /**
     * Queue devices came or went.
     *
     * @param gained the queues whose devices came
     * @param lost the queues whose devices went
     */
    record QueuesChanged(ApQueueSet gained, ApQueueSet lost) implements HostChange {
        @Override
        public String description() {
            return "queue devices came for " + gained + " and went for " + lost;
        }
    }

    /**
     * Queues have another driver.
     *
     * @param queues the queues
     * @param before their driver before
     * @param after their driver after
     */
    record DriverChanged(ApQueueSet queues, DriverBinding before, DriverBinding after) implements HostChange {
        @Override
        public String description() {
            return "the driver of " + queues + " was " + before + " and is " + after;
        }
    }

    /**
     * A mediated device came.
     *
     * @param device the device
     */
    record DeviceCreated(MediatedDeviceId device) implements HostChange {
        @Override
        public String description() {
            return "device " + device + " came";
        }
    }

    /**
     * A mediated device went.
     *
     * @param device the device
     */
    record DeviceRemoved(MediatedDeviceId device) implements HostChange {
        @Override
        public String description() {
            return "device " + device + " went";
        }
    }

    /**
     * A mediated device is in another state.
     *
     * @param device the device
     * @param before the state before
     * @param after the state after
     */
    record DeviceStateChanged(MediatedDeviceId device, MediatedDeviceState before, MediatedDeviceState after)
            implements HostChange {
        @Override
        public String description() {
            return "device " + device + " was " + before + " and is " + after;
        }
    }

    /**
     * A guest got a mediated device, or gave it up.
     *
     * @param device the device
     * @param held whether a guest has it now
     */
    record HeldChanged(MediatedDeviceId device, boolean held) implements HostChange {
        @Override
        public String description() {
            return held ? "a guest got device " + device : "no guest has device " + device + " any more";
        }
    }

    /**
     * Something else is assigned to a mediated device.
     *
     * @param device the device
     * @param before what was assigned, or empty if it was not known whole
     * @param after what is assigned, or empty if it is not known whole
     */
    record AssignmentChanged(MediatedDeviceId device, Optional<ApConfig> before, Optional<ApConfig> after)
            implements HostChange {
        @Override
        public String description() {
            return "device " + device + " had " + text(before) + " assigned and has " + text(after);
        }

        private static String text(Optional<ApConfig> config) {
            return config.map(HostChange::text).orElse("what is not known");
        }
    }

    /**
     * The guest of a mediated device gets something else.
     *
     * @param device the device
     * @param before the guest matrix before
     * @param after the guest matrix after
     */
    record GuestMatrixChanged(MediatedDeviceId device, MatrixReading before, MatrixReading after)
            implements HostChange {
        /**
         * Returns the queues that came.
         *
         * @return the queues, as far as both matrices are known
         */
        public ApQueueSet gained() {
            return missingIn(before, after);
        }

        /**
         * Returns the queues that went.
         *
         * @return the queues, as far as both matrices are known
         */
        public ApQueueSet lost() {
            return missingIn(after, before);
        }

        private static ApQueueSet missingIn(MatrixReading reading, MatrixReading other) {
            return ApQueueSet.copyOf(other.queues().stream()
                    .filter(queue -> reading.contains(queue).isNo())
                    .toList());
        }

        @Override
        public String description() {
            return "the guest matrix of device " + device + " was " + before + " and is " + after;
        }
    }

    private static String text(ApConfig config) {
        return config.matrix() + " (control domains " + config.controlDomains() + ")";
    }
}
