package io.github.apmatrix.persistence.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.persistence.samples.Samples;
import io.github.apmatrix.sysfs.Errno;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CommandFailureTest {
    private static final Pattern RECORDED =
            Pattern.compile("(?m)^\\$ ((?:chzdev|lszdev|mdevctl) [^|;>\\n]*)\\n(?s:(.*?))^\\[exit (\\d+)]$");

    private static CommandFailure failure(String program, int exitCode, String err) {
        return CommandFailure.of(HostCommand.of(program, "x"), CommandResult.of(exitCode, "", err));
    }

    @ParameterizedTest
    @CsvSource({
        "1, USAGE",
        "2, UNKNOWN_DEVICE_TYPE",
        "3, DEVICE_NOT_FOUND",
        "4, UNKNOWN_ATTRIBUTE",
        "5, INVALID_DEVICE_TYPE",
        "6, INVALID_VALUE",
        "7, NOTHING_TO_REMOVE",
        "8, NOTHING_SELECTED",
        "9, CONFLICT",
        "10, INVALID_DEVICE_ID",
        "11, INCOMPLETE_DEVICE_ID",
        "12, NO_DATA",
        "13, UNKNOWN_COLUMN",
        "14, INCOMPLETE_DEVICE_TYPE",
        "15, RUNTIME_ERROR",
        "16, ABORTED",
        "17, SETTING_FAILED",
        "18, FORMAT_ERROR",
        "19, MODULE_BUSY",
        "20, MODULE_UNLOAD_FAILED",
        "21, MODULE_LOAD_FAILED",
        "22, OUT_OF_MEMORY",
        "23, OTHER_DEVICE_TYPE",
        "32, OTHER_DEVICE_TYPE",
        "33, NOT_OWNER",
        "34, OTHER",
        "98, OTHER",
        "99, INTERNAL_ERROR",
        "134, KILLED_BY_SIGNAL",
        "255, OTHER"
    })
    void chzdevAndLszdevTellByExitCode(int exitCode, CommandFailure expected) {
        assertThat(failure("chzdev", exitCode, "whatever")).isEqualTo(expected);
        assertThat(failure("/usr/sbin/lszdev", exitCode, "")).isEqualTo(expected);
    }

    /** The recorded commands that failed, with what they mean. */
    static Stream<Arguments> recorded() {
        Map<String, CommandFailure> meanings = new HashMap<>();
        meanings.put("mdevctl define --uuid 62177883", CommandFailure.ALREADY_DEFINED);
        meanings.put("mdevctl start -u 62177883", CommandFailure.ALREADY_ACTIVE);
        meanings.put("mdevctl stop -u 62177883", CommandFailure.NOT_ACTIVE);
        meanings.put("mdevctl undefine -u 62177883", CommandFailure.NOT_DEFINED);
        meanings.put("mdevctl start -u 11111111", CommandFailure.ATTRIBUTE_REFUSED);
        meanings.put("mdevctl define -u not-a-uuid", CommandFailure.USAGE);
        meanings.put("mdevctl modify -u 62177883-f1bb-47f0-914d-32a22e3a8804 --live", CommandFailure.USAGE);
        meanings.put("chzdev --type ap nosuch=1", CommandFailure.UNKNOWN_ATTRIBUTE);
        meanings.put("chzdev --type ap apmask=bogus", CommandFailure.INVALID_VALUE);
        meanings.put("chzdev --type ap -a apmask=+0x0a", CommandFailure.CONFLICT);
        meanings.put("chzdev --type ap --apply", CommandFailure.CONFLICT);
        meanings.put("lszdev ap -i", CommandFailure.NOTHING_SELECTED);
        return Stream.of("tools-6.1/mdevctl.txt", "tools-6.1/chzdev-lszdev.txt")
                .map(name -> Samples.captured(name).text())
                .flatMap(console -> RECORDED.matcher(console).results())
                .filter(recording -> !recording.group(3).equals("0"))
                .flatMap(recording -> meanings.entrySet().stream()
                        .filter(meaning -> recording.group(1).startsWith(meaning.getKey()))
                        .map(meaning -> recorded(recording, meaning.getValue())));
    }

    private static Arguments recorded(MatchResult recording, CommandFailure meaning) {
        return Arguments.of(recording.group(1), recording.group(2), Integer.parseInt(recording.group(3)), meaning);
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void recordedFailuresAreUnderstood(String line, String output, int exitCode, CommandFailure meaning) {
        boolean undefined =
                output.contains("insufficiently specified"); // the same start, after the definition has gone
        HostCommand command =
                HostCommand.of(Splitter.on(' ').split(line).iterator().next());
        assertThat(CommandFailure.of(command, CommandResult.of(exitCode, "", output)))
                .isEqualTo(undefined ? CommandFailure.NOT_DEFINED : meaning);
    }

    @Test
    void recordedFailuresAreThere() {
        assertThat(recorded()).hasSizeGreaterThanOrEqualTo(12);
    }

    static Stream<Arguments> messages() {
        return ImmutableMap.<String, CommandFailure>builder()
                .put(
                        "ap-check: Failed to acquire configuration lock 1\nError: Script '\"x\"' failed with status '255'",
                        CommandFailure.LOCK_NOT_OBTAINED)
                .put(
                        "ap-check: Config already exists\nError: Script '\"x\"' failed with status '255'",
                        CommandFailure.ALREADY_DEFINED)
                .put("ap-check: Config doesn't exist", CommandFailure.NOT_DEFINED)
                .put(
                        "ap-check: vfio_ap module is not loaded\nError: Script '\"x\"' failed with status '1'",
                        CommandFailure.PARENT_MISSING)
                .put(
                        "ap-check.sh: APQN 3.4 is not defined for vfio_ap-passthrough use by the persistent ap bus mask"
                                + " settings\nError: callout script \"x\" failed with return code 255",
                        CommandFailure.CONFLICT)
                .put(
                        "ap-check: At least one usage domain must be specified\n"
                                + "Error: Script '\"x\"' failed with status '255'",
                        CommandFailure.CALLOUT_REJECTED)
                .put("Error: Unable to find parent device 'matrix'", CommandFailure.PARENT_MISSING)
                .put("Error: Parent matrix is not currently registered for mdev support", CommandFailure.PARENT_MISSING)
                .put("Error: Parent matrix does not support mdev type x", CommandFailure.PARENT_MISSING)
                .put("Error: No available instances of x on matrix", CommandFailure.NO_INSTANCE_LEFT)
                .put(
                        "Error: Live modification is not supported for this device type.",
                        CommandFailure.LIVE_CHANGE_NOT_SUPPORTED)
                .put("Error: Script \"x\" does not support event 'Live'", CommandFailure.LIVE_CHANGE_NOT_SUPPORTED)
                .put("Error: Invalid attribute 'x'", CommandFailure.ATTRIBUTE_REFUSED)
                .put("Error: expected value at line 1 column 1", CommandFailure.INVALID_DOCUMENT)
                .put("Error: invalid json", CommandFailure.INVALID_DOCUMENT)
                .put(
                        "Error: Required directory \"/etc/mdevctl.d\" doesn't exist.",
                        CommandFailure.INCOMPLETE_INSTALLATION)
                .put("error: Requested operation is not valid: Device is already active", CommandFailure.ALREADY_ACTIVE)
                .put(
                        "error: Requested operation is not valid: Device 'mdev_1' is not active",
                        CommandFailure.NOT_ACTIVE)
                .put("error: Node device 'mdev_1' is not defined", CommandFailure.NOT_DEFINED)
                .put("error: Could not find matching device 'mdev_1'", CommandFailure.NOT_DEFINED)
                .put("error: internal error: Unable to destroy 'mdev_1': device in use", CommandFailure.DEVICE_IN_USE)
                .put("error: failed to connect to the hypervisor", CommandFailure.NOT_CONNECTED)
                .put("error: unknown command: 'nodedev-define'", CommandFailure.USAGE)
                .put("something new", CommandFailure.OTHER)
                .put("", CommandFailure.OTHER)
                .buildOrThrow()
                .entrySet()
                .stream()
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void mdevctlAndVirshTellByMessage(String err, CommandFailure expected) {
        assertThat(failure("mdevctl", 1, err)).isEqualTo(expected);
        assertThat(failure("virsh", 1, err)).isEqualTo(expected);
    }

    @Test
    void exitTwoOfMdevctlIsAboutItsOptionsWhateverItPrints() {
        assertThat(failure("mdevctl", 2, "error: invalid json")).isEqualTo(CommandFailure.USAGE);
    }

    @Test
    void chzdevTellsThatTheLockWasNotFreeByMessage() {
        assertThat(failure("chzdev", 15, "chzdev: Failed to acquire configuration lock 1"))
                .isEqualTo(CommandFailure.LOCK_NOT_OBTAINED);
    }

    @Test
    void modprobeTellsByMessage() {
        assertThat(failure("modprobe", 1, "modprobe: FATAL: Module x not found in directory /lib/modules/6.12"))
                .isEqualTo(CommandFailure.MODULE_NOT_FOUND);
        assertThat(failure("modprobe", 1, "modprobe: ERROR: could not insert 'vfio_ap': No such device"))
                .isEqualTo(CommandFailure.MODULE_LOAD_FAILED);
        assertThat(failure("modprobe", 1, "modprobe: something")).isEqualTo(CommandFailure.OTHER);
    }

    @ParameterizedTest
    @CsvSource({"128, OTHER", "129, KILLED_BY_SIGNAL", "137, KILLED_BY_SIGNAL", "192, KILLED_BY_SIGNAL", "193, OTHER"})
    void signalsAreExitCodesOfEveryProgram(int exitCode, CommandFailure expected) {
        assertThat(failure("virsh", exitCode, "")).isEqualTo(expected);
        assertThat(failure("anything", exitCode, "")).isEqualTo(expected);
    }

    @Test
    void successIsNoFailure() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> failure("chzdev", 0, ""))
                .withMessage("chzdev x: exit 0 is no failure");
    }

    @ParameterizedTest
    @EnumSource(CommandFailure.class)
    void everyMeaningIsAPhrase(CommandFailure failure) {
        assertThat(failure.meaning()).isNotBlank().doesNotEndWith(".");
    }

    private static CommandFailedException exception(String err) {
        return new CommandFailedException(HostCommand.of("mdevctl", "start"), CommandResult.of(1, "", err));
    }

    @ParameterizedTest
    @CsvSource({
        "Address already in use (os error 98), EADDRINUSE",
        "Cannot assign requested address (os error 99), EADDRNOTAVAIL",
        "No such device (os error 19), ENODEV",
        "Input/output error (os error 5), EIO",
        "Aucun peripherique (os error 19), UNKNOWN"
    })
    void theKernelsAnswerIsAnErrno(String cause, Errno errno) {
        assertThat(exception("Error: Failed to write 0x0004 to attribute assign_domain\n\nCaused by:\n    " + cause)
                        .errno())
                .contains(errno);
        assertThat(exception("error: Unable to start mediated device: " + cause).errno())
                .contains(errno);
    }

    @Test
    void modprobesAnswerIsAnErrno() {
        assertThat(exception("modprobe: ERROR: could not insert 'vfio_ap': No such device\n")
                        .errno())
                .contains(Errno.ENODEV);
        assertThat(exception("Error: Device already exists").errno()).isEmpty();
    }

    @Test
    void theMessageSaysWhatItMeansAndWhatWasPrinted() {
        CommandFailedException e = new CommandFailedException(Chzdev.apply(), CommandResult.of(9, "", """
                        chzdev: apmask conflicts with mdev 62177883-f1bb-47f0-914d-32a22e3a8804 APQN 10.4
                        ap device type configure failed
                            Error: Invalid configuration
                        """));
        assertThat(e)
                .hasMessage("chzdev --type ap --apply: exit 9: a queue would have two owners, mediated devices or the"
                        + " host: chzdev: apmask conflicts with mdev 62177883-f1bb-47f0-914d-32a22e3a8804 APQN 10.4;"
                        + " ap device type configure failed; Error: Invalid configuration");
        assertThat(e.conflicts()).hasSize(1);
        assertThat(e.failure()).isEqualTo(CommandFailure.CONFLICT);
    }

    @Test
    void theMessageIsShortAndOnOneLineWhateverWasPrinted() {
        HostCommand command = HostCommand.of("tool", "x\ny".repeat(1000)).withInput("secret");
        String message = new CommandFailedException(command, CommandResult.of(1, "", "\u001b[1m a\n".repeat(100_000)))
                .getMessage();
        assertThat(message).hasSizeLessThan(1000).doesNotContain("\n", "\u001b", "secret");
    }

    @Test
    void withoutErrorOutputTheOtherOneIsShown() {
        assertThat(new CommandFailedException(HostCommand.of("tool"), CommandResult.of(1, "printed\n", " \n")))
                .hasMessage("tool: exit 1: the program failed: printed");
    }
}
