package io.github.apmatrix.persistence.command;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;

/**
 * Commands of {@code mdevctl}. Definitions are JSON that it reads from standard input.
 *
 * @since 0.1.0
 */
public final class Mdevctl {
    private static final String PROGRAM = "mdevctl";
    private static final String PARENT = "--parent=matrix";
    private static final String FROM_INPUT = "--jsonfile=/dev/stdin";
    private static final String LISTING = "--dumpjson";

    private Mdevctl() {}

    private static HostCommand onDevice(String action, MediatedDeviceId id, String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = action;
        arguments[1] = "--uuid=" + id;
        System.arraycopy(options, 0, arguments, 2, options.length);
        return HostCommand.of(PROGRAM, arguments);
    }

    /**
     * Returns the command that defines a device. It fails with {@link CommandFailure#ALREADY_DEFINED} if that is done.
     *
     * @param id the device
     * @param definition what it shall be
     * @return {@code mdevctl define --uuid=... --parent=matrix --jsonfile=/dev/stdin} with the definition as input
     */
    public static HostCommand define(MediatedDeviceId id, MdevDefinition definition) {
        return onDevice("define", id, PARENT, FROM_INPUT).withInput(definition.toString());
    }

    /**
     * Returns the command that replaces a device's definition; if the device is active, it stays as it is. Since mdevctl
     * 1.3.0.
     *
     * @param id the device
     * @param definition what it shall be
     * @return {@code mdevctl modify ... --defined} with the definition as input
     */
    public static HostCommand modifyDefinition(MediatedDeviceId id, MdevDefinition definition) {
        return onDevice("modify", id, PARENT, FROM_INPUT, "--defined").withInput(definition.toString());
    }

    /**
     * Returns the command that changes an active device; its definition stays as it is. What the attributes do not have is
     * unassigned. Since mdevctl 1.3.0 and s390-tools 2.34, and only if the kernel has {@code ap_config}; fails with
     * {@link CommandFailure#LIVE_CHANGE_NOT_SUPPORTED} otherwise.
     *
     * @param id the device
     * @param definition what it shall be
     * @return {@code mdevctl modify ... --live} with the definition as input
     */
    public static HostCommand modifyLive(MediatedDeviceId id, MdevDefinition definition) {
        return onDevice("modify", id, PARENT, FROM_INPUT, "--live").withInput(definition.toString());
    }

    /**
     * Returns the command that changes when a defined device is started.
     *
     * @param id the device
     * @param start when it shall be started
     * @return {@code mdevctl modify --uuid=... --auto} or {@code --manual}
     */
    public static HostCommand setStart(MediatedDeviceId id, MdevDefinition.Start start) {
        return onDevice("modify", id, "--" + start);
    }

    /**
     * Returns a command that is not stopped by checks: what ap-check refuses is only a warning then. Not for
     * {@link #modifyLive}, where the check makes the change.
     *
     * @param command a command that defines, modifies or starts
     * @return the same with {@code --force}
     */
    public static HostCommand forced(HostCommand command) {
        return new HostCommand(
                ImmutableList.<String>builder()
                        .addAll(command.arguments())
                        .add("--force")
                        .build(),
                command.input());
    }

    /**
     * Returns the command that removes a device's definition; if the device is active, it stays. Definitions of the same id
     * below other parents stay, too.
     *
     * @param id the device
     * @return {@code mdevctl undefine --uuid=... --parent=matrix}
     */
    public static HostCommand undefine(MediatedDeviceId id) {
        return onDevice("undefine", id, PARENT);
    }

    /**
     * Returns the command that starts a defined device.
     *
     * @param id the device
     * @return {@code mdevctl start --uuid=...}
     */
    public static HostCommand start(MediatedDeviceId id) {
        return onDevice("start", id);
    }

    /**
     * Returns the command that stops an active device. While a guest holds it, the kernel blocks the command, and not even
     * killing helps, so look first.
     *
     * @param id the device
     * @return {@code mdevctl stop --uuid=...}
     */
    public static HostCommand stop(MediatedDeviceId id) {
        return onDevice("stop", id);
    }

    /**
     * Returns the command that lists all definitions; {@link io.github.apmatrix.persistence.mdevctl.MdevctlListing} reads
     * the output.
     *
     * @return {@code mdevctl list --defined --dumpjson}
     */
    public static HostCommand listDefined() {
        return HostCommand.of(PROGRAM, "list", "--defined", LISTING);
    }

    /**
     * Returns the command that lists all active devices; {@link io.github.apmatrix.persistence.mdevctl.MdevctlListing} reads
     * the output.
     *
     * @return {@code mdevctl list --dumpjson}
     */
    public static HostCommand listActive() {
        return HostCommand.of(PROGRAM, "list", LISTING);
    }
}
