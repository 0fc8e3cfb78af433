package io.github.apmatrix.bench;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.explain.Explain;
import io.github.apmatrix.explain.Explanation;
import io.github.apmatrix.explain.Reason;
import io.github.apmatrix.host.HostSnapshot;
import java.util.Map;
import java.util.TreeMap;
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
import org.openjdk.jmh.infra.Blackhole;

/** Why each queue of a large host is in a guest or not, against a sorted map that is filled with one text for each queue. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExplainBenchmark {
    private final LargeHost large = LargeHost.of("60x85", true);
    private final HostSnapshot host = large.full();
    private final ApQueueSet queues = ApQueueSet.of(large.queues());
    private final MediatedDeviceId device = LargeHost.device(0);

    /** The reasons of all queues, each with its queues. */
    @Benchmark
    @Peer(value = "map", target = 3)
    public ImmutableList<Reason> reasonsOfAll() {
        return Explain.reasons(host, queues, device);
    }

    /** An explanation of each queue by itself. */
    @Benchmark
    @Peer(value = "map", target = 3)
    public void eachQueue(Blackhole blackhole) {
        for (ApQueue queue : queues) {
            blackhole.consume(Explain.queue(host, queue, device));
        }
    }

    /** As a program prints it. */
    @Benchmark
    @Peer("map")
    public Map<ApQueue, String> textOfEachQueue() {
        Map<ApQueue, String> texts = new TreeMap<>();
        for (ApQueue queue : queues) {
            Explanation explanation = Explain.queue(host, queue, device);
            texts.put(queue, explanation.toString());
        }
        return texts;
    }

    @Benchmark
    public Map<ApQueue, String> map() {
        Map<ApQueue, String> texts = new TreeMap<>();
        for (ApQueue queue : queues) {
            texts.put(queue, "why " + queue);
        }
        return texts;
    }
}
