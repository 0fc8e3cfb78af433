package io.github.apmatrix.bench;

import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.FileSysfs;
import io.github.apmatrix.sysfs.SnapshotDetail;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a large host at each level of detail, against a C program that reads the same information. Other sizes with -p size=. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 8, time = 1)
public class SnapshotBenchmark {
    /** A tree, and what reads it. */
    @State(Scope.Benchmark)
    public static class Host {
        @Param("60x85")
        private String size = "";

        @Param({"TOPOLOGY", "STATUS", "FULL"})
        private SnapshotDetail detail = SnapshotDetail.FULL;

        private SysfsTree tree;
        private Least least;
        private ApHost host;
        private ExecutorService executor;

        /** Makes the tree. */
        @Setup
        public void open() throws IOException, InterruptedException {
            tree = new SysfsTree(size);
            least = new Least(
                    tree.root(), detail.name().toLowerCase(Locale.ROOT).charAt(0));
            host = ApHost.at(FileSysfs.at(tree.root()));
            executor = Executors.newCachedThreadPool();
        }

        /** Deletes it. */
        @TearDown
        public void close() throws IOException {
            executor.shutdown();
            least.close();
            tree.close();
        }
    }

    @Benchmark
    @Peer(value = "leastInC", target = 1.5)
    public HostSnapshot snapshot(Host host) {
        return host.host.snapshot(host.detail);
    }

    @Benchmark
    @Peer("snapshot")
    public HostSnapshot snapshotWithTwoThreads(Host host) {
        return host.host.snapshot(host.detail, host.executor);
    }

    @Benchmark
    @Peer("fullSnapshot")
    public HostSnapshot snapshotAgainstFull(Host host) {
        return host.host.snapshot(host.detail);
    }

    @Benchmark
    public HostSnapshot fullSnapshot(Host host) {
        return host.host.snapshot();
    }

    @Benchmark
    public void leastInC(Host host) throws IOException {
        host.least.read();
    }
}
