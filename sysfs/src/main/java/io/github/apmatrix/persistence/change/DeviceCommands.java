package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition.Start;

/** How a tool defines, starts and changes devices. */
interface DeviceCommands {
    static DeviceCommands of(DeviceTool tool) {
        return switch (tool) {
            case MDEVCTL -> new MdevctlCommands();
            case VIRSH -> new VirshCommands();
        };
    }

    PlannedCommand setStart(MediatedDeviceId device, Start before, Start after);

    ImmutableList<PlannedCommand> define(MediatedDeviceId device, MdevDefinition definition);

    ImmutableList<PlannedCommand> redefine(MediatedDeviceId device, MdevDefinition before, MdevDefinition after);

    /** Starts a device that is defined. */
    PlannedCommand start(MediatedDeviceId device);

    /** Changes a running device, also while a guest has it. */
    PlannedCommand reassign(MediatedDeviceId device, ApConfig before, ApConfig after);
}
