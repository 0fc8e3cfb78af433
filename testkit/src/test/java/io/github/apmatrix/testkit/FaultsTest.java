package io.github.apmatrix.testkit;

import static io.github.apmatrix.testkit.assertions.ApAssertions.assertThat;
import static io.github.apmatrix.testkit.assertions.ApAssertions.assertThatExceptionOfType;
import static io.github.apmatrix.testkit.assertions.ApAssertions.assertThatIllegalArgumentException;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.AttributeMissingException;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.SysfsException;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final SimulatedKernel kernel = SimulatedKernel.builder()
            .adapter(AdapterId.of(5), CardType.CEX8C)
            .usageDomains(DomainSet.domains(4))
            .build();
    private final ApHost host = ApHost.at(kernel.sysfs());
    private final MediatedDeviceId device = host.vfioAp().create();

    private void assertRefused(Errno errno, Runnable access) {
        assertThatExceptionOfType(SysfsException.class)
                .isThrownBy(access::run)
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(errno));
    }

    @Test
    void theNextWriteFailsOnceAndHasNoEffect() {
        kernel.faults().onWrite("**/assign_adapter").failNext(Errno.EBUSY);
        assertRefused(Errno.EBUSY, () -> host.vfioAp().assign(device, AdapterId.of(5)));
        assertThat(host.snapshot()).device(device).assigned().hasAdapters();
        host.vfioAp().assign(device, AdapterId.of(5));
        assertThat(host.snapshot()).device(device).assigned().hasAdapters(5);
    }

    @Test
    void aFailureAfterTheEffectLeavesTheEffect() {
        kernel.faults().onWrite("bus/ap/apmask").failNextAfterEffect(Errno.EINTR);
        assertRefused(Errno.EINTR, () -> host.apBus().updateAdapterMask(MaskUpdate.parse("-5")));
        assertThat(host.snapshot()).hasBoundToVfioAp("05.0004");
    }

    @Test
    void onlyTheNthAccessFails() {
        kernel.faults().onRead("bus/ap/scans").failNth(3, Errno.EIO);
        host.apBus().scans();
        host.apBus().bindings();
        host.apBus().scans();
        assertRefused(Errno.EIO, () -> host.apBus().scans());
        host.apBus().scans();
    }

    @Test
    void anAttributeThatVanishesAfterTheListingIsAbsentInTheSnapshot() {
        kernel.faults().onRead("devices/ap/card05/05.00??/config").failNext(Errno.ENODEV);
        assertThat(host.snapshot().queues().values())
                .singleElement()
                .satisfies(queue -> assertThat(queue.configured()).isEqualTo(Answer.NOT_KNOWN));
    }

    @Test
    void listingsAndLinksFailToo() {
        kernel.faults().onList("bus/ap/devices").failNext(Errno.ENOENT);
        kernel.faults().onReadLink("**/driver").failNext(Errno.ENOENT);
        assertThatExceptionOfType(AttributeMissingException.class)
                .isThrownBy(() -> host.apBus().queues());
        assertThat(host.apBus().queue(host.apBus().queues().iterator().next()).driver())
                .isEmpty();
    }

    @Test
    void whatIsStillPlannedCanBeForgotten() {
        kernel.faults().onRead("**").failNext(Errno.EIO);
        kernel.faults().clear();
        assertThat(host.apBus().scans()).isEqualTo(1);
    }

    @Test
    void accessesCountFromOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kernel.faults().onRead("**").failNth(0, Errno.EIO))
                .withMessage("access number 0 is below 1");
    }
}
