package io.github.apmatrix.bench;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.rules.GuestFilter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a guest gets of a large assigned matrix, against a plain loop over a set of queues. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GuestFilterBenchmark {
    private final Matrix assigned = Matrix.of(
            AdapterSet.of(ApMask.of(IntStream.range(0, 60))), DomainSet.of(ApMask.of(IntStream.range(0, 85))));
    private final ApConfig lpar = ApConfig.of(assigned.adapters(), assigned.domains());
    private final ApQueueSet passable =
            ApQueueSet.of(assigned).difference(ApQueueSet.of(ApQueue.parse("05.0010"), ApQueue.parse("1f.0054")));
    private final ApQueueSet unbound = ApQueueSet.of(assigned).difference(passable);
    private final Set<ApQueue> unboundSet = new HashSet<>(unbound.stream().toList());
    private final Set<ApQueue> passableSet = new HashSet<>(passable.stream().toList());
    private final List<AdapterId> adapters = assigned.adapters().stream().toList();
    private final List<DomainId> domains = assigned.domains().stream().toList();

    @Benchmark
    @Peer(value = "guestMatrixLoop", target = 0.02)
    public Matrix guestMatrix() {
        return GuestFilter.guestMatrix(assigned, lpar, passable);
    }

    @Benchmark
    public Set<AdapterId> guestMatrixLoop() {
        Set<AdapterId> kept = new HashSet<>();
        for (AdapterId adapter : adapters) {
            boolean complete = true;
            for (DomainId domain : domains) {
                complete &= passableSet.contains(ApQueue.of(adapter, domain));
            }
            if (complete) {
                kept.add(adapter);
            }
        }
        return kept;
    }

    @Benchmark
    @Peer("afterUnbindingLoop")
    public Matrix afterUnbinding() {
        return GuestFilter.afterUnbinding(assigned, unbound);
    }

    @Benchmark
    public Set<AdapterId> afterUnbindingLoop() {
        Set<AdapterId> kept = new HashSet<>(adapters);
        for (ApQueue queue : unboundSet) {
            if (assigned.contains(queue)) {
                kept.remove(queue.adapter());
            }
        }
        return kept;
    }
}
