package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.persistence.command.Virsh;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.libvirt.MdevNodeDevice;
import io.github.apmatrix.persistence.libvirt.NodeDeviceName;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition.Start;

/**
 * Commands of virsh. Each change of a definition drops the automatic start, so it has to be set again. virsh cannot force it
 * as mdevctl can, so what was there is given back by mdevctl, which libvirt runs anyhow.
 */
final class VirshCommands implements DeviceCommands {
    private static HostCommand start(NodeDeviceName.Mdev name, Start start) {
        return start == Start.AUTO ? Virsh.autostart(name) : Virsh.disableAutostart(name);
    }

    @Override
    public PlannedCommand setStart(MediatedDeviceId device, Start before, Start after) {
        NodeDeviceName.Mdev name = new NodeDeviceName.Mdev(device);
        return PlannedCommand.of(
                start(name, after),
                before == Start.AUTO ? MdevctlCommands.giveBackStart(device, before) : start(name, before));
    }

    @Override
    public ImmutableList<PlannedCommand> define(MediatedDeviceId device, MdevDefinition definition) {
        PlannedCommand define = PlannedCommand.of(
                Virsh.define(MdevNodeDevice.of(device, definition.attributes())),
                Virsh.undefine(new NodeDeviceName.Mdev(device)));
        return definition.start() == Start.AUTO
                ? ImmutableList.of(define, setStart(device, Start.MANUAL, Start.AUTO))
                : ImmutableList.of(define);
    }

    @Override
    public ImmutableList<PlannedCommand> redefine(
            MediatedDeviceId device, MdevDefinition before, MdevDefinition after) {
        if (before.withStart(after.start()).equals(after)) {
            return ImmutableList.of(setStart(device, before.start(), after.start()));
        }
        NodeDeviceName.Mdev name = new NodeDeviceName.Mdev(device);
        ImmutableList.Builder<HostCommand> undo = ImmutableList.<HostCommand>builder()
                .add(Virsh.updateConfig(name, MdevNodeDevice.of(device, before.attributes())));
        if (before.start() == Start.AUTO) {
            undo.add(MdevctlCommands.giveBackStart(device, Start.AUTO));
        }
        PlannedCommand update = new PlannedCommand(
                Virsh.updateConfig(name, MdevNodeDevice.of(device, after.attributes())), undo.build());
        return after.start() == Start.AUTO
                ? ImmutableList.of(update, setStart(device, Start.MANUAL, Start.AUTO))
                : ImmutableList.of(update);
    }

    @Override
    public PlannedCommand start(MediatedDeviceId device) {
        NodeDeviceName.Mdev name = new NodeDeviceName.Mdev(device);
        return PlannedCommand.of(Virsh.start(name), Virsh.destroy(name));
    }

    @Override
    public PlannedCommand reassign(MediatedDeviceId device, ApConfig before, ApConfig after) {
        NodeDeviceName.Mdev name = new NodeDeviceName.Mdev(device);
        return PlannedCommand.of(
                Virsh.updateLive(name, MdevNodeDevice.of(device, MdevAttributes.of(after))),
                Virsh.updateLive(name, MdevNodeDevice.of(device, MdevAttributes.of(before))));
    }
}
