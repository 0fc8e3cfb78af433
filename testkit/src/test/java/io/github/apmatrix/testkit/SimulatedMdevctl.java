package io.github.apmatrix.testkit;

import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.command.CommandResult;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.MdevAttribute;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition.Start;
import io.github.apmatrix.sysfs.Errno;
import java.util.List;
import java.util.Optional;

/** mdevctl with ap-check on a simulated host. */
final class SimulatedMdevctl {
    private final ToolHost host;
    private final SimulatedApCheck check;

    SimulatedMdevctl(ToolHost host, SimulatedApCheck check) {
        this.host = host;
        this.check = check;
    }

    CommandResult run(HostCommand command) {
        List<String> options = command.arguments();
        MediatedDeviceId id = MediatedDeviceId.parse(options.stream()
                .filter(option -> option.startsWith("--uuid="))
                .findFirst()
                .orElseThrow()
                .substring("--uuid=".length()));
        Optional<MdevDefinition> given = options.contains("--jsonfile=/dev/stdin")
                ? Optional.of(MdevDefinition.parse(new Document("/dev/stdin", command.input())))
                : Optional.empty();
        boolean force = options.contains("--force");
        return switch (options.get(1)) {
            case "define" -> define(id, given.orElseThrow(), force);
            case "undefine" -> undefine(id);
            case "modify" ->
                options.contains("--live")
                        ? modifyLive(id, given.orElseThrow())
                        : modify(id, given, options.contains("--auto") ? Start.AUTO : Start.MANUAL, force);
            case "start" -> start(id);
            case "stop" -> stop(id);
            default -> throw new IllegalArgumentException(command.toString());
        };
    }

    private static CommandResult failed(String message) {
        return CommandResult.of(1, "", "Error: " + message + "\n");
    }

    private static CommandResult rejected(String problems) {
        return CommandResult.of(
                1, "", "ap-check: " + problems.strip() + "\nError: Script '\"ap-check\"' failed with status '255'\n");
    }

    private boolean isDefined(MediatedDeviceId id) {
        return check.definition(id).isPresent();
    }

    private CommandResult define(MediatedDeviceId id, MdevDefinition definition, boolean force) {
        return isDefined(id)
                ? failed("Device " + id + " on matrix already defined")
                : writeChecked(id, definition, force);
    }

    /** Fields that mdevctl does not know are lost. */
    private CommandResult writeChecked(MediatedDeviceId id, MdevDefinition definition, boolean force) {
        Optional<String> problems = check.checkDefinition(id, definition);
        if (problems.isPresent() && !force) {
            return rejected(problems.orElseThrow());
        }
        host.write(
                SimulatedApCheck.file(id),
                MdevDefinition.of(definition.start(), definition.attributes()).toText());
        return CommandResult.success("");
    }

    private CommandResult undefine(MediatedDeviceId id) {
        if (!isDefined(id)) {
            return failed("No devices match the specified uuid");
        }
        host.delete(SimulatedApCheck.file(id));
        return CommandResult.success("");
    }

    private CommandResult modify(MediatedDeviceId id, Optional<MdevDefinition> given, Start start, boolean force) {
        return check.definition(id)
                .map(definition -> writeChecked(id, given.orElse(definition.withStart(start)), force))
                .orElseGet(() -> failed("No devices match the specified uuid"));
    }

    private CommandResult modifyLive(MediatedDeviceId id, MdevDefinition definition) {
        return host.active().containsKey(id)
                ? check.modifyLive(id, definition)
                        .map(SimulatedMdevctl::rejected)
                        .orElseGet(() -> CommandResult.success(""))
                : failed("Device " + id + " is not an active mdev");
    }

    private CommandResult start(MediatedDeviceId id) {
        Optional<MdevDefinition> definition = check.definition(id);
        if (definition.isEmpty()) {
            return failed("Device is insufficiently specified");
        }
        Optional<String> problems = check.checkStart(id, definition.orElseThrow());
        if (problems.isPresent()) {
            return rejected(problems.orElseThrow());
        } else if (host.active().containsKey(id)) {
            return failed("Device already exists");
        }
        Optional<Errno> refusal = host.set(Console.TYPE + "/create", id.toString());
        if (refusal.isPresent()) {
            return failed("Error creating device " + id);
        }
        for (MdevAttribute attribute : definition.orElseThrow().attributes().list()) {
            Optional<Errno> errno = host.set(ToolHost.device(id) + "/" + attribute.name(), attribute.value());
            if (errno.isPresent()) {
                host.set(ToolHost.device(id) + "/remove", "1");
                return failed(describe(attribute, errno.orElseThrow()));
            }
        }
        return CommandResult.success("");
    }

    private static String describe(MdevAttribute attribute, Errno errno) {
        return errno == Errno.ENOENT
                ? "Invalid attribute '" + attribute.name() + "'"
                : "Failed to write " + attribute.value() + " to attribute " + attribute.name() + "\n\nCaused by:\n    "
                        + errno.text() + " (os error " + errno.number() + ")";
    }

    private CommandResult stop(MediatedDeviceId id) {
        if (!host.active().containsKey(id)) {
            return failed("Device " + id + " is not an active mdev");
        }
        return host.set(ToolHost.device(id) + "/remove", "1")
                .map(errno -> failed("Error removing device " + id))
                .orElseGet(() -> CommandResult.success(""));
    }

    /** What the udev rule of mdevctl does when vfio_ap has been loaded. */
    void startAll() {
        check.autostartedDefinitions().keySet().forEach(this::start);
    }
}
