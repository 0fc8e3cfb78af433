package io.github.apmatrix.testkit;

import static io.github.apmatrix.testkit.Console.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.rules.AssignmentRule;
import io.github.apmatrix.sysfs.AccessRefusedException;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.AssignmentRefusedException;
import io.github.apmatrix.sysfs.AttributeMissingException;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.Sysfs;
import io.github.apmatrix.sysfs.SysfsException;
import io.github.apmatrix.sysfs.SysfsIoException;
import io.github.apmatrix.sysfs.SysfsPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedSysfsTest {
    private final Console console = Console.recorded(KernelProfile.LINUX_6_12).givenDevice(A);
    private final Sysfs sysfs = console.kernel().sysfs();

    @ParameterizedTest
    @CsvSource({
        "'', directory 0755",
        "bus/ap, directory 0755",
        "bus/ap/apmask, file 0644",
        "bus/ap/bindings, file 0444",
        "bus/ap/drivers_probe, file 0200",
        "bus/ap/devices/card00, link 0777",
        "bus/ap/devices/card00/online, file 0644",
        "bus/ap/devices/card00/nothing, absent",
        "bus/ap/nothing, absent",
        "bus/ap/nothing/deeper, absent",
        "devices/vfio_ap/matrix/62177883-f1bb-47f0-914d-32a22e3a8804/ap_config, file 0644",
        "devices/vfio_ap/matrix/62177883-f1bb-47f0-914d-32a22e3a8804/remove, file 0200",
        "devices/vfio_ap/matrix/62177883-F1BB-47F0-914D-32A22E3A8804, absent"
    })
    void statTellsKindAndModeWithoutFollowingTheLastLink(String path, String status) {
        assertThat(sysfs.stat(SysfsPath.of(path))).hasToString(status);
    }

    @Test
    void refusalsAreTheExceptionsOfTheLibrary() {
        SysfsException missing =
                catchThrowableOfType(AttributeMissingException.class, () -> sysfs.read(SysfsPath.of("bus/ap/nothing")));
        assertThat(missing.errno()).isEqualTo(Errno.ENOENT);
        SysfsException forbidden = catchThrowableOfType(
                AccessRefusedException.class, () -> sysfs.write(SysfsPath.of("bus/ap/bindings"), "1"));
        assertThat(forbidden.errno()).isEqualTo(Errno.EACCES);
        SysfsException invalid =
                catchThrowableOfType(SysfsIoException.class, () -> sysfs.write(SysfsPath.of("bus/ap/apmask"), "+256"));
        assertThat(invalid.errno()).isEqualTo(Errno.EINVAL);
        assertThat(invalid.attemptedValue()).contains("+256");
        assertThat(catchThrowableOfType(SysfsIoException.class, () -> sysfs.readLink(SysfsPath.of("bus/ap")))
                        .errno())
                .isEqualTo(Errno.EINVAL);
        assertThat(catchThrowableOfType(SysfsIoException.class, () -> sysfs.list(SysfsPath.of("bus/ap/apmask")))
                        .errno())
                .isEqualTo(Errno.ENOTDIR);
    }

    @Test
    void aReservedQueueIsNamedInTheRefusal() {
        ApHost host = ApHost.at(sysfs);
        host.vfioAp().assign(A, AdapterId.of(0x0a));
        AssignmentRefusedException refused = catchThrowableOfType(
                AssignmentRefusedException.class, () -> host.vfioAp().assign(A, DomainId.of(4)));
        assertThat(refused.errno()).isEqualTo(Errno.EADDRNOTAVAIL);
        assertThat(refused.culprits())
                .containsInstanceOf(AssignmentRule.ReservedForHost.class)
                .hasValueSatisfying(culprits -> assertThat(culprits.toString()).contains("0a.0004"));
    }

    @Test
    void aWriteThatTheKernelWouldCutIsRefusedAndChangesNothing() {
        String value = "-0" + ",".repeat(4095);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sysfs.write(SysfsPath.of("bus/ap/apmask"), value))
                .withMessageContaining("4097 bytes");
        assertThat(ApHost.at(sysfs).apBus().masks().apmask()).isEqualTo(AdapterSet.all());
    }

    @Test
    void aWriteOfAWholePageIsTaken() {
        sysfs.write(SysfsPath.of("bus/ap/apmask"), "-0" + ",".repeat(4094));
        assertThat(ApHost.at(sysfs).apBus().masks().apmask().contains(AdapterId.of(0)))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void aBigMatrixIsReadWholeWhereThereIsApConfig(KernelProfile profile) {
        ApHost host = ApHost.at(Console.recorded(profile).kernel().sysfs());
        AdapterSet adapters = AdapterSet.of(MaskUpdate.parse("+0-19").applyTo(ApMask.none()));
        DomainSet domains = DomainSet.of(MaskUpdate.parse("+0-29").applyTo(ApMask.none()));
        host.apBus().updateAdapterMask(MaskUpdate.parse("-0-255"));
        host.vfioAp().create(A);
        adapters.forEach(adapter -> host.vfioAp().assign(A, adapter));
        domains.forEach(domain -> host.vfioAp().assign(A, domain));
        MatrixReading reading = host.vfioAp().matrix(A);
        if (!profile.hasApConfig()) {
            assertThat(reading).isInstanceOf(MatrixReading.Cut.class);
            // the 512 lines that fit reach into the 18th adapter, whose row is completed
            assertThat(reading.queues().size()).isEqualTo(18 * 30);
        } else {
            assertThat(reading).isEqualTo(MatrixReading.complete(Matrix.of(adapters, domains)));
            assertThat(host.vfioAp().device(A).orElseThrow().assigned()).contains(ApConfig.of(adapters, domains));
        }
    }

    @Test
    void itSaysWhatItIs() {
        assertThat(sysfs).hasToString("simulated kernel");
        assertThat(ApHost.at(sysfs)).hasToString("ApHost[simulated kernel]");
    }
}
