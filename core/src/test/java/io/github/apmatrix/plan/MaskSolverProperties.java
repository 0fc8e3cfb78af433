package io.github.apmatrix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.rules.MaskVeto;
import io.github.apmatrix.samples.PlanHosts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
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

/**
 * Compares with all masks of 5 adapters and 4 domains. Sets are bits of a number here: adapters from bit 0, domains from
 * bit 0, and queue {@code a.d} is bit {@code 4 * a + d}.
 */
class MaskSolverProperties {
    private static final int TRIES = 1500;
    private static final int ADAPTERS = 5;
    private static final int DOMAINS = 4;
    private static final int ALL_ADAPTERS = (1 << ADAPTERS) - 1;
    private static final int ALL_DOMAINS = (1 << DOMAINS) - 1;
    private static final int QUEUES = ADAPTERS * DOMAINS;
    private static final List<MediatedDeviceId> IDS = List.of(PlanHosts.A, PlanHosts.B);

    /** The two masks, or the matrix of a device. */
    private record Pair(int adapters, int domains) {
        int queues() {
            return IntStream.range(0, QUEUES)
                    .filter(queue -> has(adapters, queue / DOMAINS) && has(domains, queue % DOMAINS))
                    .map(queue -> 1 << queue)
                    .sum();
        }

        Pair with(int queues) {
            Pair all = this;
            for (int queue = 0; queue < QUEUES; queue++) {
                if (has(queues, queue)) {
                    all = new Pair(all.adapters | 1 << (queue / DOMAINS), all.domains | 1 << (queue % DOMAINS));
                }
            }
            return all;
        }

        Pair without(Pair other) {
            return new Pair(adapters & ~other.adapters, domains & ~other.domains);
        }

        int bits() {
            return Integer.bitCount(adapters) + Integer.bitCount(domains);
        }

        boolean contains(Pair other) {
            return other.without(this).bits() == 0;
        }

        Matrix matrix() {
            return Matrix.of(AdapterSet.of(mask(adapters)), DomainSet.of(mask(domains)));
        }
    }

    /**
     * A host, and what is asked of it.
     *
     * @param above whether the masks have all bits beyond the few adapters and domains, or none
     */
    private record Case(
            int existing, Pair masks, boolean above, List<Pair> devices, MaskVeto veto, int toFree, int toKeep) {
        HostSnapshot host() {
            Answer newKernel = Answer.of(veto == MaskVeto.BY_ANY_COUNTERPART);
            HostSnapshot.Builder host = HostSnapshot.builder()
                    .features(KernelFeatures.notKnown().with(KernelFeature.BINDINGS_COMPLETE_COUNT, newKernel))
                    .masks(hostMasks(masks));
            queues(existing)
                    .forEach(queue -> host.add(
                            PlanHosts.queue(queue, hostMasks(masks).isReserved(queue) ? "cex4queue" : "vfio_ap")));
            assigned()
                    .forEach((id, matrix) -> host.add(MediatedDevice.builder(id)
                            .assignedMatrix(MatrixReading.complete(matrix))
                            .build()));
            return host.build();
        }

        Map<MediatedDeviceId, Matrix> assigned() {
            Map<MediatedDeviceId, Matrix> assigned = new HashMap<>();
            devices.forEach(device -> assigned.put(IDS.get(assigned.size()), device.matrix()));
            return assigned;
        }

        HostMasks hostMasks(Pair low) {
            ApMask adapters = ApMask.of(IntStream.range(ADAPTERS, 256));
            ApMask domains = ApMask.of(IntStream.range(DOMAINS, 256));
            Matrix matrix = low.matrix();
            return above
                    ? new HostMasks(
                            matrix.adapters().union(AdapterSet.of(adapters)),
                            matrix.domains().union(DomainSet.of(domains)))
                    : new HostMasks(matrix.adapters(), matrix.domains());
        }

        /** Whether the kernel would refuse to go to other masks, because devices have queues there. */
        boolean vetoed(Pair target) {
            Pair set = target.without(masks);
            return devices.stream().anyMatch(device -> switch (veto) {
                case BY_CURRENT_OTHER_MASK -> (device.queues() & target.queues() & ~masks.queues()) != 0;
                case BY_ANY_COUNTERPART ->
                    device.queues() != 0
                            && ((device.adapters & set.adapters) != 0 || (device.domains & set.domains) != 0);
            });
        }
    }

    private static boolean has(int bits, int bit) {
        return (bits & 1 << bit) != 0;
    }

    private static ApMask mask(int bits) {
        return ApMask.of(IntStream.range(0, 32).filter(bit -> has(bits, bit)));
    }

    private static ApQueueSet queues(int bits) {
        ApQueueSet.Builder queues = ApQueueSet.builder();
        IntStream.range(0, QUEUES)
                .filter(bit -> has(bits, bit))
                .mapToObj(bit -> ApQueue.of(AdapterId.of(bit / DOMAINS), DomainId.of(bit % DOMAINS)))
                .forEach(queues::add);
        return queues.build();
    }

    private static int bits(ApQueueSet queues) {
        return queues.stream()
                .mapToInt(queue ->
                        1 << (DOMAINS * queue.adapter().value() + queue.domain().value()))
                .sum();
    }

    // generators

    private static Arbitrary<Integer> queueBits(int most) {
        return Arbitraries.integers()
                .between(0, QUEUES - 1)
                .set()
                .ofMaxSize(most)
                .map(bits -> bits.stream().mapToInt(bit -> 1 << bit).sum());
    }

    private static Arbitrary<Pair> pairs(int fewestAdapters, int fewestDomains) {
        return Combinators.combine(subset(ADAPTERS, fewestAdapters), subset(DOMAINS, fewestDomains))
                .as(Pair::new);
    }

    private static Arbitrary<Integer> subset(int size, int fewest) {
        return Arbitraries.integers().between(0, (1 << size) - 1).filter(bits -> Integer.bitCount(bits) >= fewest);
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<Integer> existing = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just((1 << QUEUES) - 1)),
                Tuple.of(1, Arbitraries.integers().between(0, (1 << QUEUES) - 1)),
                Tuple.of(2, queueBits(8)));
        Arbitrary<Pair> masks = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(new Pair(ALL_ADAPTERS, ALL_DOMAINS))),
                Tuple.of(2, pairs(ADAPTERS - 2, DOMAINS - 1)),
                Tuple.of(1, pairs(0, 0)));
        Arbitrary<List<Pair>> wishes = Combinators.combine(subset(ADAPTERS, 0), subset(DOMAINS, 0))
                .as(Pair::new)
                .list()
                .ofMaxSize(IDS.size());
        Arbitrary<Integer> toFree = Arbitraries.oneOf(
                queueBits(4), queueBits(9), Arbitraries.integers().between(0, (1 << QUEUES) - 1));
        return Combinators.combine(
                        existing,
                        masks,
                        Arbitraries.of(true, false),
                        wishes,
                        Arbitraries.of(MaskVeto.class),
                        toFree,
                        Arbitraries.oneOf(Arbitraries.just(0), queueBits(3)))
                .as((queues, now, above, wanted, veto, free, keep) ->
                        new Case(queues, now, above, assignable(wanted, now), veto, free, keep));
    }

    /** Makes matrices of free queues that are in no other device. */
    private static List<Pair> assignable(List<Pair> wishes, Pair masks) {
        List<Pair> devices = new ArrayList<>();
        for (Pair wish : wishes) {
            boolean byAdapter = (wish.domains & masks.domains) != 0;
            Pair free = byAdapter ? new Pair(wish.adapters & ~masks.adapters, wish.domains) : wish;
            if (devices.stream().allMatch(other -> (other.queues() & free.queues()) == 0)) {
                devices.add(free);
            }
        }
        return devices;
    }

    // what is right

    /** All masks that free and keep as asked, without bits that are not set before. */
    private static List<Pair> ways(Pair base, int needed, int kept) {
        List<Pair> ways = new ArrayList<>();
        for (int adapters = 0; adapters <= ALL_ADAPTERS; adapters++) {
            for (int domains = 0; domains <= ALL_DOMAINS; domains++) {
                Pair masks = new Pair(adapters, domains);
                if (base.contains(masks) && (masks.queues() & needed) == 0 && (~masks.queues() & kept) == 0) {
                    ways.add(masks);
                }
            }
        }
        return ways;
    }

    /** The set with the lowest number that only one of them has comes first. */
    private static int byNumber(int one, int other) {
        int difference = Integer.lowestOneBit(one ^ other);
        return Boolean.compare((other & difference) != 0, (one & difference) != 0);
    }

    private static Comparator<Pair> byNumberOfCleared(Pair base) {
        return ((Comparator<Pair>) (one, other) -> byNumber(base.without(one).adapters, base.without(other).adapters))
                .thenComparing((one, other) -> byNumber(base.without(one).domains, base.without(other).domains));
    }

    private static void check(
            Case asked, String name, Optional<MaskChoice> choice, List<Pair> ways, Comparator<Pair> order) {
        assertThat(choice.isPresent()).as(name).isEqualTo(!ways.isEmpty());
        if (ways.isEmpty()) {
            return;
        }
        MaskChoice found = choice.orElseThrow();
        Pair best = ways.stream().min(order).orElseThrow();
        HostMasks before = asked.hostMasks(asked.masks);
        HostMasks after = asked.hostMasks(best);
        assertThat(List.of(found.before(), found.after())).as(name).isEqualTo(List.of(before, after));
        assertThat(found.proven()).as(name).isTrue();
        int had = asked.existing & asked.masks.queues();
        int has = asked.existing & best.queues();
        assertThat(bits(found.collateral())).as(name).isEqualTo(had & ~has & ~asked.toFree);
        assertThat(bits(found.returned())).as(name).isEqualTo(has & ~had);
        Matrix cleared = asked.masks.without(best).matrix();
        assertThat(Matrix.of(found.adaptersToClear(), found.domainsToClear()))
                .as(name)
                .isEqualTo(cleared);
        assertThat(found.bitsToClear())
                .as(name)
                .isEqualTo(asked.masks.without(best).bits());
        Matrix set = best.without(asked.masks).matrix();
        assertThat(Matrix.of(found.adaptersToSet(), found.domainsToSet()))
                .as(name)
                .isEqualTo(set);
        HostMasks without = new HostMasks(
                before.apmask().difference(found.adaptersToClear()),
                before.aqmask().difference(found.domainsToClear()));
        assertThat(asked.veto.forApmask(without, after.apmask(), asked.assigned()))
                .as(name)
                .isEmpty();
        assertThat(asked.veto.forAqmask(without.withApmask(after.apmask()), after.aqmask(), asked.assigned()))
                .as(name)
                .isEmpty();
    }

    /** Also proves the generator: each noteworthy case comes up in at least 1 % of the tries. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void thereIsNoBetterAnswer(@ForAll("cases") Case asked) {
        MaskSolution solution = MaskSolver.solve(asked.host(), queues(asked.toFree), queues(asked.toKeep));
        assertThat(solution.lockedBy()).isEqualTo(ApQueueSet.none());

        int notKept = bits(solution.notKept());
        Pair base = asked.masks.with(asked.toKeep & ~notKept);
        int kept = asked.toKeep & base.queues();
        assertThat(notKept).as("not kept").isEqualTo(asked.toKeep & ~base.queues());
        assertThat(asked.vetoed(base)).as("base is vetoed").isFalse();
        IntStream.range(0, QUEUES)
                .filter(queue -> has(notKept, queue))
                .forEach(queue -> assertThat(asked.vetoed(base.with(1 << queue)))
                        .as("queue %s is not kept", queue)
                        .isTrue());

        int needed = asked.toFree & ~asked.toKeep & base.queues();
        int possible = ways(base, 0, kept).stream().map(way -> ~way.queues()).reduce(0, (one, other) -> one | other);
        int impossible = needed & ~possible;
        int inTheWay = IntStream.range(0, QUEUES)
                .filter(queue -> has(kept, queue))
                .filter(queue -> IntStream.range(0, QUEUES)
                        .anyMatch(other -> has(impossible, other)
                                && (queue / DOMAINS == other / DOMAINS || queue % DOMAINS == other % DOMAINS)))
                .map(queue -> 1 << queue)
                .sum();
        assertThat(bits(solution.impossible())).as("impossible").isEqualTo(impossible);
        assertThat(bits(solution.inTheWay())).as("in the way").isEqualTo(inTheWay);

        List<Pair> ways = ways(base, needed, kept);
        ToIntFunction<Pair> bits = way -> base.without(way).bits();
        ToIntFunction<Pair> collateral =
                way -> Integer.bitCount(asked.existing & asked.masks.queues() & ~way.queues() & ~asked.toFree);
        Comparator<Pair> byBits =
                Comparator.comparingInt(bits).thenComparingInt(collateral).thenComparing(byNumberOfCleared(base));
        Comparator<Pair> byCollateral =
                Comparator.comparingInt(collateral).thenComparingInt(bits).thenComparing(byNumberOfCleared(base));
        List<Pair> exact =
                ways.stream().filter(way -> collateral.applyAsInt(way) == 0).toList();
        check(asked, "fewest bits", solution.fewestBits(), ways, byBits);
        check(asked, "least collateral", solution.leastCollateral(), ways, byCollateral);
        check(asked, "exact", solution.exact(), exact, byBits);
        assertThat(solution.isPossible()).isEqualTo(impossible == 0);
        assertThat(bits(solution.overrides().queues())).isEqualTo(asked.toFree & ~asked.toKeep & asked.masks.queues());

        Set<String> kinds = new TreeSet<>();
        kinds.add(asked.veto.name());
        kinds.add(notKept != 0 ? "not kept" : "all kept");
        kinds.add(base.equals(asked.masks) ? "no bit set" : "bits set");
        kinds.add((asked.toFree & asked.toKeep) != 0 ? "free and keep" : "disjoint");
        kinds.add((needed & ~asked.existing) != 0 ? "not there" : "there");
        kinds.add(impossible != 0 ? "impossible" : exact.isEmpty() ? "not exact" : "exact");
        if (needed != 0 && impossible == 0) {
            Pair best = ways.stream().min(byBits).orElseThrow();
            Pair least = ways.stream().min(byCollateral).orElseThrow();
            kinds.add(bits.applyAsInt(least) > bits.applyAsInt(best) ? "more bits" : "as many bits");
            List<Pair> fewest = ways.stream()
                    .filter(way -> bits.applyAsInt(way) == bits.applyAsInt(best))
                    .toList();
            kinds.add(
                    fewest.stream().anyMatch(way -> collateral.applyAsInt(way) > collateral.applyAsInt(best))
                            ? "collateral decides"
                            : "collateral does not decide");
            kinds.add(
                    fewest.stream()
                                            .filter(way -> collateral.applyAsInt(way) == collateral.applyAsInt(best))
                                            .count()
                                    > 1
                            ? "number decides"
                            : "number does not decide");
            kinds.add((asked.existing & best.queues() & ~asked.masks.queues()) != 0 ? "returned" : "none returned");
            kinds.add((needed & ~asked.masks.queues()) != 0 ? "bits set reserve it" : "reserved before");
        }
        kinds.forEach(kind -> Statistics.label("kind").collect(kind));
        Statistics.label("kind")
                .coverage(coverage -> Stream.of(
                                "BY_CURRENT_OTHER_MASK",
                                "BY_ANY_COUNTERPART",
                                "not kept",
                                "bits set",
                                "free and keep",
                                "not there",
                                "impossible",
                                "not exact",
                                "exact",
                                "more bits",
                                "collateral decides",
                                "number decides",
                                "returned",
                                "bits set reserve it")
                        .forEach(kind -> coverage.check(kind).count(count -> count >= TRIES / 100)));
    }
}
