package io.github.apmatrix.persistence.command;

import io.github.apmatrix.persistence.libvirt.MdevNodeDevice;
import io.github.apmatrix.persistence.libvirt.NodeDeviceName;

/**
 * Commands of {@code virsh} on node devices. Documents are XML that it reads from standard input.
 *
 * <p>Defining a device anew and {@link #updateConfig} make it a manual one; {@link #autostart} has to follow then.
 *
 * @since 0.1.0
 */
public final class Virsh {
    private static final String PROGRAM = "virsh";
    private static final String INPUT = "/dev/stdin";

    private Virsh() {}

    /**
     * Returns the command that defines a device.
     *
     * @param device what it shall be
     * @return {@code virsh nodedev-define /dev/stdin} with the document as input
     */
    public static HostCommand define(MdevNodeDevice device) {
        return HostCommand.of(PROGRAM, "nodedev-define", INPUT).withInput(device.toXml());
    }

    /**
     * Returns the command that makes a defined device start with the host.
     *
     * @param name the device
     * @return {@code virsh nodedev-autostart mdev_...}
     */
    public static HostCommand autostart(NodeDeviceName.Mdev name) {
        return HostCommand.of(PROGRAM, "nodedev-autostart", name.toString());
    }

    /**
     * Returns the command that makes a defined device not start with the host any more.
     *
     * @param name the device
     * @return {@code virsh nodedev-autostart mdev_... --disable}
     */
    public static HostCommand disableAutostart(NodeDeviceName.Mdev name) {
        return HostCommand.of(PROGRAM, "nodedev-autostart", name.toString(), "--disable");
    }

    /**
     * Returns the command that starts a defined device.
     *
     * @param name the device
     * @return {@code virsh nodedev-start mdev_...}
     */
    public static HostCommand start(NodeDeviceName.Mdev name) {
        return HostCommand.of(PROGRAM, "nodedev-start", name.toString());
    }

    /**
     * Returns the command that stops an active device. It fails with {@link CommandFailure#DEVICE_IN_USE} while a guest holds
     * it.
     *
     * @param name the device
     * @return {@code virsh nodedev-destroy mdev_...}
     */
    public static HostCommand destroy(NodeDeviceName.Mdev name) {
        return HostCommand.of(PROGRAM, "nodedev-destroy", name.toString());
    }

    /**
     * Returns the command that removes a device's definition.
     *
     * @param name the device
     * @return {@code virsh nodedev-undefine mdev_...}
     */
    public static HostCommand undefine(NodeDeviceName.Mdev name) {
        return HostCommand.of(PROGRAM, "nodedev-undefine", name.toString());
    }

    /**
     * Returns the command that changes an active device, also while a guest has it. Since libvirt 10.1.0.
     *
     * @param name the device
     * @param device what it shall be
     * @return {@code virsh nodedev-update mdev_... /dev/stdin --live} with the document as input
     */
    public static HostCommand updateLive(NodeDeviceName.Mdev name, MdevNodeDevice device) {
        return update(name, device, "--live");
    }

    /**
     * Returns the command that changes a device's definition. Since libvirt 10.1.0.
     *
     * @param name the device
     * @param device what it shall be
     * @return {@code virsh nodedev-update mdev_... /dev/stdin --config} with the document as input
     */
    public static HostCommand updateConfig(NodeDeviceName.Mdev name, MdevNodeDevice device) {
        return update(name, device, "--config");
    }

    private static HostCommand update(NodeDeviceName.Mdev name, MdevNodeDevice device, String what) {
        return HostCommand.of(PROGRAM, "nodedev-update", name.toString(), INPUT, what)
                .withInput(device.toXml());
    }
}
