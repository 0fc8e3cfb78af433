package io.github.apmatrix.bench;

import io.github.apmatrix.ApMask;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Masks of 256 bits against {@link BitSet}, the JDK's own set of bits. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MaskBenchmark {
    private final ApMask left = ApMask.of(java.util.stream.IntStream.range(0, 85));
    private final ApMask right = ApMask.of(java.util.stream.IntStream.range(40, 256));
    private final BitSet leftBits = new BitSet(256);
    private final BitSet rightBits = new BitSet(256);

    /** The same bits. */
    public MaskBenchmark() {
        leftBits.set(0, 85);
        rightBits.set(40, 256);
    }

    @Benchmark
    @Peer(value = "andBitSet", target = 0.5)
    public ApMask and() {
        return left.intersect(right);
    }

    @Benchmark
    public BitSet andBitSet() {
        BitSet copy = (BitSet) leftBits.clone();
        copy.and(rightBits);
        return copy;
    }
}
