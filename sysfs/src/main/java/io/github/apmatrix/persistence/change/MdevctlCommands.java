package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.persistence.command.Mdevctl;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition.Start;

/** Commands of mdevctl. Those that give a definition back are forced: it was there, whatever the checks say of it. */
final class MdevctlCommands implements DeviceCommands {
    private static HostCommand giveBack(HostCommand command, Start start) {
        return start == Start.AUTO ? Mdevctl.forced(command) : command;
    }

    /** Returns the command that gives a device the start back that it had. */
    static HostCommand giveBackStart(MediatedDeviceId device, Start start) {
        return giveBack(Mdevctl.setStart(device, start), start);
    }

    @Override
    public PlannedCommand setStart(MediatedDeviceId device, Start before, Start after) {
        return PlannedCommand.of(Mdevctl.setStart(device, after), giveBackStart(device, before));
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
        return ImmutableList.of(PlannedCommand.of(
                Mdevctl.modifyDefinition(device, after),
                giveBack(Mdevctl.modifyDefinition(device, before), before.start())));
    }

    @Override
    public PlannedCommand start(MediatedDeviceId device) {
        return PlannedCommand.of(Mdevctl.start(device), Mdevctl.stop(device));
    }

    @Override
    public PlannedCommand reassign(MediatedDeviceId device, ApConfig before, ApConfig after) {
        return PlannedCommand.of(reassign(device, after), reassign(device, before));
    }

    /** The start in the JSON of a live change does not matter. ap-check does not understand what unassigns. */
    private static HostCommand reassign(MediatedDeviceId device, ApConfig config) {
        return Mdevctl.modifyLive(device, MdevDefinition.of(Start.MANUAL, MdevAttributes.of(config)));
    }
}
