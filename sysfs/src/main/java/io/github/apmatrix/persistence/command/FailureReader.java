package io.github.apmatrix.persistence.command;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.github.apmatrix.sysfs.Errno;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What exit codes and messages of the tools mean. */
final class FailureReader {
    private static final int SIGNALS = 128;
    private static final int MAX_SIGNAL = 64;
    private static final int USAGE_OF_MDEVCTL = 2;
    private static final String LOCK = "Failed to acquire configuration lock";

    /** The codes of chzdev and lszdev in order: {@code zdev/include/exit_code.h}. */
    private static final ImmutableMap<Integer, CommandFailure> OF_CHZDEV =
            ImmutableMap.<Integer, CommandFailure>builder()
                    .put(1, CommandFailure.USAGE)
                    .put(2, CommandFailure.UNKNOWN_DEVICE_TYPE)
                    .put(3, CommandFailure.DEVICE_NOT_FOUND)
                    .put(4, CommandFailure.UNKNOWN_ATTRIBUTE)
                    .put(5, CommandFailure.INVALID_DEVICE_TYPE)
                    .put(6, CommandFailure.INVALID_VALUE)
                    .put(7, CommandFailure.NOTHING_TO_REMOVE)
                    .put(8, CommandFailure.NOTHING_SELECTED)
                    .put(9, CommandFailure.CONFLICT)
                    .put(10, CommandFailure.INVALID_DEVICE_ID)
                    .put(11, CommandFailure.INCOMPLETE_DEVICE_ID)
                    .put(12, CommandFailure.NO_DATA)
                    .put(13, CommandFailure.UNKNOWN_COLUMN)
                    .put(14, CommandFailure.INCOMPLETE_DEVICE_TYPE)
                    .put(15, CommandFailure.RUNTIME_ERROR)
                    .put(16, CommandFailure.ABORTED)
                    .put(17, CommandFailure.SETTING_FAILED)
                    .put(18, CommandFailure.FORMAT_ERROR)
                    .put(19, CommandFailure.MODULE_BUSY)
                    .put(20, CommandFailure.MODULE_UNLOAD_FAILED)
                    .put(21, CommandFailure.MODULE_LOAD_FAILED)
                    .put(22, CommandFailure.OUT_OF_MEMORY)
                    .putAll(Maps.toMap(
                            IntStream.rangeClosed(23, 32).boxed().toList(), code -> CommandFailure.OTHER_DEVICE_TYPE))
                    .put(33, CommandFailure.NOT_OWNER)
                    .put(99, CommandFailure.INTERNAL_ERROR)
                    .buildOrThrow();

    /** Parts of messages; where several fit, the first one decides, because a check's message is followed by mdevctl's. */
    private static final ImmutableListMultimap<CommandFailure, String> OF_MDEVCTL_AND_VIRSH =
            ImmutableListMultimap.<CommandFailure, String>builder()
                    .put(CommandFailure.LOCK_NOT_OBTAINED, LOCK)
                    .put(CommandFailure.NOT_CONNECTED, "failed to connect to the hypervisor")
                    .put(CommandFailure.INCOMPLETE_INSTALLATION, "Required directory ")
                    .put(CommandFailure.ATTRIBUTE_REFUSED, " to attribute ")
                    .put(CommandFailure.ATTRIBUTE_REFUSED, "Invalid attribute '")
                    .putAll(
                            CommandFailure.ALREADY_DEFINED,
                            " already defined",
                            "Cowardly refusing to overwrite",
                            "Config already exists")
                    .putAll(
                            CommandFailure.ALREADY_ACTIVE,
                            "Device already exists",
                            "Device exists under different parent",
                            "Device is already active")
                    .put(CommandFailure.DEVICE_IN_USE, "device in use")
                    .putAll(CommandFailure.NOT_ACTIVE, " is not an active mdev", " is not active")
                    .putAll(
                            CommandFailure.PARENT_MISSING,
                            "Unable to find parent device",
                            "is not currently registered for mdev support",
                            " does not support mdev type ",
                            "vfio_ap module is not loaded",
                            "Unable to find address for parent device",
                            "invalid parent device")
                    .putAll(
                            CommandFailure.NOT_DEFINED,
                            "No devices match the specified uuid",
                            " is not defined",
                            "Config doesn't exist",
                            "Device is insufficiently specified",
                            "Could not find matching device",
                            "no node device with matching name")
                    .put(CommandFailure.NO_INSTANCE_LEFT, "No available instances of ")
                    .putAll(
                            CommandFailure.LIVE_CHANGE_NOT_SUPPORTED,
                            "Live modification is not supported",
                            "does not support ap_config for live modification",
                            "does not support event 'Live'")
                    .putAll(
                            CommandFailure.INVALID_DOCUMENT,
                            "invalid json",
                            "invalid JSON",
                            "Unable to parse attributes from JSON",
                            " at line ")
                    .putAll(
                            CommandFailure.CALLOUT_REJECTED,
                            "failed with status '",
                            "failed with return code ",
                            "was terminated by a signal")
                    .putAll(CommandFailure.USAGE, "unknown command", "doesn't support option")
                    .build();

    private static final ImmutableListMultimap<CommandFailure, String> OF_MODPROBE = ImmutableListMultimap.of(
            CommandFailure.MODULE_NOT_FOUND, " not found in directory ",
            CommandFailure.MODULE_LOAD_FAILED, "could not insert ");

    /** Rust programs print numbers, modprobe does not. The length is bounded so that the search is. */
    private static final Pattern ERRNO = Pattern.compile(
            "(?m)([A-Z][A-Za-z/ ]{1,60}) \\(os error \\d{1,5}\\)|could not insert '[\\w-]{1,60}': (.{1,60})$");

    private FailureReader() {}

    static CommandFailure read(HostCommand command, CommandResult result) {
        if (result.exitCode() > SIGNALS && result.exitCode() <= SIGNALS + MAX_SIGNAL) {
            return CommandFailure.KILLED_BY_SIGNAL;
        }
        return switch (command.programName()) {
            case "chzdev", "lszdev" -> ofChzdev(result);
            case "mdevctl", "lsmdev" ->
                result.exitCode() == USAGE_OF_MDEVCTL ? CommandFailure.USAGE : ofMdevctlOrVirsh(result);
            case "virsh" -> ofMdevctlOrVirsh(result);
            case "modprobe" -> find(OF_MODPROBE, result.err());
            default -> CommandFailure.OTHER;
        };
    }

    private static CommandFailure ofChzdev(CommandResult result) {
        return result.err().contains(LOCK)
                ? CommandFailure.LOCK_NOT_OBTAINED
                : OF_CHZDEV.getOrDefault(result.exitCode(), CommandFailure.OTHER);
    }

    private static CommandFailure ofMdevctlOrVirsh(CommandResult result) {
        return CommandConflict.parseAll(result.err()).isEmpty()
                ? find(OF_MDEVCTL_AND_VIRSH, result.err())
                : CommandFailure.CONFLICT;
    }

    private static CommandFailure find(ImmutableListMultimap<CommandFailure, String> parts, String message) {
        return parts.entries().stream()
                .filter(part -> message.contains(part.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(CommandFailure.OTHER);
    }

    /** The kernel's answer, if a program printed it. */
    static Optional<Errno> errno(String message) {
        var matcher = ERRNO.matcher(message);
        return matcher.find()
                ? Optional.of(Errno.ofText(matcher.group(1) == null ? matcher.group(2) : matcher.group(1)))
                : Optional.empty();
    }
}
