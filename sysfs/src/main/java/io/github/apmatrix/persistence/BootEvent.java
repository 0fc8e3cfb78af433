package io.github.apmatrix.persistence;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.plan.Conflict;

/**
 * Something that happens at boot.
 *
 * @since 0.1.0
 */
public sealed interface BootEvent {
    /**
     * Returns the event in words.
     *
     * @return a sentence without period
     */
    String description();

    /**
     * The kernel starts and scans the AP bus.
     *
     * @param masks its masks
     * @param byParameters whether a parameter of the kernel sets one of them
     */
    record KernelStarts(HostMasks masks, boolean byParameters) implements BootEvent {
        @Override
        public String description() {
            return byParameters
                    ? "the kernel starts with the masks of its parameters: apmask " + masks.apmask() + ", aqmask "
                            + masks.aqmask()
                    : "the kernel starts without parameters for the masks: all queues are reserved for the host";
        }
    }

    /**
     * A source is left out of the forecast, because it could not be read, or is not evaluated. What it does at boot is not known.
     *
     * @param problem the source
     */
    record LeftOut(SourceProblem problem) implements BootEvent {
        @Override
        public String description() {
            return "left out: " + problem;
        }
    }

    /**
     * vfio_ap is loaded.
     *
     * @param by what loads it
     */
    record ModuleLoaded(String by) implements BootEvent {
        @Override
        public String description() {
            return by + " loads vfio_ap";
        }
    }

    /**
     * vfio_ap would be loaded, but is kept out.
     *
     * @param by what would load it
     * @param blacklisting what keeps it out
     */
    record ModuleKeptOut(String by, String blacklisting) implements BootEvent {
        @Override
        public String description() {
            return by + " does not load vfio_ap: " + blacklisting;
        }
    }

    /**
     * The udev rule of chzdev acts and sets the masks that it has, as far as the kernel does not refuse them.
     *
     * @param masks the masks after it
     */
    record RuleActs(HostMasks masks) implements BootEvent {
        @Override
        public String description() {
            return "41-ap.rules acts, and the masks are apmask " + masks.apmask() + ", aqmask " + masks.aqmask();
        }
    }

    /**
     * The udev rule never acts, because it waits until every queue has a driver.
     *
     * @param unbound the queues without driver
     */
    record RuleWaits(ApQueueSet unbound) implements BootEvent {
        @Override
        public String description() {
            return "41-ap.rules waits for ever until these queues have a driver, and sets and loads nothing: "
                    + unbound;
        }
    }

    /**
     * The kernel refuses a mask of the udev rule, because devices that were started before need queues that it reserves.
     *
     * @param conflict the refusal
     */
    record RuleRefused(Conflict conflict) implements BootEvent {
        @Override
        public String description() {
            return "a mask of 41-ap.rules is refused: " + conflict.description();
        }
    }

    /**
     * mdevctl starts a device.
     *
     * @param device the device
     * @param config what is assigned to it
     */
    record DeviceStarted(MediatedDeviceId device, ApConfig config) implements BootEvent {
        @Override
        public String description() {
            return "mdevctl starts device " + device + " with " + config.matrix() + " (control domains "
                    + config.controlDomains() + ")";
        }
    }

    /**
     * mdevctl cannot start a device. It does not try again.
     *
     * @param device the device
     * @param failure why
     */
    record StartFails(MediatedDeviceId device, StartFailure failure) implements BootEvent {
        @Override
        public String description() {
            return "mdevctl cannot start device " + device + ": " + failure.description();
        }
    }

    /**
     * mdevctl starts nothing, because it cannot read one of the definitions.
     *
     * @param problem the definition
     */
    record NothingStarts(SourceProblem problem) implements BootEvent {
        @Override
        public String description() {
            return "mdevctl starts no device because of " + problem.file() + ": " + problem.problem();
        }
    }
}
