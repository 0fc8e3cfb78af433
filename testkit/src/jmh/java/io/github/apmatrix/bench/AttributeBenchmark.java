package io.github.apmatrix.bench;

import com.google.common.collect.ImmutableSortedSet;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.apmatrix.sysfs.Sysfs;
import io.github.apmatrix.sysfs.SysfsPath;
import io.github.apmatrix.testkit.SimulatedKernel;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/** Single accesses to the files of a simulated host against an in-memory file system with the same files. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AttributeBenchmark {
    private static final SysfsPath APMASK = SysfsPath.of("bus/ap/apmask");
    private static final SysfsPath ONLINE = SysfsPath.of("devices/ap/card01/01.0002/online");
    private static final SysfsPath POLL_TIMEOUT = SysfsPath.of("bus/ap/poll_timeout");
    private static final SysfsPath DEVICES = SysfsPath.of("bus/ap/devices");
    private static final int REMEMBERED_CALLS = 1000;

    /** The size of the host: adapters and domains. */
    @Param({"60x85", "4x16"})
    public String size;

    private SimulatedKernel kernel;
    private Sysfs sysfs;
    private int calls;
    private FileSystem files;
    private Path apmask;
    private Path online;
    private Path pollTimeout;
    private Path devices;

    @Setup
    public void build() throws IOException {
        kernel = SimulatedHosts.withDevices(size);
        sysfs = kernel.sysfs();
        files = Jimfs.newFileSystem(Configuration.unix());
        apmask = copy(APMASK);
        online = copy(ONLINE);
        pollTimeout = copy(POLL_TIMEOUT);
        devices = path(DEVICES);
        Files.createDirectories(devices);
        for (String name : sysfs.list(DEVICES)) {
            Files.createSymbolicLink(devices.resolve(name), files.getPath(sysfs.readLink(DEVICES.resolve(name))));
        }
    }

    private Path path(SysfsPath path) {
        return files.getPath("/sys", path.toString());
    }

    private Path copy(SysfsPath path) throws IOException {
        Path copy = path(path);
        Files.createDirectories(copy.getParent());
        return Files.writeString(copy, sysfs.read(path));
    }

    @TearDown
    public void close() throws IOException {
        files.close();
    }

    /** As a test does between its steps; otherwise the journal is what fills the memory. */
    private void count() {
        if (calls++ == REMEMBERED_CALLS) {
            calls = 0;
            kernel.journal().clear();
        }
    }

    @Benchmark
    @Peer(value = "readMaskJimfs", target = 0.25)
    public String readMask() {
        count();
        return sysfs.read(APMASK);
    }

    @Benchmark
    public String readMaskJimfs() throws IOException {
        return Files.readString(apmask);
    }

    @Benchmark
    @Peer(value = "readOnlineJimfs", target = 0.25)
    public String readOnline() {
        count();
        return sysfs.read(ONLINE);
    }

    @Benchmark
    public String readOnlineJimfs() throws IOException {
        return Files.readString(online);
    }

    /** A path that is made from text first. */
    @Benchmark
    @Peer(value = "readTextPathJimfs", target = 0.25)
    public String readTextPath() {
        count();
        return sysfs.read(SysfsPath.of("devices/ap/card01/01.0002/online"));
    }

    @Benchmark
    public String readTextPathJimfs() throws IOException {
        return Files.readString(files.getPath("/sys/devices/ap/card01/01.0002/online"));
    }

    @Benchmark
    @Peer(value = "writeJimfs", target = 0.25)
    public void write() {
        count();
        sysfs.write(POLL_TIMEOUT, "250000");
    }

    @Benchmark
    public Path writeJimfs() throws IOException {
        return Files.writeString(pollTimeout, "250000");
    }

    @Benchmark
    @Peer(value = "listJimfs", target = 0.3)
    public ImmutableSortedSet<String> list() {
        count();
        return sysfs.list(DEVICES);
    }

    @Benchmark
    public List<Path> listJimfs() throws IOException {
        try (Stream<Path> names = Files.list(devices)) {
            return names.toList();
        }
    }
}
