package io.github.apmatrix.persistence.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.base.Splitter;
import io.github.apmatrix.sysfs.ApLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHostCommandsTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final Duration LONG = Duration.ofMinutes(5);

    private final HostCommands commands = HostCommands.local(ApLock.inMemory(), LONG);

    @TempDir
    Path directory;

    private static HostCommand sh(String script) {
        return HostCommand.of("sh", "-c", script);
    }

    @Test
    void exitCodeAndBothOutputsAreTold() {
        assertThat(commands.run(sh("echo this; echo that >&2; exit 7")))
                .isEqualTo(CommandResult.of(7, "this\n", "that\n"));
    }

    @Test
    void argumentsMeanNothingToAnyShell() {
        assertThat(commands.runSuccessfully(
                                HostCommand.of("printf", "%s|", "a b", "'\"", "x\ny", "$(id)", ";", "*", ""))
                        .out())
                .isEqualTo("a b|'\"|x\ny|$(id)|;|*||");
    }

    @Test
    void inputIsReadAndEnds() {
        HostCommand cat = HostCommand.of("cat");
        assertThat(commands.runSuccessfully(cat.withInput("two\nlines")).out()).isEqualTo("two\nlines");
        assertThat(commands.runSuccessfully(cat).out()).isEmpty();
    }

    @Test
    void inputCanBeNamedAsAFile() {
        assertThat(commands.runSuccessfully(HostCommand.of("cat", "/dev/stdin").withInput("{}\u00e4"))
                        .out())
                .isEqualTo("{}\u00e4");
    }

    @Test
    void inputThatNobodyReadsDoesNotHarm() {
        assertThat(commands.run(HostCommand.of("true").withInput("x".repeat(4 * MEBIBYTE))))
                .isEqualTo(CommandResult.success(""));
    }

    @Test
    void aLongInputArrivesWhole() {
        assertThat(commands.runSuccessfully(HostCommand.of("wc", "-c").withInput("x".repeat(4 * MEBIBYTE)))
                        .out()
                        .strip())
                .isEqualTo(Integer.toString(4 * MEBIBYTE));
    }

    @Test
    void theLanguageIsFixedAndThePathHasTheDirectoriesOfRoot() {
        var environment = Splitter.on('\n')
                .splitToList(commands.runSuccessfully(HostCommand.of("env")).out());
        assertThat(environment)
                .contains("LC_ALL=C")
                .noneMatch(line -> line.startsWith("LANGUAGE="))
                .filteredOn(line -> line.startsWith("PATH="))
                .singleElement()
                .satisfies(path -> assertThat(Splitter.on(':').split(path.substring("PATH=".length())))
                        .contains("/usr/sbin", "/sbin")
                        .doesNotHaveDuplicates());
    }

    @Test
    void aProgramThatWritesALotToBothDoesNotBlock() {
        CommandResult result = commands.run(sh("head -c 3000000 /dev/zero | tr '\\0' o;"
                + " head -c 3000000 /dev/zero | tr '\\0' e >&2; echo end; echo end >&2"));
        assertThat(result.isSuccess()).isTrue();
        assertThat(result.out()).isEqualTo("o".repeat(MEBIBYTE));
        assertThat(result.err()).isEqualTo("e".repeat(MEBIBYTE));
        assertThat(result.outCut()).isTrue();
        assertThat(result.errCut()).isTrue();
    }

    @Test
    void anOutputOfExactlyTheBoundIsNotCut() {
        CommandResult result = commands.run(HostCommand.of("head", "-c", Integer.toString(MEBIBYTE), "/dev/zero"));
        assertThat(result.out()).hasSize(MEBIBYTE);
        assertThat(result.outCut()).isFalse();
        assertThat(commands.run(HostCommand.of("head", "-c", Integer.toString(MEBIBYTE + 1), "/dev/zero"))
                        .outCut())
                .isTrue();
    }

    @Test
    void whatIsNoUtf8IsReplaced() {
        assertThat(commands.runSuccessfully(HostCommand.of("printf", "a\\377b")).out())
                .isEqualTo("a\ufffdb");
    }

    @Test
    void aProgramLeftBehindThatHoldsTheOutputIsNotWaitedFor() {
        CommandResult result = commands.run(sh("sleep 100000 & echo $!; exit 3"));
        assertThat(result.exitCode()).isEqualTo(3);
        long left = Long.parseLong(result.out().strip());
        assertThat(ProcessHandle.of(left))
                .hasValueSatisfying(
                        process -> assertThat(process.destroyForcibly()).isTrue());
    }

    @Test
    void aProgramLeftBehindThatGoesOnWritingIsNotWaitedFor() {
        assertThat(commands.run(sh("yes & exit 3")).exitCode()).isEqualTo(3);
    }

    @Test
    void aSignalIsAnExitCode() {
        HostCommand command = sh("kill -9 $$");
        assertThat(commands.run(command).exitCode()).isEqualTo(137);
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> commands.runSuccessfully(command))
                .withMessage("sh -c 'kill -9 $$': exit 137: a signal killed the program")
                .satisfies(e -> assertThat(e.failure()).isEqualTo(CommandFailure.KILLED_BY_SIGNAL));
    }

    @Test
    void aFailureIsThrownIfSuccessIsWanted() {
        HostCommand command = sh("echo no >&2; exit 5");
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> commands.runSuccessfully(command))
                .withMessage("sh -c 'echo no >&2; exit 5': exit 5: the program failed: no")
                .satisfies(e -> {
                    assertThat(e.command()).isEqualTo(command);
                    assertThat(e.result()).isEqualTo(CommandResult.of(5, "", "no\n"));
                });
    }

    @Test
    void aMissingProgramIsNamed() {
        HostCommand command = HostCommand.of("apmatrix-no-such-program", "-x");
        assertThatExceptionOfType(ProgramMissingException.class)
                .isThrownBy(() -> commands.run(command))
                .withMessage("apmatrix-no-such-program -x: there is no program apmatrix-no-such-program")
                .satisfies(e -> assertThat(e.command()).isEqualTo(command))
                .satisfies(e -> assertThat(e.packageName()).isEmpty());
        assertThatExceptionOfType(ProgramMissingException.class)
                .isThrownBy(() ->
                        commands.run(HostCommand.of(directory.resolve("chzdev").toString())))
                .withMessageEndingWith("; usually the package s390-tools has it");
    }

    @Test
    void aFileThatIsNoProgramIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("plain"), "text");
        assertThatExceptionOfType(CommandIoException.class)
                .isThrownBy(() -> commands.run(HostCommand.of(file.toString())))
                .withMessage(file + ": not started: " + file + " is no executable file");
        assertThatExceptionOfType(CommandIoException.class)
                .isThrownBy(() -> commands.run(HostCommand.of(directory.toString())))
                .withMessage(directory + ": not started: " + directory + " is no executable file");
    }

    @Test
    void moreArgumentsThanTheKernelTakesAreRefused() {
        CommandIoException refused = catchThrowableOfType(
                CommandIoException.class, () -> commands.run(HostCommand.of("true", "x".repeat(4 * MEBIBYTE))));
        assertThat(refused).hasCauseInstanceOf(IOException.class).hasMessageContaining("not started");
        assertThat(refused.getMessage()).hasSizeLessThan(2000);
    }

    @Test
    void charactersThatWouldArriveAsOthersAreRefused() {
        assertThatExceptionOfType(CommandIoException.class)
                .isThrownBy(() ->
                        LocalHostCommands.checkEncodable(HostCommand.of("echo", "\u00e4"), StandardCharsets.US_ASCII))
                .withMessageContaining("gives arguments to programs in US-ASCII");
        LocalHostCommands.checkEncodable(HostCommand.of("echo", "\u00e4"), StandardCharsets.UTF_8);
    }

    @Test
    void aTimeoutBelowZeroIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostCommands.local(ApLock.inMemory(), Duration.ofNanos(-1)))
                .withMessage("timeout PT-0.000000001S is negative or above 292 years");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostCommands.local(ApLock.inMemory(), Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void theInputLeavesNoFile() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        String input = "left by LocalHostCommandsTest";
        commands.run(HostCommand.of("true").withInput(input));
        try (var files = Files.newDirectoryStream(temporary, "apmatrix*.input")) {
            for (Path file : files) {
                assertThat(file).content().isNotEqualTo(input);
            }
        }
    }

    @Test
    void whatWantsTheLockIsNotStartedWhileThisProcessHasIt() throws IOException {
        Path program = Files.writeString(directory.resolve("chzdev"), "#!/bin/sh\necho ran\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        HostCommand chzdev = HostCommand.of(program.toString(), "--type", "ap");
        ApLock lock = ApLock.file(directory.resolve("lock"));
        HostCommands tools = HostCommands.local(lock, LONG);
        try (ApLock.Held held = lock.acquire(Duration.ZERO)) {
            assertThat(held).isNotNull();
            assertThatExceptionOfType(LockHeldException.class)
                    .isThrownBy(() -> tools.run(chzdev))
                    .withMessageContaining("not started")
                    .withMessageContaining(lock.toString())
                    .satisfies(e -> assertThat(e.command()).isEqualTo(chzdev));
            assertThat(tools.runSuccessfully(HostCommand.of("echo", "free")).out())
                    .isEqualTo("free\n");
        }
        assertThat(tools.runSuccessfully(chzdev).out()).isEqualTo("ran\n");
    }
}
