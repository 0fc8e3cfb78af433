package io.github.apmatrix.bench;

import io.github.apmatrix.DomainId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.Sysfs;
import io.github.apmatrix.sysfs.SysfsPath;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Changes of a simulated host, and all of it at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
    private static final SysfsPath APMASK = SysfsPath.of("bus/ap/apmask");
    private static final DomainId DOMAIN = DomainId.of(0x03);
    private static final SysfsPath DEVICE = SysfsPath.of("devices/vfio_ap/matrix")
            .resolve(SimulatedHosts.device(DOMAIN).toString());
    private static final SysfsPath ASSIGN_DOMAIN = DEVICE.resolve("assign_domain");
    private static final SysfsPath UNASSIGN_DOMAIN = DEVICE.resolve("unassign_domain");

    /** The size of the host: adapters and domains. */
    @Param({"60x85", "16x85", "4x16"})
    public String size;

    private SimulatedKernel kernel;
    private Sysfs sysfs;
    private ApHost host;
    private boolean on;

    @Setup
    public void build() {
        kernel = SimulatedHosts.withDevices(size);
        sysfs = kernel.sysfs();
        host = ApHost.at(sysfs);
    }

    /** As a test does between its steps. */
    private void forget() {
        kernel.journal().clear();
        kernel.uevents().clear();
    }

    /** The queues of one adapter go to the host, or come back. */
    @Benchmark
    public void moveAdapter() {
        on = !on;
        sysfs.write(APMASK, (on ? "+" : "-") + SimulatedHosts.IN_NO_DEVICE.toNumber());
        forget();
    }

    /** A bit of the mask changes whose adapter is not there. */
    @Benchmark
    public void moveNothing() {
        on = !on;
        sysfs.write(APMASK, on ? "+0xff" : "-0xff");
        forget();
    }

    /** A device loses its domain and gets it again. */
    @Benchmark
    public void reassignDomain() {
        sysfs.write(UNASSIGN_DOMAIN, DOMAIN.toNumber());
        sysfs.write(ASSIGN_DOMAIN, DOMAIN.toNumber());
        forget();
    }

    @Benchmark
    public HostSnapshot snapshot() {
        HostSnapshot snapshot = host.snapshot();
        forget();
        return snapshot;
    }

    @Benchmark
    public void scan() {
        kernel.machine().together(() -> {});
        forget();
    }

    @Benchmark
    public SimulatedKernel reboot() {
        return kernel.reboot().build();
    }
}
