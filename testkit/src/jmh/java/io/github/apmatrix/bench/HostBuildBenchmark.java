package io.github.apmatrix.bench;

import io.github.apmatrix.testkit.SimulatedKernel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Building simulated hosts of growing size. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HostBuildBenchmark {
    /** The size of the host: adapters and domains. */
    @Param({"4x16", "16x85", "60x85", "256x256"})
    public String size;

    @Benchmark
    public SimulatedKernel boot() {
        return SimulatedHosts.withoutDevices(size);
    }

    /** The same, with devices. */
    @Benchmark
    public SimulatedKernel bootWithDevices() {
        return SimulatedHosts.withDevices(size);
    }
}
