package io.github.apmatrix.bench;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.allocate.AllocationRequest;
import io.github.apmatrix.allocate.AllocationResult;
import io.github.apmatrix.allocate.Allocator;
import io.github.apmatrix.event.HostEvent;
import io.github.apmatrix.event.HostEvents;
import io.github.apmatrix.explain.Explain;
import io.github.apmatrix.health.Finding;
import io.github.apmatrix.health.HealthCheck;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.plan.DesiredHost;
import io.github.apmatrix.plan.Planner;
import io.github.apmatrix.plan.PlanningResult;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How time grows with the number of queues, of which 60x85 has 80 times as many as 4x16, and 256x256, asked for with
 * {@code -p size=256x256}, 1,024 times.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GrowthBenchmark {
    /** Adapters x domains. */
    @Param({"4x16", "16x85", "60x85"})
    public String size;

    private HostSnapshot empty;
    private HostSnapshot full;
    private HostSnapshot afterLoss;
    private DesiredHost desired;
    private AllocationRequest request;

    @Setup
    public void prepare() {
        LargeHost large = LargeHost.of(size, true);
        empty = large.empty();
        full = large.full();
        afterLoss = large.afterLoss();
        desired = large.desired();
        request = large.request(large.guests());
    }

    @Benchmark
    public PlanningResult plan() {
        return Planner.plan(empty, desired);
    }

    /** Each queue by itself. */
    @Benchmark
    public void explainAll(Blackhole blackhole) {
        for (ApQueue queue : full.queues().keySet()) {
            blackhole.consume(Explain.queue(full, queue, LargeHost.device(0)));
        }
    }

    @Benchmark
    public AllocationResult allocate() {
        return Allocator.allocate(empty, request);
    }

    @Benchmark
    public ImmutableList<Finding> health() {
        return HealthCheck.of(afterLoss);
    }

    @Benchmark
    public ImmutableList<HostEvent> events() {
        return HostEvents.between(full, afterLoss);
    }
}
