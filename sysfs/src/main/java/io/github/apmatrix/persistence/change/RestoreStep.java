package io.github.apmatrix.persistence.change;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;

/**
 * A change of the running host that makes it what is kept for the next boot.
 *
 * @since 0.1.0
 */
public sealed interface RestoreStep {
    /**
     * Returns the step in words.
     *
     * @return a sentence without period
     */
    String description();

    /** Loads vfio_ap. */
    record LoadVfioAp() implements RestoreStep {
        @Override
        public String description() {
            return "load vfio_ap";
        }
    }

    /**
     * Sets the masks that are in force: bits are cleared before devices change, and set after that.
     *
     * @param before the masks before
     * @param after the masks after
     */
    record SetMasks(HostMasks before, HostMasks after) implements RestoreStep {
        @Override
        public String description() {
            return "set the masks: apmask " + after.apmask() + ", aqmask " + after.aqmask();
        }
    }

    /**
     * Starts a device that is defined.
     *
     * @param device the device
     * @param definition its definition
     */
    record Start(MediatedDeviceId device, MdevDefinition definition) implements RestoreStep {
        @Override
        public String description() {
            return "start device " + device + " with " + definition.config().matrix() + ", control domains "
                    + definition.config().controlDomains();
        }
    }

    /**
     * Gives a running device what its definition says.
     *
     * @param device the device
     * @param before what is assigned
     * @param definition its definition
     */
    record Reassign(MediatedDeviceId device, ApConfig before, MdevDefinition definition) implements RestoreStep {
        @Override
        public String description() {
            return "give device " + device + " " + definition.config().matrix() + ", control domains "
                    + definition.config().controlDomains() + " instead of " + before.matrix() + ", control domains "
                    + before.controlDomains();
        }
    }
}
