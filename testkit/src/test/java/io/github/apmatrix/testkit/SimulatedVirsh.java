package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.command.CommandResult;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.libvirt.MdevNodeDevice;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import java.util.List;

/** The {@code nodedev} commands of virsh on a simulated host: libvirt has mdevctl do everything. */
final class SimulatedVirsh {
    private final ToolHost host;
    private final SimulatedApCheck check;
    private final SimulatedMdevctl mdevctl;

    SimulatedVirsh(ToolHost host, SimulatedApCheck check, SimulatedMdevctl mdevctl) {
        this.host = host;
        this.check = check;
        this.mdevctl = mdevctl;
    }

    CommandResult run(HostCommand command) {
        List<String> arguments = command.arguments();
        if (arguments.get(1).equals("nodedev-define")) {
            return define(command);
        }
        String name = arguments.get(2);
        MediatedDeviceId id =
                MediatedDeviceId.parse(name.substring("mdev_".length(), name.length() - "_matrix".length())
                        .replace('_', '-'));
        boolean active = host.active().containsKey(id);
        boolean defined = check.definition(id).isPresent();
        if (!active && !defined) {
            return failed("Could not find matching device '" + name + "'");
        }
        return switch (arguments.get(1)) {
            case "nodedev-autostart" ->
                defined
                        ? run("modify", "modify", id, "", arguments.contains("--disable") ? "--manual" : "--auto")
                        : failed("Requested operation is not valid: cannot set autostart for transient device");
            case "nodedev-undefine" ->
                defined
                        ? run("undefine", "undefine", id, "")
                        : failed("Requested operation is not valid: Node device '" + name + "' is not defined");
            case "nodedev-start" ->
                active
                        ? failed("Requested operation is not valid: Device is already active")
                        : run("start", "start", id, "");
            case "nodedev-destroy" ->
                active
                        ? run("destroy", "stop", id, "")
                        : failed("Requested operation is not valid: Device '" + name + "' is not active");
            case "nodedev-update" -> update(command, id);
            default -> throw new IllegalArgumentException(command.toString());
        };
    }

    private CommandResult define(HostCommand command) {
        MdevNodeDevice device = MdevNodeDevice.parse(new Document("/dev/stdin", command.input()));
        MediatedDeviceId id = device.id().orElseThrow();
        if (!host.isLoaded()) {
            return failed("Unable to find address for parent device 'ap_matrix'");
        }
        return check.definition(id).isPresent()
                ? run("modify", "modify", id, json(device), "--defined", "--jsonfile=/dev/stdin")
                : run("define", "define", id, json(device), "--jsonfile=/dev/stdin");
    }

    private CommandResult update(HostCommand command, MediatedDeviceId id) {
        if (!host.isLoaded()) {
            return failed("Unable to find address for parent device 'ap_matrix'");
        }
        String json = json(MdevNodeDevice.parse(new Document("/dev/stdin", command.input())));
        String what = command.arguments().contains("--live") ? "--live" : "--defined";
        return run("modify", "modify", id, json, what, "--jsonfile=/dev/stdin");
    }

    /** The XML does not tell whether a device starts with the host, so the JSON never says that it does. */
    private static String json(MdevNodeDevice device) {
        return MdevDefinition.of(MdevDefinition.Start.MANUAL, device.attributes())
                .toString();
    }

    private CommandResult run(String what, String action, MediatedDeviceId id, String json, String... options) {
        CommandResult result = mdevctl.run(new HostCommand(
                ImmutableList.<String>builder()
                        .add("mdevctl", action, "--uuid=" + id)
                        .add(options)
                        .build(),
                json));
        return result.isSuccess()
                ? CommandResult.success("")
                : failed("internal error: Unable to " + what + " mediated device: "
                        + result.err().strip());
    }

    private static CommandResult failed(String problem) {
        return CommandResult.of(1, "", "error: " + problem + "\n");
    }
}
