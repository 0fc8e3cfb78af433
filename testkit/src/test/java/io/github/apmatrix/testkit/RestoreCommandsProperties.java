package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.host.HostChange;
import io.github.apmatrix.host.HostDifference;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.persistence.Drift;
import io.github.apmatrix.persistence.DriftItem;
import io.github.apmatrix.persistence.PersistentHost;
import io.github.apmatrix.persistence.change.CommandsFailedException;
import io.github.apmatrix.persistence.change.DeviceTool;
import io.github.apmatrix.persistence.change.RestorePlan;
import io.github.apmatrix.persistence.change.RestoreStep;
import io.github.apmatrix.persistence.command.HostCommands;
import io.github.apmatrix.plan.Plan;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.ExecutionListener;
import io.github.apmatrix.sysfs.ExecutionReport;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.assertj.core.api.Assertions;

/** Hosts that become what is kept for their next boot, by simulated tools and by the library itself. */
class RestoreCommandsProperties {
    private static final int TRIES = 160;

    @Provide
    Arbitrary<Fate> fates() {
        return Fate.any();
    }

    @Provide
    Arbitrary<PersistentFiles> files() {
        return PersistentFiles.any();
    }

    /** In some hosts vfio_ap is still to be loaded, unless a guest needs it. */
    private static SimulatedKernel kernel(Fate fate, boolean unload) {
        SimulatedKernel kernel = fate.happen().kernel();
        if (unload) {
            Console.answerOf(() -> {
                kernel.unloadVfioAp();
                return "OK";
            });
        }
        return kernel;
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theToolsReachTheGoalOrLeaveTheHostAsItWas(
            @ForAll("fates") Fate fate,
            @ForAll("files") PersistentFiles files,
            @ForAll DeviceTool tool,
            @ForAll boolean unload,
            @ForAll boolean current) {
        SimulatedKernel kernel = kernel(fate, unload);
        ApHost host = ApHost.at(kernel.sysfs());
        HostSnapshot before = host.snapshot();
        files.inDirectory(root -> {
            RecordingHostCommands tools = new SimulatedTools(root, kernel, current).commands();
            PersistentHost persistent = PersistentHost.read(root);
            RestorePlan plan = RestorePlan.of(before, persistent);
            boolean possible =
                    plan.feasibility() instanceof Plan && plan.refusedByTools().isEmpty();
            try {
                plan.run(host, tool, tools);
            } catch (CommandsFailedException e) {
                if (possible) {
                    // the masks are locked, and nothing shows it
                    assertThat(fate.mayHaveLostAnOverride())
                            .as("%s%n%s%n%s", plan, tools, e)
                            .isTrue();
                } else {
                    assertThat(tools.commands()).isEmpty();
                }
                assertThat(e.notUndone()).isEmpty();
                assertIsAsBefore(before, host.snapshot(), e);
                Statistics.collect("refused");
                return;
            }
            HostSnapshot after = host.snapshot();
            assertThat(possible).as("%s", plan).isTrue();
            assertThat(after.masks()).contains(persistent.masks());
            plan.desired()
                    .devices()
                    .forEach((id, config) -> assertThat(after.devices())
                            .hasEntrySatisfying(
                                    id, device -> assertThat(device.assigned()).contains(config)));
            assertThat(changes(before, after)).as("%s%n%s", plan, tools).allMatch(change -> isWanted(change, plan));
            plan.steps().forEach(step -> Statistics.collect(step.getClass().getSimpleName()));
        });
        Statistics.coverage(coverage -> Stream.of("SetMasks", "LoadVfioAp", "Start")
                .forEach(step -> coverage.check(step).count(count -> count > 0)));
    }

    private static void assertIsAsBefore(HostSnapshot before, HostSnapshot after, CommandsFailedException e) {
        assertThat(changes(before, after)).as("%s", e).isEmpty();
        assertThat(after.vfioAp()).isEqualTo(before.vfioAp());
    }

    @Property(tries = TRIES / 2, edgeCases = EdgeCasesMode.NONE)
    void aFailureAtAnyCommandIsUndoneAsFarAsTheKernelTakesMasksBack(
            @ForAll("fates") Fate fate,
            @ForAll("files") PersistentFiles files,
            @ForAll DeviceTool tool,
            @ForAll boolean unload,
            @ForAll Sabotage.Kind kind) {
        SimulatedKernel kernel = kernel(fate, unload);
        ApHost host = ApHost.at(kernel.sysfs());
        HostSnapshot before = host.snapshot();
        files.inDirectory(root -> {
            SimulatedTools simulated = new SimulatedTools(root, kernel, true);
            RestorePlan plan = RestorePlan.of(before, PersistentHost.read(root));
            if (!(plan.feasibility() instanceof Plan)
                    || !plan.refusedByTools().isEmpty()
                    || fate.mayHaveLostAnOverride()) {
                return;
            }
            for (int failing = 0; failing < plan.commands(tool).size(); failing++) {
                RecordingHostCommands tools = simulated.commands();
                HostCommands sabotaged = new Sabotage(tools, kind, failing);
                CommandsFailedException e = Assertions.catchThrowableOfType(
                        CommandsFailedException.class, () -> plan.run(host, tool, sabotaged));
                assertThat(e.notUndone()).as("%s%n%s%n%s", plan, tools, e).isEmpty();
                assertIsAsBefore(before, host.snapshot(), e);
                Statistics.collect("undone");
            }
        });
        Statistics.coverage(coverage -> coverage.check("undone").count(count -> count > 0));
    }

    private static List<HostChange> changes(HostSnapshot before, HostSnapshot after) {
        return HostDifference.between(before, after).changes().stream()
                .filter(change -> !(change instanceof HostChange.GuestMatrixChanged)
                        && !(change instanceof HostChange.DriverChanged))
                .toList();
    }

    private static boolean isWanted(HostChange change, RestorePlan plan) {
        if (change instanceof HostChange.AssignmentChanged assignment) {
            return plan.desired().devices().containsKey(assignment.device());
        } else if (change instanceof HostChange.DeviceCreated created) {
            return plan.desired().devices().containsKey(created.device());
        }
        return change instanceof HostChange.MasksChanged;
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theLibraryReachesTheGoalIfItIsFeasible(
            @ForAll("fates") Fate fate, @ForAll("files") PersistentFiles files, @ForAll boolean unload) {
        SimulatedKernel kernel = kernel(fate, unload);
        ApHost host = ApHost.at(kernel.sysfs());
        HostSnapshot before = host.snapshot();
        files.inDirectory(root -> {
            PersistentHost persistent = PersistentHost.read(root);
            RestorePlan restore = RestorePlan.of(before, persistent);
            if (!(restore.feasibility() instanceof Plan plan)
                    || fate.mayHaveLostAnOverride()
                    || fate.mayHaveFailedResets()) {
                return;
            }
            if (restore.steps().contains(new RestoreStep.LoadVfioAp())) {
                kernel.loadVfioAp();
            }
            ExecutionReport report = host.execute(plan, ExecutionListener.none());
            assertThat(report.outcome()).as("%s%n%s", restore, report).isEqualTo(ExecutionReport.Outcome.DONE);
            HostSnapshot after = host.snapshot();
            assertThat(RestorePlan.of(after, persistent).steps())
                    .as("%s", restore)
                    .isEmpty();
            Drift drift = Drift.between(after, persistent);
            boolean bootDiffers = !drift.forecast().snapshot().masks().equals(Optional.of(persistent.masks()));
            assertThat(drift.items())
                    .as("%s%n%s", restore, drift)
                    .noneMatch(item -> item instanceof DriftItem.AssignmentDiffers
                            || item instanceof DriftItem.OnlyDefined
                            || (item instanceof DriftItem.MasksDiffer && !bootDiffers));
            Statistics.collect(restore.steps().isEmpty() ? "nothing to do" : "done");
        });
        Statistics.coverage(coverage -> coverage.check("done").count(count -> count > TRIES / 40));
    }
}
