package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.command.Chzdev;
import io.github.apmatrix.persistence.command.CommandFailedException;
import io.github.apmatrix.persistence.command.CommandFailure;
import io.github.apmatrix.persistence.command.CommandResult;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.persistence.command.Mdevctl;
import io.github.apmatrix.persistence.command.Modprobe;
import io.github.apmatrix.persistence.command.ProgramMissingException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordingHostCommandsTest {
    private static final MediatedDeviceId ID = MediatedDeviceId.parse("783e6dbb-ea0e-411f-94e2-717eaad438bf");
    private static final HostCommand LOAD = Modprobe.load("vfio_ap");
    private static final HostCommand START = Mdevctl.start(ID);
    private static final HostCommand STOP = Mdevctl.stop(ID);

    private final RecordingHostCommands tools = new RecordingHostCommands();

    @Test
    void allCommandsSucceedAndAreRecordedInOrder() {
        assertThat(tools.runSuccessfully(LOAD)).isEqualTo(CommandResult.success(""));
        assertThat(tools.run(START)).isEqualTo(CommandResult.success(""));
        assertThat(tools.run(LOAD)).isEqualTo(CommandResult.success(""));
        assertThat(tools.commands()).containsExactly(LOAD, START, LOAD);
        assertThat(tools).hasToString("modprobe vfio_ap\nmdevctl start --uuid=" + ID + "\nmodprobe vfio_ap\n");
    }

    @Test
    void whatWasRecordedCanBeForgotten() {
        tools.answer("modprobe", CommandResult.success("told"));
        tools.run(LOAD);
        tools.clear();
        assertThat(tools.commands()).isEmpty();
        assertThat(tools.run(LOAD).out()).isEqualTo("told");
    }

    @Test
    void aProgramAnswersWhatItWasTold() {
        tools.answer("mdevctl", CommandResult.success("[]"));
        assertThat(tools.run(Mdevctl.listActive()).out()).isEqualTo("[]");
        assertThat(tools.run(LOAD).out()).isEmpty();
    }

    @Test
    void theLastAnswerThatFitsCounts() {
        tools.answer("mdevctl", CommandResult.success("all")).answer(START::equals, CommandResult.success("start"));
        assertThat(tools.run(START).out()).isEqualTo("start");
        assertThat(tools.run(STOP).out()).isEqualTo("all");
        tools.answer("mdevctl", CommandResult.success("others"));
        assertThat(tools.run(START).out()).isEqualTo("others");
    }

    @Test
    void aSimulatedToolSeesTheCommandAndWhatCameBefore() {
        tools.simulate(
                "mdevctl",
                command -> CommandResult.success(
                        command.arguments().get(1) + " " + tools.commands().size()));
        tools.run(LOAD);
        assertThat(tools.run(STOP).out()).isEqualTo("stop 2");
    }

    @Test
    void aSimulatedToolCanThrow() {
        tools.simulate(HostCommand::takesApLock, command -> {
            throw new ProgramMissingException(command);
        });
        assertThatExceptionOfType(ProgramMissingException.class).isThrownBy(() -> tools.run(Chzdev.apply()));
        assertThat(tools.commands()).containsExactly(Chzdev.apply());
    }

    @Test
    void aToolWithoutResultIsNamed() {
        @SuppressWarnings("NullAway") // what a test can do by mistake
        RecordingHostCommands broken = tools.simulate("modprobe", command -> null);
        assertThatNullPointerException()
                .isThrownBy(() -> broken.run(LOAD))
                .withMessage("the simulated tool has no result for modprobe vfio_ap");
    }

    @Test
    void theNextCommandFailsOnce() {
        tools.answer("modprobe", CommandResult.success("loaded"))
                .failNext("modprobe", 1, "modprobe: ERROR: could not insert 'vfio_ap': No such device\n");
        assertThat(tools.run(START).isSuccess()).isTrue();
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> tools.runSuccessfully(LOAD))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(CommandFailure.MODULE_LOAD_FAILED));
        assertThat(tools.run(LOAD).out()).isEqualTo("loaded");
        assertThat(tools.commands()).containsExactly(START, LOAD, LOAD);
    }

    @Test
    void failuresComeInTheOrderInWhichTheyWerePlanned() {
        tools.failNext("mdevctl", 1, "first").failNext(START::equals, 2, "second");
        assertThat(tools.run(START)).isEqualTo(CommandResult.of(1, "", "first"));
        assertThat(tools.run(STOP)).isEqualTo(CommandResult.success(""));
        assertThat(tools.run(START)).isEqualTo(CommandResult.of(2, "", "second"));
    }

    @Test
    void successIsNoFailure() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tools.failNext("modprobe", 0, ""))
                .withMessage("exit code 0 is no failure");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tools.failNext("modprobe", 256, ""))
                .withMessage("exit code 256 is not in 0 to 255");
    }

    @Test
    void severalThreadsCanRunCommands() throws Exception {
        int threads = 4;
        int each = 500;
        tools.failNext("modprobe", 1, "");
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Long>> failed = IntStream.range(0, threads)
                    .mapToObj(thread -> executor.submit(() -> IntStream.range(0, each)
                            .filter(run -> !tools.run(LOAD).isSuccess())
                            .count()))
                    .toList();
            long failures = 0;
            for (Future<Long> future : failed) {
                failures += future.get();
            }
            assertThat(failures).isEqualTo(1);
        } finally {
            executor.shutdown();
        }
        assertThat(tools.commands()).hasSize(threads * each).containsOnly(LOAD);
    }
}
