package io.github.apmatrix.persistence.samples;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any masks and changes of masks; empty and full ones, long runs and single bits come often. */
public final class MaskArbitraries {
    private MaskArbitraries() {}

    private static Arbitrary<ApMask> ranges() {
        Arbitrary<Integer> bits = Arbitraries.integers().between(0, 255);
        return Combinators.combine(bits, bits)
                .as((a, b) -> ApMask.of(IntStream.rangeClosed(Math.min(a, b), Math.max(a, b))));
    }

    public static Arbitrary<ApMask> masks() {
        Arbitrary<ApMask> few = ranges().list().ofMaxSize(4).map(MaskArbitraries::union);
        Arbitrary<ApMask> many = Arbitraries.integers()
                .between(0, 255)
                .map(ApMask::of)
                .list()
                .ofMaxSize(40)
                .map(MaskArbitraries::union);
        return Arbitraries.oneOf(
                Arbitraries.of(ApMask.none(), ApMask.all()),
                few,
                many,
                few.map(ApMask::complement),
                many.map(ApMask::complement));
    }

    private static ApMask union(List<ApMask> masks) {
        return masks.stream().reduce(ApMask.none(), ApMask::union);
    }

    public static Arbitrary<HostMasks> hostMasks() {
        return Combinators.combine(masks(), masks())
                .as((apmask, aqmask) -> new HostMasks(AdapterSet.of(apmask), DomainSet.of(aqmask)));
    }

    /** Lists of at least one change. */
    public static Arbitrary<MaskUpdate.Relative> changes() {
        Arbitrary<MaskUpdate.Relative> change = Combinators.combine(Arbitraries.of(true, false), ranges())
                .as((set, bits) -> set ? MaskUpdate.adding(bits) : MaskUpdate.removing(bits));
        return change.list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(list -> list.stream().reduce(MaskUpdate.adding(ApMask.none()), MaskUpdate.Relative::then));
    }
}
