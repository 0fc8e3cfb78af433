package io.github.apmatrix.health;

import static io.github.apmatrix.health.HealthHosts.B;
import static io.github.apmatrix.health.HealthHosts.card;
import static io.github.apmatrix.health.HealthHosts.check;
import static io.github.apmatrix.health.HealthHosts.found;
import static io.github.apmatrix.health.HealthHosts.healthy;
import static io.github.apmatrix.health.HealthHosts.queue;
import static io.github.apmatrix.health.HealthHosts.queues;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import org.junit.jupiter.api.Test;

class DriverFindingsTest {
    private static QueueDevice unbound(String queue) {
        return queue(queue).driver(DriverBinding.unbound()).build();
    }

    @Test
    void aFreeQueueWithoutDriver() {
        assertThat(check(healthy().add(unbound("0a.0002"))))
                .containsExactly(new Finding(
                        "queue-without-driver",
                        Severity.NOTICE,
                        Culprit.adapter(AdapterId.of(0x0a)).withQueues(queues("0a.0002")),
                        "queue 0a.0002 has no driver",
                        "echo 0a.0002 > /sys/bus/ap/drivers/vfio_ap/bind"));
    }

    @Test
    void aReservedQueueWithoutDriver() {
        HostSnapshot.Builder host = healthy().add(unbound("00.0001")).add(unbound("00.0002"));
        assertThat(check(host)).singleElement().satisfies(finding -> {
            assertThat(finding.key()).isEqualTo("queue-without-driver: adapter 00");
            assertThat(finding.remedy())
                    .isEqualTo("modprobe zcrypt_cex4; if that does not help: echo 00.0001 > /sys/bus/ap/drivers_probe; "
                            + "echo 00.0002 > /sys/bus/ap/drivers_probe");
        });
    }

    @Test
    void vfioApDoesNotTakeAnOldAdapter() {
        HostSnapshot.Builder host =
                healthy().add(card(0x0a).hardwareType(9).build()).add(unbound("0a.0002"));
        assertThat(check(host))
                .singleElement()
                .extracting(Finding::remedy)
                .isEqualTo("reserve them for the host, since vfio_ap takes CEX4 and later");
    }

    @Test
    void aMissingModuleIsOneFinding() {
        HostSnapshot.Builder host = healthy().vfioAp(Answer.NO).remove(HealthHosts.A);
        host.build().queues().keySet().stream()
                .filter(queue -> queue.adapter().value() != 0)
                .forEach(queue -> host.add(unbound(queue.toString())));
        assertThat(check(host)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.key()).isEqualTo("vfio-ap-not-loaded: host");
            assertThat(finding.culprit().queues().size()).isEqualTo(6);
            assertThat(finding.description())
                    .startsWith("the module vfio_ap is not loaded, so nobody can use queues 0a.0001");
            assertThat(finding.remedy()).isEqualTo("modprobe vfio_ap");
        });
        assertThat(found(host.vfioAp(Answer.NOT_KNOWN))).isEmpty();
    }

    @Test
    void aMissingModuleThatNobodyNeedsIsNone() {
        assertThat(found(healthy().vfioAp(Answer.NO).remove(HealthHosts.A))).isEmpty();
    }

    @Test
    void whatADeviceMayHaveIsNotSaidToBeUnused() {
        HostSnapshot.Builder host =
                healthy().add(unbound("0a.0002")).add(MediatedDevice.builder(B).build());
        assertThat(found(host)).isEmpty();
    }
}
