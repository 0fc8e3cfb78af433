package io.github.apmatrix.testkit;

import static io.github.apmatrix.testkit.Console.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.Errno;
import org.junit.jupiter.api.Test;

/** Loading and unloading vfio_ap (kernel document, C.4 to C.6). */
class ModuleTest {
    private final Console console = new Console(Console.recordedMachine()
            .masks(HostMasks.allReserved().withApmask(AdapterSet.adapters(0x0a).complement()))
            .vfioApLoaded(false)
            .build());

    @Test
    void withoutTheModuleFreeQueuesHaveNoDriver() {
        assertThat(console.driver("0a.0004")).isEqualTo("ENOENT");
        assertThat(console.driver("00.0004")).isEqualTo("cex4queue");
        assertThat(console.driver("card0a")).isEqualTo("cex4card");
        assertThat(console.bindings()).isEqualTo("4/8\n");
        assertThat(console.list("devices")).isEqualTo("ap");
        assertThat(console.list("bus")).isEqualTo("ap");
        assertThat(console.list("bus/ap/drivers")).isEqualTo("cex4card cex4queue");
        assertThat(console.list("devices/vfio_ap/matrix")).isEqualTo("ENOENT");
        assertThat(console.create(A)).isEqualTo("ENOENT");
        assertThat(console.attach(A)).isEqualTo("ENOENT");
    }

    @Test
    void withoutTheModuleTheSnapshotKnowsThatItIsMissing() {
        HostSnapshot snapshot = ApHost.at(console.kernel().sysfs()).snapshot();
        assertThat(snapshot.vfioAp()).isEqualTo(Answer.NO);
        assertThat(snapshot.apBus()).isEqualTo(Answer.YES);
        assertThat(snapshot.devices()).isEmpty();
        assertThat(snapshot.availableInstances()).isEmpty();
        assertThat(snapshot.boundToVfioAp()).isEqualTo(ApQueueSet.none());
        assertThat(snapshot.bindings().orElseThrow().isComplete()).isFalse();
    }

    /** As on Linux 6.12, where the queue has no driver before and after loading. */
    @Test
    void loadingGivesNoQueueToTheHost() {
        console.given("bus/ap/drivers/cex4queue/unbind", "00.0004");
        console.kernel().loadVfioAp();
        assertThat(console.driver("00.0004")).isEqualTo("ENOENT");
    }

    @Test
    void loadingBindsTheFreeQueuesAtOnce() {
        console.kernel().loadVfioAp();
        assertThat(console.driver("0a.0004")).isEqualTo("vfio_ap");
        assertThat(console.status("0a.0004")).isEqualTo("unassigned\n");
        assertThat(console.driver("00.0004")).isEqualTo("cex4queue");
        assertThat(console.bindings()).isEqualTo("8/8 (complete)\n");
        HostSnapshot snapshot = ApHost.at(console.kernel().sysfs()).snapshot();
        assertThat(snapshot.vfioAp()).isEqualTo(Answer.YES);
        assertThat(snapshot.boundToVfioAp())
                .isEqualTo(ApQueueSet.of(Matrix.of(AdapterSet.adapters(0x0a), DomainSet.domains(1, 2, 4, 0x1b))));
        assertThat(snapshot.availableInstances()).hasValue(65536);
    }

    @Test
    void loadingTwiceKeepsTheDevices() {
        console.kernel().loadVfioAp();
        console.givenDevice(A);
        console.kernel().loadVfioAp();
        assertThat(console.list("bus/mdev/devices")).isEqualTo(A.toString());
    }

    @Test
    void unloadingTakesTheDevicesAndLeavesTheQueuesUnbound() {
        console.kernel().loadVfioAp();
        console.givenDevice(A).givenSet(A, "assign_adapter", "0x0a").givenSet(A, "assign_domain", "4");
        console.kernel().unloadVfioAp();
        assertThat(console.driver("0a.0004")).isEqualTo("ENOENT");
        assertThat(console.list("devices")).isEqualTo("ap");
        assertThat(console.bindings()).isEqualTo("4/8\n");
        console.kernel().unloadVfioAp();
        assertThat(console.apmask("+0x0a")).isEqualTo("OK");
        assertThat(console.driver("0a.0004")).isEqualTo("cex4queue");
        console.kernel().loadVfioAp();
        assertThat(console.availableInstances()).isEqualTo("65536\n");
        assertThat(console.driver("0a.0004")).isEqualTo("cex4queue");
    }

    @Test
    void unloadingIsRefusedWhileAGuestHasADevice() {
        console.kernel().loadVfioAp();
        console.givenDevice(A);
        console.attach(A);
        assertThat(console.read("module/vfio_ap/refcnt")).isEqualTo("1\n");
        KernelRefusal refusal =
                catchThrowableOfType(KernelRefusal.class, () -> console.kernel().unloadVfioAp());
        assertThat(refusal.errno()).isEqualTo(Errno.EAGAIN);
        assertThat(console.matrix(A)).isEmpty();
        assertThat(console.set(A, "remove", "1")).isEqualTo("BLOCKED");
        assertThat(catchThrowableOfType(
                        KernelRefusal.class, () -> console.kernel().unloadVfioAp()))
                .hasMessage("EAGAIN: Resource temporarily unavailable");
        console.detach(A);
        console.kernel().unloadVfioAp();
        assertThat(console.list("devices")).isEqualTo("ap");
    }
}
