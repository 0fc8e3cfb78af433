package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.host.HostChange;
import io.github.apmatrix.host.HostDifference;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.plan.DesiredHost;
import io.github.apmatrix.plan.Plan;
import io.github.apmatrix.plan.PlannedStep;
import io.github.apmatrix.plan.Planner;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.DeviceHeldException;
import io.github.apmatrix.sysfs.ExecutionJournal;
import io.github.apmatrix.sysfs.ExecutionListener;
import io.github.apmatrix.sysfs.ExecutionReport.WriteFailure;
import io.github.apmatrix.sysfs.UnfinishedExecution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Executions that were killed between two steps, or between the journal and its step. */
class ExecutionJournalProperties {
    private static final int TRIES = 500;

    @Provide
    Arbitrary<Fate> fates() {
        return Fate.any();
    }

    @Provide
    Arbitrary<DesiredHost> desires() {
        return Desires.any();
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theJournalLeadsBackAndForth(
            @ForAll("fates") Fate fate,
            @ForAll("desires") DesiredHost desired,
            @ForAll int number,
            @ForAll boolean stepWasMade,
            @ForAll boolean back)
            throws IOException {
        Console console = fate.happen();
        ApHost host = ApHost.at(console.kernel().sysfs());
        HostSnapshot before = host.snapshot();
        if (!(Planner.plan(before, desired) instanceof Plan plan) || plan.isEmpty() || fate.mayHaveLostAnOverride()) {
            return;
        }
        Path file = Files.createTempDirectory("journal").resolve("execution");
        kill(console, plan, file, Math.floorMod(number, plan.steps().size()), stepWasMade);
        UnfinishedExecution unfinished = ExecutionJournal.at(file).unfinished().orElseThrow();
        assertThat(unfinished.steps()).isEqualTo(plan.steps());
        ImmutableList<WriteFailure> failures = back
                ? unfinished.undo(host, Duration.ZERO)
                : unfinished.finish(host, Duration.ZERO).stream().collect(ImmutableList.toImmutableList());
        if (!failures.isEmpty()) {
            // a guest that nothing shows may have a device by now: it is left alone, and so is the journal
            assertThat(failures)
                    .as("%s", plan)
                    .allSatisfy(failure -> assertThat(failure.failure()).isInstanceOf(DeviceHeldException.class));
            assertThat(file).exists();
            return;
        }
        HostSnapshot expected = back ? before : plan.predicted();
        assertThat(apartFromGuests(HostDifference.between(expected, host.snapshot())))
                .as("%s", plan)
                .isEmpty();
        assertThat(file).doesNotExist();
        Files.delete(file.getParent());
        Statistics.collect(back ? "back" : "forth", stepWasMade);
    }

    /** Does what an execution does until it is killed. */
    private static void kill(Console console, Plan plan, Path file, int lastStep, boolean lastStepWasMade) {
        ExecutionListener journal = ExecutionJournal.at(file).around(ExecutionListener.none());
        journal.begin(plan);
        for (int i = 0; i <= lastStep; i++) {
            PlannedStep step = plan.steps().get(i);
            journal.starting(step, i + 1, plan.steps().size());
            if (i < lastStep || lastStepWasMade) {
                console.given(step.step().path(), step.step().value());
            }
        }
    }

    /** Guest matrices have a history, and a device without driver comes back with one. */
    private static List<HostChange> apartFromGuests(HostDifference difference) {
        return difference.changes().stream()
                .filter(change -> !(change instanceof HostChange.GuestMatrixChanged))
                .filter(change -> !(change instanceof HostChange.DeviceStateChanged state
                        && state.before() == MediatedDeviceState.WITHOUT_DRIVER))
                .filter(change -> !(change instanceof HostChange.AssignmentChanged assignment
                        && assignment.before().isEmpty()
                        && assignment.after().equals(Optional.of(ApConfig.none()))))
                .toList();
    }
}
