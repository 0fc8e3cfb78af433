package io.github.apmatrix;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Arbitrary values of this library. The edges of the words of a mask come more often than chance would have it, and most
 * sets are drawn from few numbers, because two sets out of 256 numbers would seldom meet.
 */
// the properties of other packages need it, and the module exports this package, though not with its tests
@SuppressWarnings("exports")
public final class ApValues extends DomainContextBase {
    private static final Integer[] EDGES = {0, 1, 63, 64, 127, 128, 191, 192, 254, 255};

    /** The numbers of a small universe, on both sides of the edges of words. */
    private static final Integer[] FEW = {0, 1, 63, 64, 255};

    /** Made for {@code @Domain(ApValues.class)}. */
    public ApValues() {}

    private static Arbitrary<Integer> bits() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of(EDGES)),
                Tuple.of(2, Arbitraries.integers().between(0, 255)));
    }

    private static Arbitrary<ApMask> maskOf(Arbitrary<Integer> numbers, int maxSize) {
        return numbers.list().ofMaxSize(maxSize).map(ApValues::mask);
    }

    private static ApMask mask(List<Integer> bits) {
        return ApMask.of(bits.stream().mapToInt(Integer::intValue));
    }

    private static Arbitrary<ApMask> ranges() {
        return Combinators.combine(bits(), bits())
                .as((a, b) -> ApMask.of(IntStream.rangeClosed(Math.min(a, b), Math.max(a, b))));
    }

    private static Arbitrary<ApMask> fewBits() {
        return maskOf(Arbitraries.of(FEW), 5);
    }

    @Provide
    Arbitrary<ApMask> masks() {
        Arbitrary<ApMask> any = Arbitraries.oneOf(fewBits(), maskOf(bits(), 20), ranges());
        return Arbitraries.oneOf(Arbitraries.of(ApMask.none(), ApMask.all()), any, any, any.map(ApMask::complement))
                .edgeCases(edges -> {
                    edges.add(ApMask.none(), ApMask.all());
                    edges.add(ApMask.of(0), ApMask.of(63), ApMask.of(64), ApMask.of(255));
                });
    }

    @Provide
    Arbitrary<AdapterId> adapters() {
        return bits().map(AdapterId::of);
    }

    @Provide
    Arbitrary<DomainId> domains() {
        return bits().map(DomainId::of);
    }

    @Provide
    Arbitrary<AdapterSet> adapterSets() {
        return fewBits().map(AdapterSet::of);
    }

    @Provide
    Arbitrary<DomainSet> domainSets() {
        return fewBits().map(DomainSet::of);
    }

    @Provide
    Arbitrary<ApQueue> queues() {
        Arbitrary<Integer> few = Arbitraries.of(FEW);
        return Combinators.combine(few, few).as((a, d) -> ApQueue.of(AdapterId.of(a), DomainId.of(d)));
    }

    @Provide
    Arbitrary<ApQueueSet> queueSets() {
        Arbitrary<ApQueueSet> products = matrices().map(ApQueueSet::of);
        Arbitrary<ApQueueSet> any = queues().list().ofMaxSize(20).map(ApQueueSet::copyOf);
        return Arbitraries.oneOf(
                any, products, Combinators.combine(products, any).as(ApQueueSet::difference));
    }

    @Provide
    Arbitrary<Matrix> matrices() {
        return Combinators.combine(adapterSets(), domainSets())
                .as(Matrix::of)
                .edgeCases(edges -> edges.add(
                        Matrix.none(),
                        Matrix.of(AdapterSet.adapters(0, 255), DomainSet.none()),
                        Matrix.of(AdapterSet.none(), DomainSet.domains(0, 255))));
    }

    @Provide
    Arbitrary<ApConfig> configs() {
        return Combinators.combine(matrices(), domainSets()).as(ApConfig::new);
    }

    @Provide
    Arbitrary<HostMasks> hostMasks() {
        return Combinators.combine(adapterSets(), domainSets())
                .as((adapters, domains) -> new HostMasks(adapters.complement(), domains.complement()));
    }

    @Provide
    Arbitrary<MediatedDeviceId> deviceIds() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                .as((high, low) -> MediatedDeviceId.of(new UUID(high, low)));
    }
}
