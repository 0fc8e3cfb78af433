package io.github.apmatrix.plan;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.host.Answer;
import java.util.stream.Collectors;

/**
 * Freeing queues one by one: {@code vfio_ap} is written to the {@code driver_override} of each, which is then unbound and
 * bound again. It has no collateral, but excludes the masks: while a queue has an override no mask can change, absent
 * queues cannot be assigned ahead, and nothing survives a reboot.
 *
 * <p>Source: {@code driver_override_store} of {@code ap_queue.c}, {@code ap_device_probe}.
 *
 * @param queues the queues that need an override
 * @param exclusions what rules it out, empty if it can be done
 * @since 0.1.0
 */
public record DriverOverrides(ApQueueSet queues, ImmutableList<Exclusion> exclusions) {
    /** What rules out overrides. */
    public sealed interface Exclusion {
        /**
         * Returns the exclusion in words.
         *
         * @return a sentence without period
         */
        String description();
    }

    /**
     * The kernel has no {@code driver_override}, or that is not known because there is no queue to show it.
     *
     * @param supported no or not known
     */
    public record NotSupported(Answer supported) implements Exclusion {
        @Override
        public String description() {
            return supported.isNo()
                    ? "the kernel has no driver_override"
                    : "it is not known whether the kernel has driver_override";
        }
    }

    /**
     * The masks are not all ones: overrides are refused (EINVAL). Masks that were only set when booting do not count, but
     * nothing shows that.
     *
     * @param masks the masks
     */
    public record MasksInUse(HostMasks masks) implements Exclusion {
        @Override
        public String description() {
            return "the masks are in use, without apmask " + masks.apmask().complement() + ", aqmask "
                    + masks.aqmask().complement();
        }
    }

    /**
     * Queues are not there, so that they cannot get an override.
     *
     * @param queues the queues
     */
    public record QueuesMissing(ApQueueSet queues) implements Exclusion {
        @Override
        public String description() {
            return "the host does not have " + queues;
        }
    }

    /** The module vfio_ap is not loaded, so that no driver of that name could bind the queues. */
    public record VfioApNotLoaded() implements Exclusion {
        @Override
        public String description() {
            return "the module vfio_ap is not loaded";
        }
    }

    /**
     * Returns whether overrides can be used.
     *
     * @return true if nothing rules them out
     */
    public boolean isPossible() {
        return exclusions.isEmpty();
    }

    /** Returns the queues, or why it cannot be done. */
    @Override
    public String toString() {
        return isPossible()
                ? "override the driver of " + queues
                : "not possible, "
                        + exclusions.stream().map(Exclusion::description).collect(Collectors.joining(", "));
    }
}
