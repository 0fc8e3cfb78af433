package io.github.apmatrix.testkit.arbitraries;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.testkit.KernelProfile;
import io.github.apmatrix.testkit.SimulatedKernel;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Arbitraries for every value of the core, and for whole hosts. Edge cases come first: numbers 0, 1, 63, 64 and 255, the
 * empty and the full mask.
 *
 * @since 0.1.0
 */
public final class ApArbitraries {
    private static final int MAX = 255;

    private ApArbitraries() {}

    private static Arbitrary<Integer> numbers() {
        return Arbitraries.integers()
                .between(0, MAX)
                .edgeCases(edges -> edges.includeOnly(0, MAX).add(1).add(63).add(64));
    }

    /**
     * Returns adapters.
     *
     * @return all 256, edges first
     */
    public static Arbitrary<AdapterId> adapterIds() {
        return numbers().map(AdapterId::of);
    }

    /**
     * Returns domains.
     *
     * @return all 256, edges first
     */
    public static Arbitrary<DomainId> domainIds() {
        return numbers().map(DomainId::of);
    }

    /**
     * Returns queues.
     *
     * @return all 65,536, edges first
     */
    public static Arbitrary<ApQueue> queues() {
        return Combinators.combine(adapterIds(), domainIds()).as(ApQueue::of);
    }

    /**
     * Returns masks: sparse, dense, runs of bits, empty and full.
     *
     * @return masks
     */
    public static Arbitrary<ApMask> masks() {
        Arbitrary<ApMask> sparse =
                numbers().set().ofMaxSize(8).map(bits -> ApMask.of(bits.stream().mapToInt(i -> i)));
        Arbitrary<ApMask> runs = Combinators.combine(numbers(), numbers())
                .as((a, b) -> ApMask.of(IntStream.rangeClosed(Math.min(a, b), Math.max(a, b))));
        return Arbitraries.frequencyOf(
                        Tuple.of(4, sparse), Tuple.of(2, runs), Tuple.of(2, sparse.map(ApMask::complement)))
                .edgeCases(edges -> edges.includeOnly(ApMask.none(), ApMask.all()));
    }

    /**
     * Returns sets of adapters.
     *
     * @return sets from empty to all
     */
    public static Arbitrary<AdapterSet> adapterSets() {
        return masks().map(AdapterSet::of);
    }

    /**
     * Returns sets of domains.
     *
     * @return sets from empty to all
     */
    public static Arbitrary<DomainSet> domainSets() {
        return masks().map(DomainSet::of);
    }

    /**
     * Returns matrices, also with only adapters, only domains, or nothing.
     *
     * @return matrices
     */
    public static Arbitrary<Matrix> matrices() {
        return Combinators.combine(adapterSets(), domainSets()).as(Matrix::of);
    }

    /**
     * Returns configurations; control domains are independent of usage domains.
     *
     * @return configurations
     */
    public static Arbitrary<ApConfig> configs() {
        return Combinators.combine(matrices(), domainSets()).as(ApConfig::new);
    }

    /**
     * Returns sets of queues: matrices, single queues, and one without the other.
     *
     * @return sets of queues
     */
    public static Arbitrary<ApQueueSet> queueSets() {
        Arbitrary<ApQueueSet> few = queues().set().ofMaxSize(12).map(ApQueueSet::copyOf);
        Arbitrary<ApQueueSet> matrices = matrices().map(ApQueueSet::of);
        return Arbitraries.oneOf(
                few, matrices, Combinators.combine(matrices, few).as(ApQueueSet::difference));
    }

    /**
     * Returns pairs of masks.
     *
     * @return masks
     */
    public static Arbitrary<HostMasks> hostMasks() {
        return Combinators.combine(adapterSets(), domainSets()).as(HostMasks::new);
    }

    /**
     * Returns updates of a mask, absolute and relative.
     *
     * @return updates
     */
    public static Arbitrary<MaskUpdate> maskUpdates() {
        Arbitrary<MaskUpdate> absolute = masks().map(MaskUpdate::replacing);
        Arbitrary<MaskUpdate> relative = Combinators.combine(masks(), masks())
                .as((added, removed) -> MaskUpdate.adding(added).then(MaskUpdate.removing(removed)));
        return Arbitraries.oneOf(absolute, relative);
    }

    /**
     * Returns ids of mediated devices.
     *
     * @return ids, also the nil UUID
     */
    public static Arbitrary<MediatedDeviceId> deviceIds() {
        Arbitrary<Long> halves = Arbitraries.longs();
        return Combinators.combine(halves, halves).as((high, low) -> MediatedDeviceId.of(new UUID(high, low)));
    }

    /**
     * Returns types of adapters that vfio_ap handles.
     *
     * @return CEX4A to CEX8P
     */
    public static Arbitrary<CardType> cardTypes() {
        return Combinators.combine(Arbitraries.integers().between(4, 8), Arbitraries.of(CardMode.class))
                .as(CardType::new);
    }

    /**
     * Returns hosts: up to six adapters and six usage domains, any profile, masks that free some of them.
     *
     * @return freshly booted kernels
     */
    public static Arbitrary<SimulatedKernel> hosts() {
        Arbitrary<Map<AdapterId, CardType>> adapters =
                Arbitraries.maps(adapterIds(), cardTypes()).ofMaxSize(6);
        Arbitrary<DomainSet> domains = domainIds().set().ofMaxSize(6).map(DomainSet::copyOf);
        return Combinators.combine(Arbitraries.of(KernelProfile.values()), adapters, domains, hostMasks())
                .as((profile, slots, usage, masks) -> {
                    SimulatedKernel.Builder builder = SimulatedKernel.builder()
                            .profile(profile)
                            .usageDomains(usage)
                            .controlDomains(usage)
                            .masks(masks);
                    slots.forEach(builder::adapter);
                    return builder.build();
                });
    }
}
