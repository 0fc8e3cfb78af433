package io.github.apmatrix.watch;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SteadyReadingTest {
    private static final AdapterId ADAPTER = AdapterId.of(0x0a);
    private static final ApQueue QUEUE = ApQueue.parse("0a.0004");
    private static final MediatedDeviceId ID = MediatedDeviceId.parse("62177883-f1bb-47f0-914d-32a22e3a8804");
    private static final MatrixReading ONE = MatrixReading.complete(Matrix.of(adapters(0x0a), domains(0x04)));
    private static final Card CARD = Card.builder(ADAPTER)
            .type(CardType.CEX7P)
            .serialNumber("93AAE7")
            .online(Answer.YES)
            .driver(DriverBinding.to("cex4card"))
            .build();
    private static final QueueDevice DEVICE_OF_QUEUE = QueueDevice.builder(QUEUE)
            .driver(DriverBinding.to("vfio_ap"))
            .status(VfioStatus.IN_USE)
            .configured(Answer.YES)
            .build();
    private static final MediatedDevice DEVICE = MediatedDevice.builder(ID)
            .assignedMatrix(ONE)
            .guestMatrix(ONE)
            .controlDomains(domains(0x04))
            .heldByGuest(Answer.YES)
            .iommuGroup(3)
            .build();
    private static final HostSnapshot HOST = HostSnapshot.builder()
            .apBus(Answer.YES)
            .vfioAp(Answer.YES)
            .masks(HostMasks.allReserved())
            .defaultDomain(4)
            .availableInstances(65535)
            .configTime(Duration.ofSeconds(30))
            .add(CARD)
            .add(DEVICE_OF_QUEUE)
            .add(DEVICE)
            .build();

    private final SteadyReading steady = new SteadyReading();

    private void assertAccepted(HostSnapshot reading) {
        assertThat(steady.accept(reading)).isEqualTo(reading);
        assertThat(steady.isDoubtful()).isFalse();
    }

    private void assertHeldBack(HostSnapshot reading, HostSnapshot instead) {
        assertThat(steady.accept(reading)).isEqualTo(instead);
        assertThat(steady.isDoubtful()).isTrue();
    }

    private static HostSnapshot with(MediatedDevice device) {
        return HOST.toBuilder().add(device).build();
    }

    private static HostSnapshot with(UnaryOperator<MediatedDevice.Builder> edit) {
        return with(edit.apply(DEVICE.toBuilder()).build());
    }

    static List<HostSnapshot> readingsThatFailed() {
        return List.of(
                HostSnapshot.builder()
                        .apBus(Answer.NOT_KNOWN)
                        .vfioAp(Answer.NOT_KNOWN)
                        .add(CARD)
                        .add(DEVICE_OF_QUEUE)
                        .add(DEVICE)
                        .build(),
                HOST.toBuilder()
                        .add(Card.builder(ADAPTER).build())
                        .add(QueueDevice.builder(QUEUE).build())
                        .build(),
                HOST.toBuilder()
                        .add(QueueDevice.builder(QUEUE)
                                .driver(DriverBinding.to("vfio_ap"))
                                .build())
                        .build(),
                with(MediatedDevice.builder(ID).build()),
                with(device -> device.heldByGuest(Answer.NOT_KNOWN)),
                with(device -> device.assignedMatrix(new MatrixReading.Cut(ApQueueSet.of(QUEUE)))),
                with(device -> device.guestMatrix(MatrixReading.unreadable("busy"))));
    }

    @ParameterizedTest
    @MethodSource("readingsThatFailed")
    void whatFailsOnceIsNoChange(HostSnapshot failed) {
        assertAccepted(HOST);
        assertHeldBack(failed, HOST);
        assertAccepted(HOST);
        assertHeldBack(failed, HOST);
    }

    @ParameterizedTest
    @MethodSource("readingsThatFailed")
    void whatFailsTwiceIsNotKnown(HostSnapshot failed) {
        assertAccepted(HOST);
        assertHeldBack(failed, HOST);
        assertAccepted(failed);
        assertAccepted(failed);
        assertAccepted(HOST);
    }

    @ParameterizedTest
    @MethodSource("readingsThatFailed")
    void whatIsReadBesideItIsTold(HostSnapshot failed) {
        assertAccepted(HOST);
        HostSnapshot beside =
                failed.toBuilder().add(Card.builder(AdapterId.of(5)).build()).build();
        assertHeldBack(
                beside,
                HOST.toBuilder().add(Card.builder(AdapterId.of(5)).build()).build());
    }

    @Test
    void theFirstReadingIsTakenAsItIs() {
        assertAccepted(HostSnapshot.builder().build());
        assertAccepted(HOST);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "READY")
    void aDeviceThatLosesItsAttributesIsToldWhenThatIsConfirmed(MediatedDeviceState state) {
        HostSnapshot leaving = with(MediatedDevice.builder(ID).state(state).build());
        assertAccepted(HOST);
        assertHeldBack(leaving, HOST);
        assertAccepted(leaving);
        assertAccepted(HOST);
    }

    @Test
    void aDeviceThatGoesInTheMomentOfTheReadingIsJustGone() {
        assertAccepted(HOST);
        assertHeldBack(
                with(MediatedDevice.builder(ID)
                        .state(MediatedDeviceState.BEING_REMOVED)
                        .heldByGuest(Answer.YES)
                        .build()),
                HOST);
        assertAccepted(HOST.toBuilder().remove(ID).build());
    }

    @Test
    void aDeviceWithoutAttributesYetIsToldWhenItHasThem() {
        HostSnapshot without = HOST.toBuilder().remove(ID).build();
        HostSnapshot coming = with(MediatedDevice.builder(ID)
                .state(MediatedDeviceState.BEING_REMOVED)
                .build());
        assertAccepted(without);
        assertHeldBack(coming, without);
        assertAccepted(HOST);
        assertAccepted(without);
        assertHeldBack(coming, without);
        assertAccepted(coming);
    }

    @Test
    void whatGoesWithTheDriverGoesAtOnce() {
        assertAccepted(HOST);
        assertAccepted(HOST.toBuilder()
                .add(Card.builder(ADAPTER).driver(DriverBinding.unbound()).build())
                .add(QueueDevice.builder(QUEUE)
                        .driver(DriverBinding.to("cex4queue"))
                        .configured(Answer.YES)
                        .build())
                .build());
    }

    @Test
    void anotherCardHasNothingOfTheFirst() {
        assertAccepted(HOST);
        assertAccepted(HOST.toBuilder()
                .add(Card.builder(ADAPTER)
                        .type(CardType.CEX6A)
                        .driver(DriverBinding.to("cex4card"))
                        .build())
                .build());
    }

    @Test
    void withoutBusOrDriverNothingIsKeptOfThem() {
        assertAccepted(HOST);
        assertAccepted(HostSnapshot.builder()
                .apBus(Answer.YES)
                .vfioAp(Answer.NO)
                .masks(HostMasks.allReserved())
                .defaultDomain(4)
                .configTime(Duration.ofSeconds(30))
                .build());
        assertAccepted(HostSnapshot.builder().apBus(Answer.NO).vfioAp(Answer.NO).build());
    }

    @Test
    void whatAKernelCanDoStaysKnown() {
        KernelFeatures yes = KernelFeatures.notKnown().with(KernelFeature.AP_CONFIG, Answer.YES);
        KernelFeatures no = KernelFeatures.notKnown().with(KernelFeature.AP_CONFIG, Answer.NO);
        assertAccepted(HOST);
        assertAccepted(HOST.toBuilder().features(no).build());
        assertThat(steady.accept(HOST).features()).isEqualTo(no);
        assertAccepted(HOST.toBuilder().features(yes).build());
        assertThat(steady.accept(HOST.toBuilder().features(no).build()).features())
                .isEqualTo(yes);
        assertThat(steady.accept(HostSnapshot.builder().apBus(Answer.NO).build())
                        .features())
                .isEqualTo(yes);
        assertThat(steady.isDoubtful()).isFalse();
    }
}
