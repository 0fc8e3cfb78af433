package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.plan.DesiredHost;
import io.github.apmatrix.plan.Plan;
import io.github.apmatrix.plan.PlannedStep;
import io.github.apmatrix.plan.Planner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionJournalTest {
    private static final String TEXT = """
            step echo -0x00 > /sys/bus/ap/apmask
            undo echo +0x00 > /sys/bus/ap/apmask
            step echo -0x01 > /sys/bus/ap/aqmask
            undo echo +0x01 > /sys/bus/ap/aqmask
            begin
            """;

    @TempDir
    private Path folder;

    private final StubSysfs sysfs = StubSysfs.accepting(Captures.sysfs("6.12", "bare"));
    private final ApHost host = ApHost.at(sysfs);

    private Path file() {
        return folder.resolve("journal");
    }

    private ExecutionJournal journal() {
        return ExecutionJournal.at(file());
    }

    private Plan plan() {
        HostMasks masks = new HostMasks(
                AdapterSet.adapters(0).complement(), DomainSet.domains(1).complement());
        return (Plan)
                Planner.plan(host.snapshot(), DesiredHost.builder().masks(masks).build());
    }

    private UnfinishedExecution unfinished(String text) throws IOException {
        Files.writeString(file(), text);
        return journal().unfinished().orElseThrow();
    }

    private String written() {
        return sysfs.calls().stream()
                .flatMap(call -> call.value().stream())
                .toList()
                .toString();
    }

    @Test
    void itIsWrittenAheadOfEachStepAndGoesAtTheEnd() throws IOException {
        ExecutionListener listener = journal().around(ExecutionListener.none());
        Plan plan = plan();
        listener.begin(plan);
        assertThat(file()).content().isEqualTo(TEXT);
        listener.starting(plan.steps().get(0), 1, 2);
        assertThat(file()).content().isEqualTo(TEXT + "started 1\n");
        UnfinishedExecution unfinished = journal().unfinished().orElseThrow();
        assertThat(unfinished.steps()).isEqualTo(plan.steps());
        assertThat(unfinished.started()).isEqualTo(1);
        assertThat(unfinished).hasToString("1 of 2 steps started: " + plan.steps());
    }

    @Test
    void anExecutionThatEndsLeavesNothing() {
        // the stub takes writes without effect, so the host is not as predicted
        ExecutionReport report = host.execute(plan(), journal().around(ExecutionListener.logging()));
        assertThat(report.outcome()).isEqualTo(ExecutionReport.Outcome.NOT_AS_PREDICTED);
        assertThat(file()).doesNotExist();
        assertThat(journal().unfinished()).isEmpty();
        assertThat(written()).isEqualTo("[-0x00, -0x01, +0x01, +0x00]");
    }

    @Test
    void nothingBeginsWhileAnotherOneIsUnfinished() throws IOException {
        Files.writeString(file(), TEXT);
        assertThatIllegalStateException()
                .isThrownBy(() -> host.execute(plan(), journal().around(ExecutionListener.none())))
                .withMessage("an execution that did not end left the journal " + file() + ": undo or finish it first");
        assertThat(written()).isEqualTo("[]");
        assertThat(file()).content().isEqualTo(TEXT);
    }

    @Test
    void nothingBeginsIfItCannotBeWritten() {
        ExecutionJournal nowhere = ExecutionJournal.at(folder.resolve("nowhere/journal"));
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> host.execute(plan(), nowhere.around(ExecutionListener.none())))
                .withMessageStartingWith("cannot write the journal " + folder);
        assertThat(written()).isEqualTo("[]");
    }

    @Test
    void whatWasDoneIsUndoneIfItCannotBeWrittenAnyMore() {
        ExecutionListener losing = new ExecutionListener() {
            @Override
            public boolean starting(PlannedStep step, int number, int total) {
                if (number == 2) {
                    throw new IllegalStateException("disk full");
                }
                return true;
            }
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> host.execute(plan(), losing))
                .withMessage("disk full");
        assertThat(written()).isEqualTo("[-0x00, +0x00]");
    }

    @Test
    void undoTakesBackWhatWasStartedTheLastStepFirst() throws IOException {
        UnfinishedExecution unfinished = unfinished(TEXT + "started 1\nstarted 2\n");
        assertThat(unfinished.undo(host, Duration.ZERO)).isEmpty();
        assertThat(written()).isEqualTo("[+0x01, +0x00]");
        assertThat(file()).doesNotExist();
    }

    @Test
    void finishMakesTheRest() throws IOException {
        UnfinishedExecution unfinished = unfinished(TEXT + "started 1\nstarted 2\n");
        assertThat(unfinished.finish(host, Duration.ZERO)).isEmpty();
        assertThat(written()).isEqualTo("[-0x01]");
        assertThat(file()).doesNotExist();
    }

    @Test
    void finishingEndsWithTheFirstStepThatIsRefused() throws IOException {
        UnfinishedExecution unfinished = unfinished(TEXT + "started 1\n");
        StubSysfs refusing = StubSysfs.refusing(Errno.EBUSY, Captures.sysfs("6.12", "bare"));
        assertThat(unfinished.finish(ApHost.at(refusing), Duration.ZERO))
                .hasValueSatisfying(failure -> assertThat(failure.step())
                        .isEqualTo(unfinished.steps().get(0).step()));
        assertThat(refusing.writes()).hasSize(1);
        assertThat(file()).exists();
    }

    @Test
    void undoingGoesOnAfterAWriteThatIsRefused() throws IOException {
        UnfinishedExecution unfinished = unfinished(TEXT + "started 1\nstarted 2\n");
        StubSysfs refusing = StubSysfs.refusing(Errno.EBUSY, Captures.sysfs("6.12", "bare"));
        assertThat(unfinished.undo(ApHost.at(refusing), Duration.ZERO)).hasSize(2);
        assertThat(refusing.writes()).hasSize(2);
    }

    @Test
    void aListenerThatThrowsAtTheBeginningLeavesNoJournal() {
        ExecutionListener throwing = new ExecutionListener() {
            @Override
            public void begin(Plan plan) {
                throw new IllegalStateException("not today");
            }
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> host.execute(plan(), journal().around(throwing)))
                .withMessage("not today");
        assertThat(file()).doesNotExist();
        assertThat(written()).isEqualTo("[]");
    }

    @Test
    void theJournalStaysIfSomethingIsRefused() throws IOException {
        UnfinishedExecution unfinished = unfinished(TEXT + "started 1\n");
        ApHost refusing = ApHost.at(StubSysfs.refusing(Errno.EBUSY, Captures.sysfs("6.12", "bare")));
        assertThat(unfinished.undo(refusing, Duration.ZERO))
                .singleElement()
                .satisfies(failure -> assertThat(failure.failure().errno()).isEqualTo(Errno.EBUSY));
        assertThat(file()).exists();
    }

    @Test
    void aLineThatWasBeingWrittenDoesNotCount() throws IOException {
        assertThat(unfinished(TEXT + "started 1\nstart").started()).isEqualTo(1);
        assertThat(unfinished(TEXT + "started 1").started()).isZero();
        assertThat(unfinished(TEXT.substring(0, 60)).started()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\n",
                "undo echo +0x00 > /sys/bus/ap/apmask\n",
                "started 1\n",
                TEXT_STARTED_TWICE,
                "step rm -rf /\n",
                "step echo 1 > /sys/bus/ap/scans\n"
            })
    void whatIsNoJournalIsRefused(String text) throws IOException {
        Files.writeString(file(), text);
        assertThatIllegalArgumentException().isThrownBy(() -> journal().unfinished());
    }

    private static final String TEXT_STARTED_TWICE =
            "step echo -0x00 > /sys/bus/ap/apmask\nbegin\nstarted 1\nstarted 1\n";
}
