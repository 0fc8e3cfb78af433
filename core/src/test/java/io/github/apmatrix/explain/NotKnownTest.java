package io.github.apmatrix.explain;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.explain.Hosts.DEVICE;
import static io.github.apmatrix.explain.Hosts.ONE;
import static io.github.apmatrix.explain.Hosts.QUEUE;
import static io.github.apmatrix.explain.Hosts.TWO;
import static io.github.apmatrix.explain.Hosts.queues;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.VfioStatus;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotKnownTest {
    private static final String GUEST_MATRIX = "the guest matrix of device " + DEVICE;

    private static Reason notVisible(ApQueueSet queues, String... parts) {
        return new GuestReason.NotVisible(ImmutableList.copyOf(parts), queues);
    }

    private static MediatedDevice device(Matrix assigned, MatrixReading guest) {
        return MediatedDevice.builder(DEVICE)
                .assignedMatrix(MatrixReading.complete(assigned))
                .guestMatrix(guest)
                .build();
    }

    @Test
    void theReasonListsWhatWasNotRead() {
        Reason reason = notVisible(queues("0a.0004"), "one", "two");
        assertThat(reason.level()).isEqualTo(Level.GUEST);
        assertThat(reason.description()).isEqualTo("the cause is not visible: one, two could not be read");
        assertThat(reason.remedy()).isEqualTo("read the host again, as root");
    }

    @Nested
    class CutGuestMatrix {
        private final Matrix assigned = Matrix.of(adapters(0x0a), domains(0x04, 0x05, 0x06, 0x07));
        private final HostSnapshot host = Hosts.passing(assigned)
                .add(device(assigned, new MatrixReading.Cut(queues("0a.0004", "0a.0006"))))
                .build();

        @ParameterizedTest
        @ValueSource(strings = {"0a.0004", "0a.0006"})
        void aQueueThatIsShownReachesTheGuest(String queue) {
            Explanation explanation = Explain.queue(host, ApQueue.parse(queue), DEVICE);
            assertThat(explanation.reachesGuest()).isEqualTo(Answer.YES);
            assertThat(explanation.reasons()).isEmpty();
        }

        @Test
        void aQueueThatIsSkippedBeforeTheCutDoesNotReachTheGuest() {
            Explanation explanation = Explain.queue(host, ApQueue.parse("0a.0005"), DEVICE);
            assertThat(explanation.reachesGuest()).isEqualTo(Answer.NO);
            assertThat(explanation.reasons())
                    .singleElement()
                    .isInstanceOf(GuestReason.EarlierFailedReset.class)
                    .extracting(Reason::queues)
                    .isEqualTo(queues("0a.0005"));
        }

        @Test
        void aQueueBeyondTheCutIsNotKnown() {
            Explanation explanation = Explain.queue(host, ApQueue.parse("0a.0007"), DEVICE);
            assertThat(explanation.reachesGuest()).isEqualTo(Answer.NOT_KNOWN);
            assertThat(explanation.levels()).containsEntry(Level.GUEST, Answer.NOT_KNOWN);
            assertThat(explanation.reasons()).containsExactly(notVisible(queues("0a.0007"), GUEST_MATRIX));
        }

        @Test
        void onlyQueuesThatAreKnownToBeKeptOutAreMissing() {
            DeviceExplanation explanation = Explain.device(host, DEVICE);
            assertThat(explanation.missing()).isEqualTo(queues("0a.0005"));
            assertThat(explanation.toString()).contains(" asks for 4 queues, its guest gets at least 2 queues\n");
        }
    }

    @Nested
    class UnreadableGuestMatrix {
        private HostSnapshot.Builder host() {
            return Hosts.passing(TWO).add(device(TWO, MatrixReading.unreadable("EACCES")));
        }

        @Test
        void whatCouldPassIsNotKnown() {
            Explanation explanation = Explain.queue(host().build(), QUEUE);
            assertThat(explanation.device()).contains(DEVICE);
            assertThat(explanation.reachesGuest()).isEqualTo(Answer.NOT_KNOWN);
            assertThat(explanation.reasons()).containsExactly(notVisible(queues("0a.0004"), GUEST_MATRIX));
        }

        @Test
        void whatIsNotBoundToVfioApIsInNoGuest() {
            HostSnapshot host =
                    host().add(Hosts.queue("0a.0004", DriverBinding.unbound())).build();
            Explanation explanation = Explain.queue(host, QUEUE, DEVICE);
            assertThat(explanation.reachesGuest()).isEqualTo(Answer.NO);
            assertThat(explanation.reasons()).containsExactly(new HostReason.NoDriver(queues("0a.0004")));
        }

        @ParameterizedTest
        @CsvSource({"UNASSIGNED, NO", "ASSIGNED, NOT_KNOWN", "IN_USE, NOT_KNOWN"})
        void theStatusCanTell(VfioStatus status, Answer reaches) {
            HostSnapshot host = host().add(Hosts.queue("0a.0004", status)).build();
            assertThat(Explain.queue(host, QUEUE, DEVICE).reachesGuest()).isEqualTo(reaches);
        }

        @Test
        void aCulpritIsNamedAlthoughItsEffectIsNotSeen() {
            HostSnapshot host =
                    host().add(Hosts.queue("0a.001b", DriverBinding.unbound())).build();
            Explanation explanation = Explain.queue(host, QUEUE, DEVICE);
            assertThat(explanation.reachesGuest()).isEqualTo(Answer.NOT_KNOWN);
            assertThat(explanation.reasons())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            GuestReason.AdaptersFiltered.class,
                            reason -> assertThat(reason.culprits()).isEqualTo(queues("0a.001b")));
        }

        @Test
        void aDeviceWithoutDriverHasNoGuest() {
            HostSnapshot host = Hosts.passing(ONE)
                    .add(MediatedDevice.builder(DEVICE)
                            .state(MediatedDeviceState.WITHOUT_DRIVER)
                            .build())
                    .build();
            Explanation explanation = Explain.queue(host, QUEUE, DEVICE);
            assertThat(explanation.reachesGuest()).isEqualTo(Answer.NO);
            assertThat(explanation.levels()).containsEntry(Level.MEDIATED_DEVICE, Answer.NO);
        }

        @Test
        void aDeviceThatIsBeingRemovedMayHaveTheQueue() {
            HostSnapshot host = Hosts.passing(ONE)
                    .add(MediatedDevice.builder(DEVICE)
                            .state(MediatedDeviceState.BEING_REMOVED)
                            .build())
                    .build();
            Explanation explanation = Explain.queue(host, QUEUE, DEVICE);
            assertThat(explanation.reachesGuest()).isEqualTo(Answer.NOT_KNOWN);
            assertThat(explanation.levels()).containsEntry(Level.MEDIATED_DEVICE, Answer.NOT_KNOWN);
        }
    }

    @Nested
    class OtherParts {
        @Test
        void anUnreadableAssignedMatrix() {
            HostSnapshot host = Hosts.passing(ONE)
                    .add(MediatedDevice.builder(DEVICE)
                            .guestMatrix(MatrixReading.complete(Matrix.none()))
                            .build())
                    .build();
            Explanation explanation = Explain.queue(host, QUEUE, DEVICE);
            assertThat(explanation.reachesGuest()).isEqualTo(Answer.NO);
            assertThat(explanation.levels()).containsEntry(Level.MEDIATED_DEVICE, Answer.NOT_KNOWN);
            assertThat(explanation.reasons())
                    .containsExactly(notVisible(queues("0a.0004"), "what is assigned to device " + DEVICE));
            assertThat(Explain.device(host, DEVICE))
                    .hasToString("device " + DEVICE
                            + " asks for a number of queues that is not known, its guest gets 0 queues\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"0a.0004", "0a.001b"})
        void theDriverOfAQueueOfTheAdapter(String unknown) {
            HostSnapshot host = Hosts.withDevice(TWO)
                    .add(Hosts.queue(unknown, DriverBinding.notKnown()))
                    .build();
            assertThat(Explain.queue(host, QUEUE, DEVICE).reasons())
                    .containsExactly(notVisible(queues("0a.0004"), "the driver of " + unknown));
        }

        @Test
        void theMasks() {
            HostSnapshot host = HostSnapshot.builder()
                    .apBus(Answer.YES)
                    .vfioAp(Answer.YES)
                    .lpar(ApConfig.of(ONE))
                    .add(Hosts.queue("0a.0004", DriverBinding.unbound()))
                    .add(Hosts.device(DEVICE, ONE, Matrix.none()))
                    .build();
            assertThat(Explain.queue(host, QUEUE, DEVICE).reasons())
                    .containsExactly(notVisible(queues("0a.0004"), "apmask and aqmask"));
        }

        @Test
        void theLpar() {
            HostSnapshot host = HostSnapshot.builder()
                    .apBus(Answer.YES)
                    .vfioAp(Answer.YES)
                    .masks(HostMasks.allReserved().withApmask(adapters(0x0a).complement()))
                    .add(Hosts.queue("0a.0004", DriverBinding.to("vfio_ap")))
                    .add(Hosts.device(DEVICE, ONE, Matrix.none()))
                    .build();
            Explanation explanation = Explain.queue(host, QUEUE, DEVICE);
            assertThat(explanation.levels()).containsEntry(Level.LPAR, Answer.YES);
            assertThat(explanation.reasons())
                    .containsExactly(notVisible(queues("0a.0004"), "the configuration of the LPAR"));
        }

        @Test
        void allOfTheHostAndTheDevice() {
            HostSnapshot host = HostSnapshot.builder()
                    .add(MediatedDevice.builder(DEVICE).build())
                    .build();
            Explanation explanation = Explain.queue(host, QUEUE, DEVICE);
            assertThat(explanation.reachesGuest()).isEqualTo(Answer.NOT_KNOWN);
            assertThat(explanation.levels())
                    .hasSize(4)
                    .allSatisfy((level, answer) -> assertThat(answer).isEqualTo(Answer.NOT_KNOWN));
            assertThat(explanation.reasons())
                    .containsExactly(notVisible(
                            queues("0a.0004"),
                            "the configuration of the LPAR",
                            "the AP bus",
                            "what is assigned to device " + DEVICE));
            assertThat(Explain.device(host, DEVICE).reasons()).isEmpty();
        }

        @Test
        void aHostOfWhichNothingIsKnown() {
            HostSnapshot host = HostSnapshot.builder().build();
            assertThat(Explain.queue(host, QUEUE).levels())
                    .containsEntry(Level.LPAR, Answer.NOT_KNOWN)
                    .containsEntry(Level.HOST, Answer.NOT_KNOWN);
            assertThat(Explain.evaluation(host, DEVICE)).isEmpty();
            assertThat(Explain.use(host, QUEUE).user()).isEqualTo(QueueUse.User.NOT_KNOWN);
        }
    }
}
