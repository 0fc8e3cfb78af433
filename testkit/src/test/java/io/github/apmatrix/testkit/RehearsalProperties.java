package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.host.HostDifference;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.plan.Conflict;
import io.github.apmatrix.plan.Part;
import io.github.apmatrix.plan.Rehearsal;
import io.github.apmatrix.plan.Step;
import io.github.apmatrix.sysfs.ApHost;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Rehearsed boots and steps, compared with a kernel that boots on the same machine and gets the same writes. */
class RehearsalProperties {
    private static final int TRIES = 500;

    @Provide
    Arbitrary<Fate> fates() {
        return Fate.any();
    }

    @Provide
    Arbitrary<HostMasks> masks() {
        Arbitrary<ApMask> cleared = Arbitraries.of(0, 1, 2, 4, 0x0a)
                .set()
                .ofMaxSize(2)
                .map(bits ->
                        ApMask.of(bits.stream().mapToInt(Integer::intValue)).complement());
        return Combinators.combine(cleared, cleared)
                .as((apmask, aqmask) -> new HostMasks(AdapterSet.of(apmask), DomainSet.of(aqmask)));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<MaskUpdate.Relative> updates = Combinators.combine(
                        Arbitraries.of(0, 1, 2, 4, 0x0a), Arbitraries.of(true, false))
                .as((bit, set) -> set ? MaskUpdate.adding(ApMask.of(bit)) : MaskUpdate.removing(ApMask.of(bit)));
        Arbitrary<Integer> numbers = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of(0, 0x0a, 1, 2, 4)), Tuple.of(1, Arbitraries.of(0x99, 0xff)));
        Arbitrary<Step> assign = Combinators.combine(
                        Arbitraries.of(Console.A, Console.B), Arbitraries.of(Part.class), numbers)
                .as(Step.Assign::new);
        Arbitrary<Step> unassign = Combinators.combine(
                        Arbitraries.of(Console.A, Console.B), Arbitraries.of(Part.class), numbers)
                .as(Step.Unassign::new);
        Arbitrary<Step> configure = Combinators.combine(
                        Arbitraries.of(Console.A, Console.B),
                        numbers.set().ofMaxSize(2),
                        numbers.set().ofMaxSize(2))
                .as((id, adapters, domains) -> new Step.Configure(
                        id,
                        ApConfig.of(
                                AdapterSet.adapters(adapters.stream()
                                        .mapToInt(Integer::intValue)
                                        .toArray()),
                                DomainSet.domains(domains.stream()
                                        .mapToInt(Integer::intValue)
                                        .toArray()))));
        return Arbitraries.frequencyOf(
                        Tuple.of(2, updates.map(Step.UpdateAdapterMask::new)),
                        Tuple.of(2, updates.map(Step.UpdateDomainMask::new)),
                        Tuple.of(8, assign),
                        Tuple.of(2, unassign),
                        Tuple.of(1, configure))
                .list()
                .ofMinSize(5)
                .ofMaxSize(25);
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void aRehearsedBootAndItsStepsAreWhatTheKernelDoes(
            @ForAll("fates") Fate fate, @ForAll("masks") HostMasks masks, @ForAll("steps") List<Step> steps) {
        SimulatedKernel earlier = fate.happen().kernel();
        Console console = new Console(earlier.reboot().masks(masks).build());
        ApHost host = ApHost.at(console.kernel().sysfs());
        Rehearsal rehearsal = Rehearsal.afterBoot(ApHost.at(earlier.sysfs()).snapshot(), masks);
        assertSame(host, rehearsal, "booted");

        console.kernel().loadVfioAp();
        rehearsal.loadVfioAp();
        assertSame(host, rehearsal, "vfio_ap loaded");

        console.givenDevice(Console.A).givenDevice(Console.B);
        assertThat(rehearsal.make(new Step.CreateDevice(Console.A))).isEmpty();
        assertThat(rehearsal.make(new Step.CreateDevice(Console.B))).isEmpty();
        boolean configurable =
                host.snapshot().features().has(KernelFeature.AP_CONFIG).isYes();
        for (Step step : steps) {
            if (!(step instanceof Step.Configure) || configurable) {
                List<Conflict> conflicts = rehearsal.make(step);
                String answer = console.write(step.path(), step.value());
                Statistics.collect(answer);
                assertThat(conflicts)
                        .as("%s: %s", step.command(), answer)
                        .satisfies(found -> assertThat(found.isEmpty()).isEqualTo(answer.equals("OK")));
            }
        }
        assertSame(host, rehearsal, steps);
        Statistics.coverage(coverage -> {
            for (String answer : List.of("OK", "EADDRINUSE", "EADDRNOTAVAIL", "EBUSY", "ENODEV")) {
                coverage.check(answer).count(count -> count > 0);
            }
        });
    }

    private static void assertSame(ApHost host, Rehearsal rehearsal, Object when) {
        HostDifference difference = HostDifference.between(rehearsal.snapshot(), host.snapshot());
        assertThat(difference.changes()).as("%s", when).isEmpty();
        assertThat(rehearsal.snapshot().bindings()).isEqualTo(host.snapshot().bindings());
        assertThat(rehearsal.snapshot().vfioAp()).isEqualTo(host.snapshot().vfioAp());
    }
}
