package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
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
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** What plans promise for random hosts and desires, compared with what the kernel really does. */
class PlanProperties {
    private static final int TRIES = 300;
    private static final List<MediatedDeviceId> DEVICES =
            List.of(Console.A, Console.B, MediatedDeviceId.parse("11111111-2222-4333-8444-555555555555"));

    @Provide
    Arbitrary<Fate> fates() {
        return Fate.any();
    }

    @Provide
    Arbitrary<DesiredHost> desires() {
        Arbitrary<Consumer<DesiredHost.Builder>> device = Combinators.combine(
                        Arbitraries.of(DEVICES),
                        configs(),
                        Arbitraries.frequency(Tuple.of(5, true), Tuple.of(1, false)))
                .as((id, config, wanted) -> builder -> {
                    if (wanted) {
                        builder.device(id, config);
                    }
                });
        Arbitrary<Consumer<DesiredHost.Builder>> masks =
                Arbitraries.of(1, 2).flatMap(bits -> masks().map(value -> builder -> builder.masks(value)));
        Arbitrary<Consumer<DesiredHost.Builder>> keep = Arbitraries.of("00.0001", "0a.0002", "0b.0004", "0a.0001")
                .map(queue -> builder -> builder.keepForHost(ApQueueSet.of(ApQueue.parse(queue))));
        Arbitrary<Consumer<DesiredHost.Builder>> evaluate =
                Arbitraries.of(DEVICES).map(id -> builder -> builder.evaluate(id));
        Arbitrary<Consumer<DesiredHost.Builder>> permit = Arbitraries.just(DesiredHost.Builder::permitLosses);
        return Arbitraries.frequencyOf(
                        Tuple.of(8, device),
                        Tuple.of(1, masks),
                        Tuple.of(1, keep),
                        Tuple.of(2, evaluate),
                        Tuple.of(1, permit))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .flatMap(wishes -> Arbitraries.of(DEVICES).map(removed -> {
                    DesiredHost.Builder builder = DesiredHost.builder();
                    wishes.forEach(wish -> wish.accept(builder));
                    if (wishes.size() == 4 && !builder.build().devices().containsKey(removed)) {
                        builder.removeDevice(removed);
                    }
                    return builder.build();
                }));
    }

    private static Arbitrary<ApConfig> configs() {
        Arbitrary<AdapterSet> adapters = Arbitraries.frequencyOf(
                        Tuple.of(12, Arbitraries.of(0, 0x0a, 0x0b)), Tuple.of(1, Arbitraries.of(0xff)))
                .set()
                .ofMaxSize(2)
                .map(numbers -> AdapterSet.adapters(
                        numbers.stream().mapToInt(Integer::intValue).toArray()));
        Arbitrary<DomainSet> domains = Arbitraries.frequencyOf(
                        Tuple.of(12, Arbitraries.of(1, 2, 4)), Tuple.of(1, Arbitraries.of(0x99, 0xff)))
                .set()
                .ofMaxSize(3)
                .map(numbers -> DomainSet.domains(
                        numbers.stream().mapToInt(Integer::intValue).toArray()));
        return Combinators.combine(adapters, domains, domains)
                .as((apm, aqm, adm) -> ApConfig.of(apm, aqm).withControlDomains(adm));
    }

    private static Arbitrary<HostMasks> masks() {
        Arbitrary<AdapterSet> freeAdapters =
                Arbitraries.of(AdapterSet.none(), AdapterSet.adapters(0x0a), AdapterSet.adapters(0, 0x0a, 0x0b));
        Arbitrary<DomainSet> freeDomains =
                Arbitraries.of(DomainSet.none(), DomainSet.domains(2), DomainSet.domains(1, 4));
        return Combinators.combine(freeAdapters, freeDomains)
                .as((adapters, domains) -> new HostMasks(adapters.complement(), domains.complement()));
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
            assertThat(difference.changes().stream().filter(change -> !isUncertain(change, plan)))
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
                .coverage(coverage -> Set.of(Conflict.class.getPermittedSubclasses())
                        .forEach(kind -> coverage.check(kind.getSimpleName()).count(count -> count >= 0)));
    }

    private static boolean isUncertain(HostChange change, Plan plan) {
        return change instanceof HostChange.GuestMatrixChanged guest
                && plan.warnings().stream()
                        .anyMatch(warning -> warning instanceof PlanWarning.Uncertain uncertain
                                && uncertain.device().equals(guest.device())
                                && uncertain.adapters().containsAll(guest.lost().adapters())
                                && guest.gained().isEmpty());
    }
}
