package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.command.Mdevctl;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition.Start;

/** Commands of mdevctl. */
final class MdevctlCommands implements DeviceCommands {
    @Override
    public PlannedCommand setStart(MediatedDeviceId device, Start before, Start after) {
        return PlannedCommand.of(Mdevctl.setStart(device, after), Mdevctl.setStart(device, before));
    }

    @Override
    public ImmutableList<PlannedCommand> define(MediatedDeviceId device, MdevDefinition definition) {
        return ImmutableList.of(PlannedCommand.of(Mdevctl.define(device, definition), Mdevctl.undefine(device)));
    }

    @Override
    public ImmutableList<PlannedCommand> redefine(
            MediatedDeviceId device, MdevDefinition before, MdevDefinition after) {
        if (before.withStart(after.start()).equals(after)) {
            return ImmutableList.of(setStart(device, before.start(), after.start()));
        }
        return ImmutableList.of(
                PlannedCommand.of(Mdevctl.modifyDefinition(device, after), Mdevctl.modifyDefinition(device, before)));
    }

    @Override
    public PlannedCommand start(MediatedDeviceId device) {
        return PlannedCommand.of(Mdevctl.start(device), Mdevctl.stop(device));
    }

    /** The start in the JSON of a live change does not matter. */
    @Override
    public PlannedCommand reassign(MediatedDeviceId device, MdevAttributes before, MdevAttributes after) {
        return PlannedCommand.of(
                Mdevctl.modifyLive(device, MdevDefinition.of(Start.MANUAL, after)),
                Mdevctl.modifyLive(device, MdevDefinition.of(Start.MANUAL, before)));
    }
}
