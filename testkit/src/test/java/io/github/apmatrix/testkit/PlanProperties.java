package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.host.HostChange;
import io.github.apmatrix.host.HostDifference;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.plan.Conflict;
import io.github.apmatrix.plan.Conflicts;
import io.github.apmatrix.plan.DesiredHost;
import io.github.apmatrix.plan.Plan;
import io.github.apmatrix.plan.PlanWarning;
import io.github.apmatrix.plan.PlannedStep;
import io.github.apmatrix.plan.Planner;
import io.github.apmatrix.plan.PlanningResult;
import io.github.apmatrix.sysfs.ApHost;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What plans promise for random hosts and desires, compared with what the kernel really does. */
class PlanProperties {
    private static final int TRIES = 1000;

    /** Takes 65,536 devices, or a guest matrix that no kernel would show. */
    private static final Set<Class<?>> RARE = Set.of(Conflict.TooManyDevices.class, Conflict.CannotBeUndone.class);

    @Provide
    Arbitrary<Fate> fates() {
        return Fate.any();
    }

    @Provide
    Arbitrary<DesiredHost> desires() {
        return Desires.any();
    }

    private static HostSnapshot snapshot(Console console) {
        return ApHost.at(console.kernel().sysfs()).snapshot();
    }

    /** Also proves the generators: half of the plans have steps, and every conflict comes up in at least 1 % of the tries. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theKernelAcceptsAPlanAndDoesWhatWasPredicted(
            @ForAll("fates") Fate fate, @ForAll("desires") DesiredHost desired) {
        Console console = fate.happen();
        HostSnapshot before = snapshot(console);
        PlanningResult result = Planner.plan(before, desired);
        if (result instanceof Plan plan) {
            Statistics.label("plan").collect(plan.isEmpty() ? "empty" : "steps");
            for (PlannedStep step : plan.steps()) {
                String answer = console.write(step.step().path(), step.step().value());
                if (answer.equals("EINVAL") && fate.mayHaveLostAnOverride()) {
                    return; // the masks are locked, and nothing shows it
                }
                assertThat(answer).as("%s%nof%n%s%non %s", step, plan, fate).isEqualTo("OK");
            }
            HostDifference difference = HostDifference.between(plan.predicted(), snapshot(console));
            assertThat(difference.changes().stream().filter(change -> !isUncertain(change, plan, fate)))
                    .as("%s", plan)
                    .isEmpty();
            if (difference.isEmpty()) {
                PlanningResult again = Planner.plan(snapshot(console), desired);
                assertThat(again).as("%s%n%s", plan, again).isInstanceOf(Plan.class);
                assertThat(((Plan) again).steps()).as("%s", plan).isEmpty();
            }
        } else {
            Set<Class<?>> kinds = new HashSet<>();
            ((Conflicts) result).conflicts().forEach(conflict -> kinds.add(conflict.getClass()));
            kinds.forEach(kind -> Statistics.label("conflict").collect(kind.getSimpleName()));
        }
        Statistics.label("plan")
                .coverage(coverage -> coverage.check("steps").percentage(percentage -> percentage >= 50));
        Statistics.label("conflict")
                .coverage(coverage -> Stream.of(Conflict.class.getPermittedSubclasses())
                        .filter(kind -> !RARE.contains(kind))
                        .forEach(kind -> coverage.check(kind.getSimpleName()).count(count -> count >= TRIES / 100)));
    }

    private static boolean isUncertain(HostChange change, Plan plan, Fate fate) {
        if (change instanceof HostChange.GuestMatrixChanged && fate.mayHaveFailedResets()) {
            return true;
        }
        return change instanceof HostChange.GuestMatrixChanged guest
                && plan.warnings().stream()
                        .anyMatch(warning -> warning instanceof PlanWarning.Uncertain uncertain
                                && uncertain.device().equals(guest.device())
                                && uncertain.adapters().containsAll(guest.lost().adapters())
                                && guest.gained().isEmpty());
    }
}
