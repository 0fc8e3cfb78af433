package io.github.apmatrix.host;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.host.SampleHost.DEVICE;
import static io.github.apmatrix.host.SampleHost.OTHER_DEVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** D stands for the id of the sample's device, E for the other. */
class HostDifferenceTest {
    private static final Matrix ONE = Matrix.of(adapters(0x0a), domains(0x04));
    private static final Matrix TWO = Matrix.of(adapters(0x0a), domains(0x04, 0x1b));

    private static HostSnapshot.Builder sample() {
        return SampleHost.builder();
    }

    private static QueueDevice.Builder queue(String queue) {
        return QueueDevice.builder(ApQueue.parse(queue));
    }

    /** Returns the sample's device, complete. */
    private static MediatedDevice.Builder device() {
        return MediatedDevice.builder(DEVICE)
                .assignedMatrix(MatrixReading.complete(ONE))
                .guestMatrix(MatrixReading.complete(ONE));
    }

    private static List<String> lines(HostSnapshot.Builder before, HostSnapshot.Builder after) {
        HostDifference difference = HostDifference.between(before.build(), after.build());
        assertThat(difference.isEmpty()).isEqualTo(difference.changes().isEmpty());
        return difference
                .toString()
                .replace(DEVICE.toString(), "D")
                .replace(OTHER_DEVICE.toString(), "E")
                .lines()
                .toList();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                arguments(
                        sample(),
                        sample().lpar(ApConfig.of(adapters(0x0a, 0x0b), domains(0x01, 0x04, 0x1b))
                                .withControlDomains(domains(0x04))),
                        "the LPAR gained adapters 0b x domains none (control domains 0004)"
                                + " and lost adapters 00 x domains none (control domains none)"),
                arguments(
                        sample().masks(new HostMasks(adapters(0x0a), DomainSet.all())),
                        sample().masks(new HostMasks(adapters(0x0a, 0x0b), domains(0x04))),
                        "the masks were apmask 0a, aqmask 0000-00ff and are apmask 0a,0b, aqmask 0004"),
                arguments(
                        HostSnapshot.builder(),
                        HostSnapshot.builder().masks(new HostMasks(adapters(), domains())),
                        "the masks were not known and are apmask none, aqmask none"),
                arguments(
                        sample(),
                        sample().add(Card.builder(AdapterId.of(0x0b)).build()),
                        "cards came for adapters 0b and went for none"),
                arguments(
                        HostSnapshot.builder().add(Card.builder(AdapterId.of(5)).build()),
                        HostSnapshot.builder().add(Card.builder(AdapterId.of(6)).build()),
                        "cards came for adapters 06 and went for 05"),
                arguments(
                        HostSnapshot.builder().add(queue("05.0004").build()),
                        HostSnapshot.builder().add(queue("05.001b").build()),
                        "queue devices came for 05.001b and went for 05.0004"),
                arguments(
                        sample(),
                        sample().add(queue("0a.0004")
                                        .driver(DriverBinding.unbound())
                                        .build())
                                .add(queue("0a.0001")
                                        .driver(DriverBinding.unbound())
                                        .build()),
                        "the driver of 0a.0001, 0a.0004 was vfio_ap and is no driver"),
                arguments(sample(), sample().remove(DEVICE), "device D went"),
                arguments(
                        sample().remove(DEVICE),
                        sample().remove(DEVICE)
                                .add(MediatedDevice.builder(OTHER_DEVICE).build()),
                        "device E came"),
                arguments(
                        sample(),
                        sample().add(device().state(MediatedDeviceState.WITHOUT_DRIVER)
                                .build()),
                        "device D was READY and is WITHOUT_DRIVER"),
                arguments(
                        sample().add(device().heldByGuest(Answer.NO).build()),
                        sample().add(device().heldByGuest(Answer.YES).build()),
                        "a guest got device D"),
                arguments(
                        sample().add(device().heldByGuest(Answer.YES).build()),
                        sample().add(device().heldByGuest(Answer.NO).build()),
                        "no guest has device D any more"),
                arguments(
                        sample().add(device().controlDomains(domains()).build()),
                        sample().add(device().controlDomains(domains(0x1b)).build()),
                        "device D had adapters 0a x domains 0004 (control domains none) assigned"
                                + " and has adapters 0a x domains 0004 (control domains 001b)"),
                arguments(
                        sample(),
                        sample().add(device().controlDomains(domains(0x1b)).build()),
                        "device D had what is not known assigned"
                                + " and has adapters 0a x domains 0004 (control domains 001b)"),
                arguments(
                        sample(),
                        sample().add(device().guestMatrix(MatrixReading.unreadable("EIO"))
                                .build()),
                        "the guest matrix of device D was adapters 0a x domains 0004 and is not known: EIO"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangeIsOneSentence(HostSnapshot.Builder before, HostSnapshot.Builder after, String text) {
        assertThat(lines(before, after)).containsExactly(text);
        assertThat(lines(after, before)).isNotEmpty().doesNotContain(text);
        assertThat(lines(before, before)).isEmpty();
        assertThat(lines(after, after)).isEmpty();
    }

    @Test
    void queuesWithDifferentMovesAreToldApart() {
        HostSnapshot.Builder after = sample().add(
                        queue("0a.0001").driver(DriverBinding.unbound()).build())
                .add(queue("0a.0004").driver(DriverBinding.to("cex4queue")).build())
                .add(queue("0a.001b").driver(DriverBinding.notKnown()).build());
        assertThat(lines(sample(), after))
                .containsExactly(
                        "the driver of 0a.0001 was vfio_ap and is no driver",
                        "the driver of 0a.0004 was vfio_ap and is cex4queue",
                        "the driver of 0a.001b was no driver and is not known");
    }

    @Test
    void levelsComeInTheirOrder() {
        HostSnapshot.Builder after = HostSnapshot.builder()
                .add(MediatedDevice.builder(OTHER_DEVICE)
                        .assignedMatrix(MatrixReading.complete(ONE))
                        .controlDomains(domains())
                        .guestMatrix(MatrixReading.complete(ONE))
                        .build());
        assertThat(HostDifference.between(sample().build(), after.build()).changes())
                .extracting(change -> change.getClass().getSimpleName())
                .containsExactly(
                        "LparChanged",
                        "MasksChanged",
                        "CardsChanged",
                        "QueuesChanged",
                        "DeviceRemoved",
                        "DeviceCreated",
                        "AssignmentChanged",
                        "GuestMatrixChanged");
    }

    @Test
    void theStateOfCardsQueuesAndGuestsIsLeftOut() {
        HostSnapshot.Builder after = sample().apBus(Answer.NOT_KNOWN)
                .availableInstances(7)
                .defaultDomain(4)
                .add(Card.builder(AdapterId.of(0)).online(Answer.NO).build())
                .add(queue("0a.0004")
                        .driver(DriverBinding.to("vfio_ap"))
                        .configured(Answer.NO)
                        .status(VfioStatus.ASSIGNED)
                        .driverOverride("vfio_ap")
                        .build())
                .add(device().heldByGuest(Answer.YES).iommuGroup(3).build());
        assertThat(lines(sample(), after)).isEmpty();
    }

    private static HostChange.GuestMatrixChanged guestMatrix(Matrix before, Matrix after) {
        return new HostChange.GuestMatrixChanged(DEVICE, MatrixReading.complete(before), MatrixReading.complete(after));
    }

    @Test
    void gainedAndLostAreTheQueuesThatCameAndWent() {
        HostChange.GuestMatrixChanged wider = guestMatrix(ONE, TWO);
        assertThat(wider.gained()).isEqualTo(queues("0a.001b"));
        assertThat(wider.lost()).isEqualTo(ApQueueSet.none());
        HostChange.GuestMatrixChanged moved = guestMatrix(TWO, Matrix.of(adapters(5, 0x0a), domains(0x04)));
        assertThat(moved.gained()).isEqualTo(queues("05.0004"));
        assertThat(moved.lost()).isEqualTo(queues("0a.001b"));
    }

    private static ApQueueSet queues(String... queues) {
        return ApQueueSet.copyOf(Arrays.stream(queues).map(ApQueue::parse).toList());
    }
}
