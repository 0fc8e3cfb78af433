package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.host.HostDifference;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.plan.DesiredHost;
import io.github.apmatrix.plan.Plan;
import io.github.apmatrix.plan.Planner;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.ExecutionListener;
import io.github.apmatrix.sysfs.ExecutionReport;
import io.github.apmatrix.sysfs.ExecutionReport.Outcome;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Plans for random hosts and desires, executed, with and without errors. */
class ExecutionProperties {
    private static final int TRIES = 500;

    @Provide
    Arbitrary<Fate> fates() {
        return Fate.any();
    }

    @Provide
    Arbitrary<DesiredHost> desires() {
        return Desires.any();
    }

    /** Finds a plan with steps, unless the masks are locked in a way that nothing shows. */
    private static Optional<Plan> plan(ApHost host, Fate fate, DesiredHost desired) {
        return Planner.plan(host.snapshot(), desired) instanceof Plan plan
                        && !plan.isEmpty()
                        && !fate.mayHaveLostAnOverride()
                        && !fate.mayHaveFailedResets()
                ? Optional.of(plan)
                : Optional.empty();
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void anUndisturbedPlanIsDone(@ForAll("fates") Fate fate, @ForAll("desires") DesiredHost desired) {
        ApHost host = ApHost.at(fate.happen().kernel().sysfs());
        Optional<Plan> plan = plan(host, fate, desired);
        Statistics.collect(plan.isPresent());
        plan.ifPresent(found -> {
            ExecutionReport report = host.execute(found, ExecutionListener.none());
            assertThat(report.outcome()).as("%s%n%s", found, report).isEqualTo(Outcome.DONE);
            assertThat(report.done()).isEqualTo(found.steps());
        });
        Statistics.coverage(coverage -> coverage.check(true).percentage(percentage -> percentage > 5));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void aRefusedStepLeavesTheHostAsItWasOrTheReportNamesTheDifference(
            @ForAll("fates") Fate fate,
            @ForAll("desires") DesiredHost desired,
            @ForAll int number,
            @ForAll boolean afterEffect) {
        SimulatedKernel kernel = fate.happen().kernel();
        ApHost host = ApHost.at(kernel.sysfs());
        plan(host, fate, desired).ifPresent(found -> {
            int index = Math.floorMod(number, found.steps().size());
            HostSnapshot before = host.snapshot();
            fail(kernel, found.steps().get(index).step().path(), found, index, afterEffect);
            ExecutionReport report = host.execute(found, ExecutionListener.none());
            assertThat(report.outcome()).as("%s%n%s", found, report).isEqualTo(Outcome.REFUSED);
            assertThat(report.failedStep()).contains(found.steps().get(index));
            assertThat(report.done()).isEqualTo(found.steps().subList(0, index));
            HostDifference left = HostDifference.between(before, host.snapshot());
            assertThat(report.difference()).as("%s%n%s", found, report).isEqualTo(left);
            Statistics.collect(left.isEmpty() ? "as before" : "named");
        });
    }

    private static void fail(SimulatedKernel kernel, String path, Plan plan, int index, boolean afterEffect) {
        int sameFileBefore = (int) plan.steps().subList(0, index).stream()
                .filter(step -> step.step().path().equals(path))
                .count();
        if (afterEffect) {
            kernel.faults().onWrite(path).failNthAfterEffect(sameFileBefore + 1, Errno.EIO);
        } else {
            kernel.faults().onWrite(path).failNth(sameFileBefore + 1, Errno.EIO);
        }
    }
}
