package io.github.apmatrix.explain;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.explain.Hosts.DEVICE;
import static io.github.apmatrix.explain.Hosts.ONE;
import static io.github.apmatrix.explain.Hosts.OTHER;
import static io.github.apmatrix.explain.Hosts.TWO;
import static io.github.apmatrix.explain.Hosts.queues;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.SampleHost;
import io.github.apmatrix.host.VfioStatus;
import io.github.apmatrix.rules.AssignmentRule.InOtherDevices;
import io.github.apmatrix.rules.AssignmentRule.Refusal;
import io.github.apmatrix.rules.AssignmentRule.ReservedForHost;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalsTest {
    private static final MediatedDeviceId THIRD = MediatedDeviceId.parse("00000000-0000-4000-8000-000000000003");

    private static MediatedDevice removed(MediatedDeviceId id) {
        return MediatedDevice.builder(id)
                .state(MediatedDeviceState.BEING_REMOVED)
                .build();
    }

    private static Refusal inDevice(MediatedDeviceId device, String... queues) {
        return new InOtherDevices(ImmutableMap.of(device, queues(queues)));
    }

    @Nested
    class OfAnAssignment {
        @Test
        void queuesOfTheHostAreReserved() {
            HostSnapshot host = SampleHost.builder().build();
            assertThat(Refusals.ofAssignment(host, DEVICE, Matrix.of(adapters(0x00, 0x0a), domains(0x04))))
                    .contains(new ReservedForHost(queues("00.0004")));
        }

        @Test
        void anOverriddenQueueOfVfioApIsFree() {
            HostSnapshot host = SampleHost.builder()
                    .add(Hosts.overridden("00.0004", "vfio_ap", DriverBinding.to("vfio_ap")))
                    .build();
            assertThat(Refusals.ofAssignment(host, DEVICE, Matrix.of(adapters(0x00, 0x0a), domains(0x04))))
                    .isEmpty();
        }

        @Test
        void theDeviceDoesNotStandInItsOwnWay() {
            HostSnapshot host = SampleHost.builder().build();
            assertThat(Refusals.ofAssignment(host, DEVICE, TWO)).isEmpty();
            assertThat(Refusals.ofAssignment(host, OTHER, TWO)).contains(inDevice(DEVICE, "0a.0004"));
        }

        @Test
        void withoutQueuesNothingIsRefused() {
            HostSnapshot host = SampleHost.builder().build();
            assertThat(Refusals.ofAssignment(host, OTHER, Matrix.of(adapters(0x00, 0x0a), DomainSet.none())))
                    .isEmpty();
        }

        @Test
        void unknownMasksLeaveItOpen() {
            HostSnapshot host =
                    HostSnapshot.builder().add(SampleHost.device(DEVICE, ONE)).build();
            assertThat(Refusals.ofAssignment(host, OTHER, ONE)).isEmpty();
        }
    }

    @Nested
    class OfAnAssignmentToRemovedDevices {
        private HostSnapshot.Builder host(VfioStatus status) {
            return Hosts.passing(TWO).add(Hosts.queue("0a.0004", status)).add(removed(OTHER));
        }

        @ParameterizedTest
        @EnumSource(
                value = VfioStatus.class,
                names = {"ASSIGNED", "IN_USE"})
        void aQueueThatNoDeviceShowsIsInAnyOfThem(VfioStatus status) {
            HostSnapshot host = host(status).add(removed(THIRD)).build();
            assertThat(Refusals.ofAssignment(host, DEVICE, TWO))
                    .contains(new InOtherDevices(ImmutableMap.of(THIRD, queues("0a.0004"), OTHER, queues("0a.0004"))));
        }

        @Test
        void anUnassignedQueueIsInNone() {
            assertThat(Refusals.ofAssignment(host(VfioStatus.UNASSIGNED).build(), DEVICE, TWO))
                    .isEmpty();
        }

        @Test
        void aQueueWithoutStatusIsInNone() {
            HostSnapshot host = Hosts.passing(TWO).add(removed(OTHER)).build();
            assertThat(Refusals.ofAssignment(host, DEVICE, TWO)).isEmpty();
        }

        @Test
        void aQueueThatAnotherDeviceShowsIsInThatDevice() {
            HostSnapshot host =
                    host(VfioStatus.ASSIGNED).add(SampleHost.device(THIRD, ONE)).build();
            assertThat(Refusals.ofAssignment(host, DEVICE, TWO)).contains(inDevice(THIRD, "0a.0004"));
        }

        @Test
        void theQueuesOfTheDeviceItselfAreNotInThem() {
            HostSnapshot host =
                    host(VfioStatus.IN_USE).add(SampleHost.device(DEVICE, ONE)).build();
            assertThat(Refusals.ofAssignment(host, DEVICE, TWO)).isEmpty();
        }

        @Test
        void aDeviceThatDoesNotShowAllCanHaveTheQueueAsWell() {
            HostSnapshot host = host(VfioStatus.ASSIGNED)
                    .add(MediatedDevice.builder(THIRD)
                            .assignedMatrix(new MatrixReading.Cut(queues("0b.0004")))
                            .build())
                    .build();
            assertThat(Refusals.ofAssignment(host, DEVICE, TWO)).isEmpty();
        }

        @Test
        void aQueueThatIsNotAskedForDoesNotMatter() {
            Matrix rest = Matrix.of(adapters(0x0a), domains(0x1b));
            assertThat(Refusals.ofAssignment(host(VfioStatus.ASSIGNED).build(), DEVICE, rest))
                    .isEmpty();
        }
    }

    @Nested
    class OfMasks {
        private HostSnapshot host(HostMasks masks, Answer countsBindings) {
            return Hosts.passing(TWO)
                    .masks(masks)
                    .features(Hosts.feature(KernelFeature.BINDINGS_COMPLETE_COUNT, countsBindings))
                    .add(SampleHost.device(DEVICE, TWO))
                    .build();
        }

        @ParameterizedTest
        @CsvSource({"YES, true", "NO, false", "NOT_KNOWN, false"})
        void kernelsWithOverridesDoNotLookAtTheOtherMask(Answer countsBindings, boolean refused) {
            HostMasks neither = new HostMasks(
                    adapters(0x0a).complement(), domains(0x04, 0x1b).complement());
            HostSnapshot host = host(neither, countsBindings);
            assertThat(Refusals.ofApmask(host, AdapterSet.all()))
                    .isEqualTo(refused ? Optional.of(inDevice(DEVICE, "0a.0004", "0a.001b")) : Optional.empty());
            assertThat(Refusals.ofAqmask(host, neither.aqmask().union(domains(0x04))))
                    .isEqualTo(refused ? Optional.of(inDevice(DEVICE, "0a.0004")) : Optional.empty());
        }

        @ParameterizedTest
        @EnumSource(Answer.class)
        void aQueueThatWouldBeReservedIsRefusedByAllKernels(Answer countsBindings) {
            HostSnapshot byApmask =
                    host(HostMasks.allReserved().withApmask(adapters(0x0a).complement()), countsBindings);
            assertThat(Refusals.ofApmask(byApmask, AdapterSet.all())).contains(inDevice(DEVICE, "0a.0004", "0a.001b"));
            HostSnapshot byAqmask =
                    host(HostMasks.allReserved().withAqmask(domains(0x04, 0x1b).complement()), countsBindings);
            assertThat(Refusals.ofAqmask(
                            byAqmask, domains(0x04, 0x1b).complement().union(domains(0x1b))))
                    .contains(inDevice(DEVICE, "0a.001b"));
        }

        @ParameterizedTest
        @EnumSource(Answer.class)
        void clearingBitsIsAccepted(Answer countsBindings) {
            HostSnapshot host = host(HostMasks.allReserved(), countsBindings);
            assertThat(Refusals.ofApmask(host, AdapterSet.none())).isEmpty();
            assertThat(Refusals.ofAqmask(host, DomainSet.none())).isEmpty();
        }

        @Test
        void unknownMasksLeaveItOpen() {
            HostSnapshot host =
                    HostSnapshot.builder().add(SampleHost.device(DEVICE, ONE)).build();
            assertThat(Refusals.ofApmask(host, AdapterSet.all())).isEmpty();
            assertThat(Refusals.ofAqmask(host, DomainSet.all())).isEmpty();
        }
    }

    @Test
    void refusalsNameQueuesAndDevices() {
        assertThat(Refusals.describe(new ReservedForHost(queues("05.0004", "05.0047"))))
                .isEqualTo("reserved are 05.0004, 05.0047");
        assertThat(Refusals.describe(new InOtherDevices(
                        ImmutableMap.of(DEVICE, queues("05.0004", "05.0047"), OTHER, queues("06.0004")))))
                .isEqualTo("05.0004, 05.0047 in device " + DEVICE + ", 06.0004 in device " + OTHER);
    }
}
