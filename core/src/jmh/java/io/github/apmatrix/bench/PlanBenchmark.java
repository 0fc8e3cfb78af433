package io.github.apmatrix.bench;

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

/** Plans a device for each domain of a large host. Without {@code ap_config} each adapter and domain is a step. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlanBenchmark {
    /** Whether the kernel has {@code ap_config}. */
    @Param({"true", "false"})
    public boolean rewritable;

    private HostSnapshot empty;
    private HostSnapshot reserved;
    private HostSnapshot full;
    private DesiredHost desired;

    @Setup
    public void prepare() {
        LargeHost large = LargeHost.of("60x85", rewritable);
        empty = large.empty();
        reserved = large.reserved();
        full = large.full();
        desired = large.desired();
    }

    @Benchmark
    public PlanningResult onEmptyHost() {
        return Planner.plan(empty, desired);
    }

    @Benchmark
    public PlanningResult onReservedHost() {
        return Planner.plan(reserved, desired);
    }

    @Benchmark
    public PlanningResult nothingToDo() {
        return Planner.plan(full, desired);
    }
}
