package io.github.apmatrix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Compares with all ways to clear bits of 5 adapters and 5 domains; bit {@code 5 * a + d} of a number is a queue. */
class MaskSolverProperties {
    private static final int SIDE = 5;
    private static final int WAYS = 1 << (2 * SIDE);

    private static ApQueueSet queues(int bits) {
        List<ApQueue> queues = IntStream.range(0, SIDE * SIDE)
                .filter(bit -> (bits & (1 << bit)) != 0)
                .mapToObj(bit -> ApQueue.of(AdapterId.of(bit / SIDE), DomainId.of(bit % SIDE)))
                .toList();
        return ApQueueSet.copyOf(queues);
    }

    /** Returns the queues that clearing frees; the low bits of a way are adapters, the high ones domains. */
    private static int freed(int way) {
        return IntStream.range(0, SIDE * SIDE)
                .filter(bit -> (way & (1 << (bit / SIDE))) != 0 || (way & (1 << (SIDE + bit % SIDE))) != 0)
                .map(bit -> 1 << bit)
                .reduce(0, (a, b) -> a | b);
    }

    private static final int[] FREED =
            IntStream.range(0, WAYS).map(MaskSolverProperties::freed).toArray();

    private static int way(MaskSolver.Solution solution) {
        int adapters =
                solution.adapters().stream().mapToInt(id -> 1 << id.value()).sum();
        int domains = solution.domains().stream()
                .mapToInt(id -> 1 << (SIDE + id.value()))
                .sum();
        return adapters + domains;
    }

    @Provide
    Arbitrary<Integer> queueBits() {
        Arbitrary<Integer> any = Arbitraries.integers().between(0, (1 << (SIDE * SIDE)) - 1);
        Arbitrary<Integer> few = Arbitraries.integers()
                .between(0, SIDE * SIDE - 1)
                .set()
                .ofMaxSize(8)
                .map(bits -> bits.stream().mapToInt(bit -> 1 << bit).sum());
        return Arbitraries.oneOf(any, few);
    }

    @Property
    void theFewestBitsFreeAll(@ForAll("queueBits") int needed) {
        MaskSolver.Solution solution = MaskSolver.solve(queues(needed), ApQueueSet.none());
        assertThat(solution.impossible()).isEqualTo(ApQueueSet.none());
        assertThat(FREED[way(solution)] & needed).isEqualTo(needed);
        assertThat(Integer.bitCount(way(solution))).isEqualTo(fewest(needed, 0));
    }

    @Property
    void whatIsKeptStays(
            @ForAll("queueBits") int wanted,
            @ForAll @IntRange(max = 24) int first,
            @ForAll @IntRange(max = 24) int second) {
        int kept = 1 << first | 1 << second;
        int needed = wanted & ~kept;
        int possible = IntStream.range(0, WAYS)
                .filter(way -> (FREED[way] & kept) == 0)
                .map(way -> FREED[way])
                .reduce(0, (a, b) -> a | b);
        MaskSolver.Solution solution = MaskSolver.solve(queues(needed), queues(kept));
        assertThat(solution.impossible()).isEqualTo(queues(needed & ~possible));
        assertThat(FREED[way(solution)] & kept).isZero();
        assertThat(FREED[way(solution)] & needed).isEqualTo(needed & possible);
        assertThat(Integer.bitCount(way(solution))).isEqualTo(fewest(needed & possible, kept));
    }

    private static int fewest(int needed, int kept) {
        return IntStream.range(0, WAYS)
                .filter(way -> (FREED[way] & needed) == needed && (FREED[way] & kept) == 0)
                .map(Integer::bitCount)
                .min()
                .orElseThrow();
    }
}
