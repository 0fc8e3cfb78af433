package io.github.apmatrix.bench;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import java.util.BitSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

/** Sets of queues against a {@link BitSet} of all 65,536, and against a {@link TreeSet} where queues are visited. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QueueSetBenchmark {
    /** Adapters x domains: the queues of one device, of a large host, and all that there can be. */
    @Param({"4x15", "60x85", "256x256"})
    private String size;

    private ApQueueSet left;
    private ApQueueSet right;
    private ApQueueSet part;
    private TreeSet<ApQueue> leftTree;
    private BitSet leftBits;
    private BitSet rightBits;
    private final ApQueue queue = ApQueue.parse("02.0007");

    private static BitSet bits(ApQueueSet queues) {
        BitSet bits = new BitSet(65_536);
        queues.forEach(each -> bits.set(index(each)));
        return bits;
    }

    private static int index(ApQueue queue) {
        return queue.adapter().value() << 8 | queue.domain().value();
    }

    /** Two sets that share about half of their queues. */
    @Setup
    public void sets() {
        String[] sides = size.split("x");
        AdapterSet adapters = AdapterSet.of(ApMask.of(IntStream.range(0, Integer.parseInt(sides[0]))));
        DomainSet domains = DomainSet.of(ApMask.of(IntStream.range(0, Integer.parseInt(sides[1]))));
        left = ApQueueSet.of(Matrix.of(adapters, domains));
        right = left.stream()
                .filter(each -> index(each) % 2 == 0)
                .collect(Collectors.collectingAndThen(Collectors.toList(), ApQueueSet::copyOf));
        part = right;
        leftBits = bits(left);
        rightBits = bits(right);
        leftTree = left.stream().collect(Collectors.toCollection(TreeSet::new));
    }

    @Benchmark
    @Peer(value = "unionBitSet", target = 1)
    public ApQueueSet union() {
        return left.union(right);
    }

    @Benchmark
    public BitSet unionBitSet() {
        BitSet copy = (BitSet) leftBits.clone();
        copy.or(rightBits);
        return copy;
    }

    @Benchmark
    @Peer(value = "intersectBitSet", target = 1)
    public ApQueueSet intersect() {
        return left.intersect(right);
    }

    @Benchmark
    public BitSet intersectBitSet() {
        BitSet copy = (BitSet) leftBits.clone();
        copy.and(rightBits);
        return copy;
    }

    @Benchmark
    @Peer(value = "differenceBitSet", target = 1)
    public ApQueueSet difference() {
        return left.difference(right);
    }

    @Benchmark
    public BitSet differenceBitSet() {
        BitSet copy = (BitSet) leftBits.clone();
        copy.andNot(rightBits);
        return copy;
    }

    @Benchmark
    @Peer("containsBitSet")
    public boolean contains() {
        return left.contains(queue);
    }

    @Benchmark
    public boolean containsBitSet() {
        return leftBits.get(index(queue));
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
    public boolean containsAll() {
        return left.containsAll(part);
    }

    @Benchmark
    @Peer(value = "iterateTreeSet", target = 0.4)
    public int iterate() {
        int sum = 0;
        for (ApQueue each : left) {
            sum += index(each);
        }
        return sum;
    }

    @Benchmark
    public int iterateTreeSet() {
        int sum = 0;
        for (ApQueue each : leftTree) {
            sum += index(each);
        }
        return sum;
    }

    @Benchmark
    @Peer(value = "forEachTreeSet", target = 0.4)
    public void forEach(Blackhole blackhole) {
        left.forEach(blackhole::consume);
    }

    @Benchmark
    public void forEachTreeSet(Blackhole blackhole) {
        leftTree.forEach(blackhole::consume);
    }
}
