package io.github.apmatrix.explain;

import io.github.apmatrix.ApQueueSet;

/**
 * The queues are not bound to vfio_ap on this host.
 *
 * @since 0.1.0
 */
public sealed interface HostReason extends Reason {
    @Override
    default Level level() {
        return Level.HOST;
    }

    /**
     * Linux has no AP bus: the machine has no adapters to offer, or the bus is not loaded.
     *
     * @param queues the queues that this keeps out: all
     */
    record NoApBus(ApQueueSet queues) implements HostReason {
        @Override
        public String description() {
            return "this Linux has no AP bus";
        }

        @Override
        public String remedy() {
            return "give the LPAR adapters and domains, and have the bus loaded: modprobe ap";
        }
    }

    /**
     * Linux has no device for the queues, though the LPAR has adapters and domains.
     *
     * @param queues the queues without device
     */
    record NoQueueDevice(ApQueueSet queues) implements HostReason {
        @Override
        public String description() {
            return "Linux has no device for " + queues
                    + ", because the adapter does not answer or is of an unknown type";
        }

        @Override
        public String remedy() {
            return "check the adapter at the HMC or SE, then have the bus scanned: echo 1 > /sys/bus/ap/scans";
        }
    }

    /**
     * The masks reserve the queues for drivers of the host.
     *
     * @param queues the reserved queues
     * @param masksLocked whether some queue has a driver override, so that the masks cannot be changed
     * @param overridable whether the queues could get a driver override: the kernel has it, and the masks are all ones
     */
    record ReservedForHost(ApQueueSet queues, boolean masksLocked, boolean overridable) implements HostReason {
        @Override
        public String description() {
            return Words.are(queues) + " reserved for the host: set are "
                    + Words.noun("bit", queues.adapters().size()) + " " + queues.adapters() + " of apmask and "
                    + Words.noun("bit", queues.domains().size()) + " " + queues.domains() + " of aqmask";
        }

        @Override
        public String remedy() {
            if (masksLocked) {
                return "override the driver, since the masks cannot change while a queue has an override: "
                        + Commands.override(queues);
            }
            String masks = "clear the adapter's bit, which frees all its queues: "
                    + Commands.clearAdapters(queues.adapters())
                    + "; or the domain's bit, which frees it on all adapters: "
                    + Commands.clearDomains(queues.domains());
            return overridable
                    ? masks
                            + "; or override the driver, also if the masks are refused with EINVAL, as after a queue with"
                            + " an override was unplugged: " + Commands.override(queues)
                    : masks;
        }
    }

    /**
     * The driver override of the queues names another driver than vfio_ap.
     *
     * @param driver the driver that it names
     * @param queues the overridden queues
     */
    record OverriddenForOtherDriver(String driver, ApQueueSet queues) implements HostReason {
        @Override
        public String description() {
            return "driver_override of " + queues + " names " + driver;
        }

        @Override
        public String remedy() {
            return "name vfio_ap there instead: " + Commands.override(queues);
        }
    }

    /**
     * The queues may go to vfio_ap, but another driver still has them.
     *
     * @param driver the driver
     * @param queues the queues that it has
     */
    record BoundToOtherDriver(String driver, ApQueueSet queues) implements HostReason {
        @Override
        public String description() {
            return Words.are(queues) + " free for vfio_ap, but still bound to " + driver;
        }

        @Override
        public String remedy() {
            return Commands.unbind(driver, queues) + "; " + Commands.bindToVfioAp(queues);
        }
    }

    /**
     * The module vfio_ap is not loaded.
     *
     * @param queues the queues that this keeps out
     */
    record VfioApNotLoaded(ApQueueSet queues) implements HostReason {
        @Override
        public String description() {
            return "the module vfio_ap is not loaded";
        }

        @Override
        public String remedy() {
            return "modprobe vfio_ap";
        }
    }

    /**
     * The queues may go to vfio_ap, but have no driver: somebody unbound them, or binding failed.
     *
     * @param queues the queues without driver
     */
    record NoDriver(ApQueueSet queues) implements HostReason {
        @Override
        public String description() {
            return Words.are(queues) + " free for vfio_ap, but without driver";
        }

        @Override
        public String remedy() {
            return Commands.bindToVfioAp(queues);
        }
    }
}
