package io.github.apmatrix.health;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.health.HealthHosts.A;
import static io.github.apmatrix.health.HealthHosts.B;
import static io.github.apmatrix.health.HealthHosts.C;
import static io.github.apmatrix.health.HealthHosts.OF_A;
import static io.github.apmatrix.health.HealthHosts.check;
import static io.github.apmatrix.health.HealthHosts.device;
import static io.github.apmatrix.health.HealthHosts.found;
import static io.github.apmatrix.health.HealthHosts.healthy;
import static io.github.apmatrix.health.HealthHosts.queues;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import org.junit.jupiter.api.Test;

class ControlDomainFindingsTest {
    private static final Matrix OF_B = Matrix.of(adapters(0x0a, 0x0b), domains(2));

    private static HostSnapshot.Builder host(DomainSet controlOfA, Matrix ofB) {
        return healthy()
                .add(device(A, OF_A, OF_A, controlOfA).build())
                .add(device(B, ofB).build());
    }

    @Test
    void aGuestThatCanManageTheKeysOfAnotherIsCritical() {
        assertThat(check(host(domains(1, 2), OF_B)))
                .containsExactly(new Finding(
                        "control-domain-of-other-guest",
                        Severity.CRITICAL,
                        Culprit.device(A)
                                .withAdapters(adapters(0x0a, 0x0b))
                                .withQueues(queues("0a.0002", "0b.0002"))
                                .withDevices(ImmutableList.of(A, B)),
                        "device " + A + " has control domain 0002, used by device " + B
                                + ": its guest can manage the keys of queues 0a.0002, 0b.0002",
                        "take that away: echo 0x0002 > /sys/devices/vfio_ap/matrix/" + A + "/unassign_control_domain"));
    }

    @Test
    void onOtherAdaptersItIsAWarning() {
        Matrix onAnother = Matrix.of(adapters(0x10, 0x11), domains(0x1b));
        assertThat(check(host(domains(1, 0x1b), onAnother)))
                .filteredOn(finding -> finding.identifier().startsWith("control"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                    assertThat(finding.culprit().adapters()).isEqualTo(adapters());
                    assertThat(finding.description())
                            .isEqualTo("device " + A + " has control domain 001b, used by device " + B
                                    + " on other adapters (10,11): with one of these its guest could manage the keys"
                                    + " there");
                });
    }

    @Test
    void severalVictimsAreOneFinding() {
        HostSnapshot.Builder host = host(domains(1, 2, 4), OF_B)
                .add(device(C, OF_A.withDomains(domains(4))).build());
        assertThat(check(host))
                .singleElement()
                .extracting(finding -> finding.culprit().devices())
                .isEqualTo(ImmutableList.of(A, B, C));
    }

    @Test
    void itIsNoTroubleOfTheOther() {
        assertThat(found(host(domains(1, 2), OF_B)))
                .containsExactly("critical control-domain-of-other-guest: device " + A);
    }

    /** The documentation advises a control domain for each usage domain. */
    @Test
    void theOwnDomainOnOtherAdaptersOfAnotherDeviceIsUsual() {
        HostSnapshot.Builder host = host(domains(1), Matrix.of(adapters(0, 0x0c), domains(1)));
        assertThat(check(host)).extracting(Finding::identifier).doesNotContain("control-domain-of-other-guest");
    }

    @Test
    void aDomainThatNobodyUsesIsNoTrouble() {
        assertThat(found(host(domains(1, 4), OF_B))).isEmpty();
        assertThat(found(host(domains(1, 4), Matrix.of(adapters(), domains(4)))))
                .isEmpty();
    }

    @Test
    void withoutTheMatrixItIsNotKnownWhichDomainsAreItsOwn() {
        HostSnapshot.Builder host = healthy()
                .add(MediatedDevice.builder(A)
                        .assignedMatrix(MatrixReading.unreadable("EIO"))
                        .controlDomains(domains(2))
                        .build())
                .add(device(B, OF_B).build());
        assertThat(found(host)).isEmpty();
    }
}
