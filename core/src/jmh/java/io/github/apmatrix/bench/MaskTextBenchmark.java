package io.github.apmatrix.bench;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import java.util.HexFormat;
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

/** The text of a mask and of a queue against what the JDK has for hexadecimal numbers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MaskTextBenchmark {
    private final ApMask mask = ApMask.of(IntStream.range(0, 256).filter(bit -> bit * bit % 7 < 3));
    private final String text = mask.toHex();
    private final byte[] bytes = HexFormat.of().parseHex(text.substring(2));
    private final Matrix matrix =
            Matrix.of(AdapterSet.of(ApMask.of(IntStream.range(0, 6))), DomainSet.of(ApMask.of(IntStream.range(0, 85))));
    private final String matrixText = matrix.toKernelText();
    private final String configText =
            ApConfig.of(AdapterSet.of(mask), DomainSet.of(mask)).toString();
    private final ApQueue queue = ApQueue.parse("0a.001b");
    private final String queueText = queue.toString();

    @Benchmark
    @Peer(value = "parseLongs", target = 0.7)
    public ApMask parse() {
        return ApMask.parse(text);
    }

    @Benchmark
    public long[] parseLongs() {
        long[] words = new long[4];
        for (int i = 0; i < words.length; i++) {
            words[i] = Long.parseUnsignedLong(text, 2 + 16 * i, 18 + 16 * i, 16);
        }
        return words;
    }

    @Benchmark
    @Peer(value = "printHexFormat", target = 0.5)
    public String print() {
        return mask.toHex();
    }

    @Benchmark
    public String printHexFormat() {
        return HexFormat.of().formatHex(bytes);
    }

    @Benchmark
    public ApConfig parseConfig() {
        return ApConfig.parse(configText);
    }

    @Benchmark
    public ApQueue parseQueue() {
        return ApQueue.parse(queueText);
    }

    @Benchmark
    public String printQueue() {
        return queue.toString();
    }

    @Benchmark
    public Matrix parseMatrix() {
        return Matrix.parseKernelText(matrixText);
    }

    @Benchmark
    public String printMatrix() {
        return matrix.toKernelText();
    }
}
