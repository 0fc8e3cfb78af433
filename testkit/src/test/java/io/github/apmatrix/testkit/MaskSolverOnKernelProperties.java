package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.plan.MaskChoice;
import io.github.apmatrix.plan.MaskSolution;
import io.github.apmatrix.plan.MaskSolver;
import io.github.apmatrix.sysfs.ApHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** What the solver promises for random hosts, compared with what the kernel really does. */
class MaskSolverOnKernelProperties {
    private static final int TRIES = 1000;

    /** Half of the hosts start with all queues reserved, so that there are queues to free. */
    @Provide
    Arbitrary<Fate> fates() {
        Arbitrary<Fate> reserved = Fate.any()
                .filter(fate -> !fate.free()
                        && !fate.prelude().isOverride()
                        && !fate.prelude().needsFreeQueues());
        return Arbitraries.oneOf(reserved, Fate.any());
    }

    /** Mostly hosts with all masks set and driver overrides, which random operations soon end. */
    @Provide
    Arbitrary<Fate> overridable() {
        Arbitrary<Fate> reserved = Fate.any()
                .filter(fate -> fate.prelude().isOverride()
                        || (fate.profile() == KernelProfile.LINUX_7_3
                                && !fate.free()
                                && !fate.prelude().needsFreeQueues()));
        return Arbitraries.frequencyOf(Tuple.of(2, reserved), Tuple.of(1, Fate.any()));
    }

    /** Queues that most hosts have, that operations bring and take, and that no host has. */
    @Provide
    Arbitrary<ApQueueSet> queues() {
        Arbitrary<Integer> adapters =
                Arbitraries.frequency(Tuple.of(6, 0), Tuple.of(6, 0x0a), Tuple.of(2, 0x0b), Tuple.of(1, 0xff));
        Arbitrary<Integer> domains = Arbitraries.frequency(
                Tuple.of(4, 1), Tuple.of(4, 2), Tuple.of(4, 4), Tuple.of(4, 0x1b), Tuple.of(1, 0x99));
        return Combinators.combine(adapters, domains)
                .as((adapter, domain) -> ApQueue.of(AdapterId.of(adapter), DomainId.of(domain)))
                .set()
                .ofMaxSize(4)
                .map(ApQueueSet::copyOf);
    }

    private static HostSnapshot snapshot(Console console) {
        return ApHost.at(console.kernel().sysfs()).snapshot();
    }

    private static ApQueueSet existing(HostSnapshot host) {
        return ApQueueSet.copyOf(host.queues().keySet());
    }

    /** Writes to the masks what there is to change, bits to clear first, as plans do. */
    private static List<String> write(Console console, MaskChoice choice) {
        List<String> answers = new ArrayList<>();
        if (!choice.adaptersToClear().isEmpty()) {
            answers.add(console.apmask(
                    MaskUpdate.removing(choice.adaptersToClear().mask()).toString()));
        }
        if (!choice.domainsToClear().isEmpty()) {
            answers.add(console.aqmask(
                    MaskUpdate.removing(choice.domainsToClear().mask()).toString()));
        }
        answers.addAll(set(console, choice.adaptersToSet(), choice.domainsToSet()));
        return answers;
    }

    private static List<String> set(Console console, AdapterSet adapters, DomainSet domains) {
        List<String> answers = new ArrayList<>();
        if (!adapters.isEmpty()) {
            answers.add(console.apmask(MaskUpdate.adding(adapters.mask()).toString()));
        }
        if (!domains.isEmpty()) {
            answers.add(console.aqmask(MaskUpdate.adding(domains.mask()).toString()));
        }
        return answers;
    }

    private static void count(String label, String value) {
        Statistics.label(label).collect(value);
    }

    private static void eachComesUp(String label, String... values) {
        Statistics.label(label)
                .coverage(coverage ->
                        Stream.of(values).forEach(value -> coverage.check(value).count(count -> count >= TRIES / 100)));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theKernelAcceptsTheMasksAndFreesWhatWasPromised(
            @ForAll("fates") Fate fate, @ForAll("queues") ApQueueSet toFree, @ForAll("queues") ApQueueSet toKeep) {
        Console console = fate.happen();
        HostSnapshot before = snapshot(console);
        MaskSolution solution = MaskSolver.solve(before, toFree, toKeep);
        if (solution.isPossible()) {
            MaskChoice choice = solution.fewestBits().orElseThrow();
            List<String> answers = write(console, choice);
            if (answers.contains("EINVAL") && fate.mayHaveLostAnOverride()) {
                count("answer", "locked, and nothing shows it");
                return;
            }
            assertThat(answers).as("%s%non %s", solution, fate).allMatch("OK"::equals);
            HostSnapshot after = snapshot(console);
            assertThat(after.masks()).contains(choice.after());
            ApQueueSet asked = toFree.difference(toKeep);
            ApQueueSet lost =
                    existing(before).intersect(before.reservedForHost()).intersect(after.freeForVfio());
            ApQueueSet won = existing(before).intersect(before.freeForVfio()).intersect(after.reservedForHost());
            assertThat(after.freeForVfio().containsAll(asked))
                    .as("%s", solution)
                    .isTrue();
            assertThat(toKeep.intersect(after.freeForVfio())).as("%s", solution).isEqualTo(solution.notKept());
            assertThat(lost.difference(asked)).as("%s", solution).isEqualTo(choice.collateral());
            assertThat(won).as("%s", solution).isEqualTo(choice.returned());
            assertThat(won.intersect(after.boundToVfioAp())).as("%s", solution).isEqualTo(ApQueueSet.none());
            assertThat(after.boundToVfioAp().containsAll(bindable(before, lost)))
                    .as("%s", solution)
                    .isTrue();
            if (before.devices().values().stream()
                    .allMatch(device -> device.assignedMatrix().matrix().isPresent())) {
                checkVetoes(fate.happen(), choice, solution.notKept());
            }
            count("answer", choice.bitsToClear() > 0 ? "cleared" : "nothing to clear");
            count("kept", choice.returned().isEmpty() ? "nothing returned" : "returned");
            count("kept", solution.notKept().isEmpty() ? "all kept" : "not kept");
            count("freed", choice.collateral().isEmpty() ? "without collateral" : "collateral");
        } else {
            count("answer", solution.lockedBy().isEmpty() ? "impossible" : "locked");
        }
        eachComesUp("answer", "cleared", "nothing to clear", "impossible", "locked");
        eachComesUp("kept", "returned", "not kept");
        eachComesUp("freed", "collateral");
    }

    /** The queues that vfio_ap binds when they are freed. */
    private static ApQueueSet bindable(HostSnapshot host, ApQueueSet queues) {
        return ApQueueSet.copyOf(queues.stream()
                .filter(queue -> host.vfioAp().isYes()
                        && Optional.ofNullable(host.queues().get(queue))
                                .orElseThrow()
                                .driver()
                                .isBound()
                                .isYes()
                        && !Optional.ofNullable(host.cards().get(queue.adapter()))
                                .orElseThrow()
                                .isTooOldForVfioAp())
                .toList());
    }

    /** The kernel refuses the bits of every queue that is said to stay free. */
    private static void checkVetoes(Console console, MaskChoice choice, ApQueueSet notKept) {
        set(console, choice.adaptersToSet(), choice.domainsToSet());
        for (ApQueue queue : notKept) {
            assertThat(set(console, AdapterSet.of(queue.adapter()), DomainSet.of(queue.domain())))
                    .as("%s beside %s", queue, choice)
                    .containsAnyOf("EBUSY", "EINVAL");
        }
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void overridesFreeJustTheirQueues(@ForAll("overridable") Fate fate, @ForAll("queues") ApQueueSet toFree) {
        Console console = fate.happen();
        HostSnapshot before = snapshot(console);
        MaskSolution solution = MaskSolver.solve(before, toFree, ApQueueSet.none());
        if (solution.overrides().isPossible()) {
            ApQueueSet queues = solution.overrides().queues();
            queues.forEach(queue -> override(console, queue));
            assertThat(snapshot(console).freeForVfio())
                    .as("%s%non %s", solution, fate)
                    .isEqualTo(before.freeForVfio().union(queues));
            count("overrides", queues.isEmpty() ? "none needed" : "written");
        } else {
            solution.overrides()
                    .exclusions()
                    .forEach(
                            exclusion -> count("overrides", exclusion.getClass().getSimpleName()));
        }
        eachComesUp("overrides", "written", "NotSupported", "MasksInUse", "QueuesMissing", "VfioApNotLoaded");
    }

    private static void override(Console console, ApQueue queue) {
        console.given("bus/ap/devices/" + queue + "/driver_override", "vfio_ap");
        String driver = console.driver(queue.toString());
        if (!driver.equals("ENOENT")) {
            console.given("bus/ap/drivers/" + driver + "/unbind", queue.toString());
        }
        console.given("bus/ap/drivers_probe", queue.toString());
    }
}
