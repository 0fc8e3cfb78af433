package io.github.apmatrix.health;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.health.HealthHosts.A;
import static io.github.apmatrix.health.HealthHosts.B;
import static io.github.apmatrix.health.HealthHosts.OF_A;
import static io.github.apmatrix.health.HealthHosts.check;
import static io.github.apmatrix.health.HealthHosts.device;
import static io.github.apmatrix.health.HealthHosts.found;
import static io.github.apmatrix.health.HealthHosts.healthy;
import static io.github.apmatrix.health.HealthHosts.queue;
import static io.github.apmatrix.health.HealthHosts.queues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceFindingsTest {
    private static final String ATTRIBUTES = "/sys/devices/vfio_ap/matrix/" + A + "/";
    private static final Matrix WIDE = OF_A.withDomains(domains(1, 2));

    @Nested
    class Filtered {
        private final QueueDevice unbound =
                queue("0b.0002").driver(DriverBinding.unbound()).build();

        private HostSnapshot.Builder filtered(Answer held) {
            return healthy()
                    .add(unbound)
                    .add(device(A, WIDE, WIDE.withAdapters(adapters(0x0a)), WIDE.domains())
                            .heldByGuest(held)
                            .build());
        }

        @ParameterizedTest
        @CsvSource({"NO, warning", "NOT_KNOWN, warning", "YES, critical"})
        void theGuestMissesAllOfTheAdapterAndThereIsOneFinding(Answer held, String severity) {
            assertThat(found(filtered(held))).containsExactly(severity + " queues-filtered: device " + A);
        }

        @Test
        void theCulpritIsNamed() {
            assertThat(check(filtered(Answer.YES)))
                    .containsExactly(new Finding(
                            "queues-filtered",
                            Severity.CRITICAL,
                            Culprit.device(A).withAdapters(adapters(0x0b)).withQueues(queues("0b.0001", "0b.0002")),
                            "the guest of device " + A + " does not get queues 0b.0001, 0b.0002: adapter 0b is filtered"
                                    + " out as a whole because of 0b.0002: 0b.0002 is free for vfio_ap, but without driver",
                            "echo 0b.0002 > /sys/bus/ap/drivers/vfio_ap/bind"));
        }

        @Test
        void aQueueThatIsAloneOnItsAdapter() {
            HostSnapshot.Builder host = healthy()
                    .add(queue("0b.0001").driver(DriverBinding.to("cex4queue")).build())
                    .add(device(A, OF_A, OF_A.withAdapters(adapters(0x0a)), OF_A.domains())
                            .build());
            assertThat(check(host)).singleElement().satisfies(finding -> {
                assertThat(finding.key()).isEqualTo("queues-filtered: device " + A);
                assertThat(finding.description())
                        .endsWith("queue 0b.0001: 0b.0001 is free for vfio_ap, but still bound to cex4queue");
            });
        }

        @Test
        void whatTheLparDoesNotHaveIsNotFiltered() {
            HostSnapshot.Builder host = filtered(Answer.NO)
                    .lpar(ApConfig.of(adapters(0, 0x0a), domains(1, 2, 4)).withControlDomains(domains(1, 2, 4)));
            assertThat(found(host)).containsExactly("warning over-provisioned: device " + A);
        }

        @Test
        void nothingIsSaidWithoutTheLpar() {
            HostSnapshot known = filtered(Answer.YES).build();
            HostSnapshot.Builder host = HostSnapshot.builder()
                    .apBus(Answer.YES)
                    .vfioAp(Answer.YES)
                    .masks(known.masks().orElseThrow());
            known.queues().values().forEach(host::add);
            known.devices().values().forEach(host::add);
            assertThat(found(host)).isEmpty();
        }

        @Test
        void aMachineThatReportsNoConfigurationLetsNothingThrough() {
            HostSnapshot known = healthy().build();
            HostSnapshot.Builder host = HostSnapshot.builder()
                    .apBus(Answer.YES)
                    .vfioAp(Answer.YES)
                    .masks(known.masks().orElseThrow())
                    .features(KernelFeatures.notKnown().with(KernelFeature.LPAR_CONFIGURATION, Answer.NO))
                    .add(device(A, OF_A, Matrix.none(), OF_A.domains())
                            .heldByGuest(Answer.YES)
                            .build());
            known.queues().values().forEach(host::add);
            assertThat(check(host)).singleElement().satisfies(finding -> {
                assertThat(finding.key()).isEqualTo("configuration-not-reported: host");
                assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                assertThat(finding.culprit().queues()).isEqualTo(queues("0a.0001", "0b.0001"));
            });
        }
    }

    @Nested
    class Stale {
        @Test
        void theGuestCouldHaveMore() {
            HostSnapshot.Builder host = healthy()
                    .add(device(A, OF_A, OF_A.withAdapters(adapters(0x0a)), OF_A.domains())
                            .heldByGuest(Answer.YES)
                            .build());
            assertThat(check(host)).singleElement().satisfies(finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                assertThat(finding.key()).isEqualTo("guest-matrix-stale: device " + A);
                assertThat(finding.culprit().queues()).isEqualTo(queues("0b.0001"));
                assertThat(finding.remedy())
                        .startsWith("have it evaluated: cfg=$(cat " + ATTRIBUTES + "ap_config); echo \"$cfg\" > ");
            });
        }

        @Test
        void theGuestHasMoreThanItWouldGet() {
            HostSnapshot.Builder host = healthy()
                    .add(queue("0b.0001").driver(DriverBinding.unbound()).build());
            assertThat(check(host)).singleElement().satisfies(finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                assertThat(finding.key()).isEqualTo("guest-matrix-stale: device " + A);
                assertThat(finding.description())
                        .isEqualTo("the guest matrix of device " + A
                                + " has queue 0b.0001, which the next evaluation takes away");
                assertThat(finding.remedy()).startsWith("have all queues of adapter 0b bound to vfio_ap before");
            });
        }

        @Test
        void filteredAndStaleAreTwoCauses() {
            Matrix three = Matrix.of(adapters(0, 0x0a, 0x0b), domains(1));
            HostSnapshot.Builder host = healthy()
                    .add(device(A, three, three.withAdapters(adapters(0x0a)), three.domains())
                            .build());
            assertThat(check(host))
                    .extracting(
                            Finding::identifier, finding -> finding.culprit().queues())
                    .containsExactly(
                            tuple("guest-matrix-stale", queues("0b.0001")),
                            tuple("queues-filtered", queues("00.0001")));
        }

        @Test
        void halvesOfAMatrixDoNotMatter() {
            Matrix adaptersOnly = OF_A.withDomains(DomainSet.none());
            HostSnapshot.Builder host = healthy()
                    .add(device(A, adaptersOnly, Matrix.none(), DomainSet.none())
                            .build());
            assertThat(found(host)).isEmpty();
        }
    }

    @Nested
    class Assigned {
        @Test
        void moreThanTheLparHas() {
            Matrix more = Matrix.of(adapters(7, 0x0a, 0x0b), domains(1, 0x28));
            HostSnapshot.Builder host =
                    healthy().add(device(A, more, OF_A, domains(1, 0x28, 0x29)).build());
            assertThat(check(host))
                    .containsExactly(new Finding(
                            "over-provisioned",
                            Severity.WARNING,
                            Culprit.device(A).withAdapters(adapters(7)),
                            "device " + A + " is assigned what the LPAR does not have: adapter 07, usage domain 0028,"
                                    + " control domains 0028,0029",
                            "give it to the LPAR, at the HMC or SE, or take it from the device: 4 commands, as the first:"
                                    + " echo 0x07 > " + ATTRIBUTES + "unassign_adapter"));
        }

        @Test
        void onlyMoreControlDomainsAreANotice() {
            HostSnapshot.Builder host =
                    healthy().add(device(A, OF_A, OF_A, domains(1, 9)).build());
            assertThat(found(host)).containsExactly("notice over-provisioned: device " + A);
        }

        @Test
        void aSingleAdapterAndNoControl() {
            Matrix one = Matrix.of(adapters(0x0a), domains(1, 2));
            HostSnapshot.Builder host =
                    healthy().add(device(A, one, one, domains(2)).build());
            assertThat(check(host))
                    .containsExactly(
                            new Finding(
                                    "control-domain-missing",
                                    Severity.NOTICE,
                                    Culprit.device(A),
                                    "device " + A
                                            + " does not control its usage domain 0001, so its guest cannot manage"
                                            + " the keys there",
                                    "unless that is meant, assign control: echo 0x0001 > " + ATTRIBUTES
                                            + "assign_control_domain"),
                            new Finding(
                                    "no-failover",
                                    Severity.NOTICE,
                                    Culprit.device(A).withAdapters(adapters(0x0a)),
                                    "device " + A
                                            + " has queues of a single adapter: without adapter 0a its guest has none",
                                    "assign another adapter of the same mode"));
        }

        @Test
        void aDeviceWithoutQueuesNeedsNoFailover() {
            Matrix domainOnly = Matrix.of(adapters(), domains(1));
            Matrix adapterOnly = Matrix.of(adapters(0x0a), domains());
            HostSnapshot.Builder host = healthy()
                    .add(device(A, domainOnly).build())
                    .add(device(B, adapterOnly).build());
            assertThat(found(host)).isEmpty();
        }
    }

    @Nested
    class NotReady {
        @Test
        void aDeviceThatWaitsForItsGuest() {
            HostSnapshot.Builder host = healthy()
                    .add(MediatedDevice.builder(A)
                            .state(MediatedDeviceState.BEING_REMOVED)
                            .heldByGuest(Answer.YES)
                            .build());
            assertThat(check(host)).singleElement().satisfies(finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
                assertThat(finding.key()).isEqualTo("device-being-removed: device " + A);
                assertThat(finding.remedy()).isEqualTo("end the guest, or detach the device from it");
            });
        }

        @Test
        void aDeviceWithoutDriver() {
            HostSnapshot.Builder host = healthy()
                    .add(MediatedDevice.builder(A)
                            .state(MediatedDeviceState.WITHOUT_DRIVER)
                            .build());
            assertThat(check(host)).singleElement().satisfies(finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.WARNING);
                assertThat(finding.key()).isEqualTo("device-without-driver: device " + A);
                assertThat(finding.remedy()).startsWith("remove it and create it again: echo 1 > " + ATTRIBUTES);
            });
        }
    }

    @Nested
    class Cut {
        private final MatrixReading cut = new MatrixReading.Cut(queues("0a.0001", "0b.0001"));

        @Test
        void aCutMatrixIsNotCheckedFurther() {
            HostSnapshot.Builder host = healthy()
                    .add(MediatedDevice.builder(A)
                            .assignedMatrix(cut)
                            .guestMatrix(cut)
                            .controlDomains(domains(2))
                            .build());
            assertThat(check(host))
                    .containsExactly(new Finding(
                            "matrix-cut",
                            Severity.NOTICE,
                            Culprit.device(A),
                            "the kernel shows only the first 4095 bytes of the matrix of device " + A
                                    + ", so not all of it was checked",
                            "assign at most 511 queues to a device, or use a kernel with ap_config"));
        }

        @Test
        void aCutGuestMatrix() {
            HostSnapshot.Builder host =
                    healthy().add(device(A, OF_A).guestMatrix(cut).build());
            assertThat(check(host))
                    .singleElement()
                    .extracting(Finding::description, Finding::remedy)
                    .containsExactly(
                            "the kernel shows only the first 4095 bytes of the guest matrix of device " + A
                                    + ", so not all of it was checked",
                            "assign at most 511 queues to a device");
        }
    }
}
