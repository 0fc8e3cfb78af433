package io.github.apmatrix.testkit;

import static io.github.apmatrix.testkit.assertions.ApAssertions.assertThat;
import static io.github.apmatrix.testkit.assertions.ApAssertions.assertThatExceptionOfType;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.Sysfs;
import io.github.apmatrix.sysfs.SysfsException;
import io.github.apmatrix.sysfs.SysfsPath;
import io.github.apmatrix.sysfs.VfioAp;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final MediatedDeviceId DEVICE = MediatedDeviceId.parse("62177883-f1bb-47f0-914d-32a22e3a8804");

    private final SimulatedKernel kernel = SimulatedKernel.builder().build();
    private final Sysfs sysfs = kernel.sysfs();

    @Test
    void everyAccessIsThereInItsOrderWithItsOutcome() {
        sysfs.write(SysfsPath.of("bus/ap/apmask"), "-5");
        assertThatExceptionOfType(SysfsException.class)
                .isThrownBy(() -> sysfs.write(SysfsPath.of("bus/ap/apmask"), "+ 5"));
        sysfs.read(SysfsPath.of("bus/ap/bindings"));
        sysfs.list(SysfsPath.of("bus/ap/devices"));
        assertThat(kernel.journal()).hasToString("""
                1 write "-5" to bus/ap/apmask: OK
                2 write "+ 5" to bus/ap/apmask: EINVAL
                3 read bus/ap/bindings: "0/0 (complete)\\n"
                4 list bus/ap/devices: "[]"
                """);
        assertThat(kernel.journal().entries().get(1).refusal()).contains(Errno.EINVAL);
        assertThat(kernel.journal().entries().get(0).refusal()).isEmpty();
    }

    @Test
    void onlyAcceptedWritesCountAsWritten() {
        VfioAp vfioAp = VfioAp.at(sysfs);
        vfioAp.create(DEVICE);
        kernel.journal().clear();
        kernel.faults().onWrite("**/assign_adapter").failNext(Errno.EBUSY);
        assertThatExceptionOfType(SysfsException.class).isThrownBy(() -> vfioAp.assign(DEVICE, AdapterId.of(5)));
        assertThat(kernel.journal()).wroteNothing();
        vfioAp.assign(DEVICE, AdapterId.of(5));
        assertThat(kernel.journal()).wroteExactly("devices/vfio_ap/matrix/" + DEVICE + "/assign_adapter", "0x05");
    }

    @Test
    void aRemovalThatWaitsIsNotWrittenYet() {
        VfioAp vfioAp = VfioAp.at(sysfs);
        vfioAp.create(DEVICE);
        kernel.guests().attach(DEVICE);
        kernel.journal().clear();
        assertThatExceptionOfType(WouldBlockException.class)
                .isThrownBy(() -> vfioAp.removeWaiting(DEVICE))
                .satisfies(blocked -> assertThat(blocked.device()).isEqualTo(DEVICE));
        assertThat(kernel.journal()).wroteNothing();
        assertThat(kernel.journal().toString()).endsWith("/remove: BLOCKED\n");
    }
}
