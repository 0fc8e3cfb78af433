package io.github.apmatrix.persistence.change;

import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.PersistentHost;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import java.util.Optional;

/**
 * A change of what is kept for the next boot.
 *
 * @since 0.1.0
 */
public sealed interface PersistenceStep {
    /** The file that a {@link ListModule} step makes, below the root. */
    String MODULES_FILE = "etc/modules-load.d/vfio_ap.conf";

    /**
     * Returns the step in words.
     *
     * @return a sentence without period
     */
    String description();

    /**
     * Returns what is kept after the step.
     *
     * @param before what is kept before it
     * @return the same with this change
     */
    PersistentHost applyTo(PersistentHost before);

    /**
     * Sets the masks of the next boot, and has vfio_ap loaded after them.
     *
     * @param before the rule that there is, if any
     * @param masks the masks
     */
    record SetMasks(Optional<ApRules> before, HostMasks masks) implements PersistenceStep {
        /** Returns the rule that chzdev would write. */
        ApRules rules() {
            return ApRules.of(MaskSettings.of(masks));
        }

        @Override
        public String description() {
            return "set the persistent masks: apmask " + masks.apmask() + ", aqmask " + masks.aqmask();
        }

        @Override
        public PersistentHost applyTo(PersistentHost host) {
            return host.withRules(rules());
        }
    }

    /** Has vfio_ap loaded from the list of modules, because the rule would wait for it. */
    record ListModule() implements PersistenceStep {
        @Override
        public String description() {
            return "have vfio_ap loaded by /" + MODULES_FILE;
        }

        @Override
        public PersistentHost applyTo(PersistentHost host) {
            return host.withEarlyLoad("/" + MODULES_FILE);
        }
    }

    /**
     * Defines a device.
     *
     * @param device the device
     * @param definition its definition
     */
    record Define(MediatedDeviceId device, MdevDefinition definition) implements PersistenceStep {
        @Override
        public String description() {
            return "define device " + device + " (" + definition.start() + ") with "
                    + definition.config().matrix() + ", control domains "
                    + definition.config().controlDomains();
        }

        @Override
        public PersistentHost applyTo(PersistentHost host) {
            return host.with(device, definition);
        }
    }

    /**
     * Changes the definition of a device.
     *
     * @param device the device
     * @param before its definition before
     * @param after its definition after
     */
    record Redefine(MediatedDeviceId device, MdevDefinition before, MdevDefinition after) implements PersistenceStep {
        /** Returns whether only the start changes. */
        boolean onlyStart() {
            return before.withStart(after.start()).equals(after);
        }

        @Override
        public String description() {
            return onlyStart()
                    ? "have device " + device
                            + (after.start() == MdevDefinition.Start.AUTO
                                    ? " started automatically"
                                    : " not started automatically")
                    : "define device " + device + " (" + after.start() + ") with "
                            + after.config().matrix() + ", control domains "
                            + after.config().controlDomains() + " instead of "
                            + before.config().matrix() + ", control domains "
                            + before.config().controlDomains();
        }

        @Override
        public PersistentHost applyTo(PersistentHost host) {
            return host.with(device, after);
        }
    }
}
