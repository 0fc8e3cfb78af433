package io.github.apmatrix.bench;

import io.github.apmatrix.ApMask;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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
import org.openjdk.jmh.infra.Blackhole;

/** Masks of 256 bits against {@link BitSet}, the JDK's own set of bits. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MaskBenchmark {
    private final ApMask left = ApMask.of(IntStream.range(0, 85));
    private final ApMask right = ApMask.of(IntStream.range(40, 256));
    private final ApMask part = ApMask.of(IntStream.range(40, 85));
    private final BitSet leftBits = new BitSet(256);
    private final BitSet rightBits = new BitSet(256);
    private final BitSet partBits = new BitSet(256);

    private int bit = 70;

    /** All numbers in no order, so that no branch can be foreseen. */
    private final int[] shuffled;

    /** The same bits. */
    public MaskBenchmark() {
        leftBits.set(0, 85);
        rightBits.set(40, 256);
        partBits.set(40, 85);
        List<Integer> numbers = new ArrayList<>(IntStream.range(0, 256).boxed().toList());
        Collections.shuffle(numbers, new Random(1));
        shuffled = numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    @Benchmark
    @Peer(value = "intersectBitSet", target = 0.5)
    public ApMask intersect() {
        return left.intersect(right);
    }

    @Benchmark
    public BitSet intersectBitSet() {
        BitSet copy = (BitSet) leftBits.clone();
        copy.and(rightBits);
        return copy;
    }

    @Benchmark
    @Peer(value = "unionBitSet", target = 0.5)
    public ApMask union() {
        return left.union(right);
    }

    @Benchmark
    public BitSet unionBitSet() {
        BitSet copy = (BitSet) leftBits.clone();
        copy.or(rightBits);
        return copy;
    }

    @Benchmark
    @Peer(value = "differenceBitSet", target = 0.5)
    public ApMask difference() {
        return left.difference(right);
    }

    @Benchmark
    public BitSet differenceBitSet() {
        BitSet copy = (BitSet) leftBits.clone();
        copy.andNot(rightBits);
        return copy;
    }

    @Benchmark
    @Peer(value = "containsBitSet", target = 1.1)
    public boolean contains() {
        return left.contains(bit);
    }

    @Benchmark
    public boolean containsBitSet() {
        return leftBits.get(bit);
    }

    @Benchmark
    @Peer("containsShuffledBitSet")
    public int containsShuffled() {
        int found = 0;
        for (int each : shuffled) {
            found += left.contains(each) ? 1 : 0;
        }
        return found;
    }

    @Benchmark
    public int containsShuffledBitSet() {
        int found = 0;
        for (int each : shuffled) {
            found += leftBits.get(each) ? 1 : 0;
        }
        return found;
    }

    @Benchmark
    @Peer("intersectsBitSet")
    public boolean intersects() {
        return left.intersects(right);
    }

    @Benchmark
    public boolean intersectsBitSet() {
        return leftBits.intersects(rightBits);
    }

    @Benchmark
    @Peer("isEmptyBitSet")
    public boolean isEmpty() {
        return left.isEmpty();
    }

    @Benchmark
    public boolean isEmptyBitSet() {
        return leftBits.isEmpty();
    }

    @Benchmark
    @Peer("containsAllBitSet")
    public boolean containsAll() {
        return left.containsAll(part);
    }

    /** A bit set has no such question: what is left of a copy answers it. */
    @Benchmark
    public boolean containsAllBitSet() {
        BitSet copy = (BitSet) partBits.clone();
        copy.andNot(leftBits);
        return copy.isEmpty();
    }

    @Benchmark
    @Peer(value = "iterateBitSet", target = 0.4)
    public void iterate(Blackhole blackhole) {
        left.forEach(blackhole::consume);
    }

    @Benchmark
    public void iterateBitSet(Blackhole blackhole) {
        for (int each = leftBits.nextSetBit(0); each >= 0; each = leftBits.nextSetBit(each + 1)) {
            blackhole.consume(each);
        }
    }
}
