package io.github.apmatrix.explain;

import static io.github.apmatrix.explain.Hosts.DEVICE;
import static io.github.apmatrix.explain.Hosts.ONE;
import static io.github.apmatrix.explain.Hosts.QUEUE;
import static io.github.apmatrix.explain.Hosts.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.explain.QueueUse.User;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.VfioStatus;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class QueueUseTest {
    private static final String IN_DEVICE = "driver vfio_ap, device " + DEVICE;

    private static MediatedDevice device(Answer heldByGuest) {
        return MediatedDevice.builder(DEVICE)
                .assignedMatrix(MatrixReading.complete(ONE))
                .guestMatrix(MatrixReading.complete(ONE))
                .heldByGuest(heldByGuest)
                .build();
    }

    private static HostSnapshot.Builder withDriver(DriverBinding driver) {
        return Hosts.passing(TWO).add(Hosts.queue("0a.0004", driver));
    }

    static Stream<Arguments> uses() {
        MediatedDevice removed = MediatedDevice.builder(DEVICE)
                .state(MediatedDeviceState.BEING_REMOVED)
                .build();
        return Stream.of(
                arguments(HostSnapshot.builder().apBus(Answer.YES), User.ABSENT, "not on this host"),
                arguments(HostSnapshot.builder(), User.NOT_KNOWN, "not known"),
                arguments(withDriver(DriverBinding.to("cex4queue")), User.HOST, "used by the host (driver cex4queue)"),
                arguments(withDriver(DriverBinding.unbound()), User.NOBODY, "used by nobody"),
                arguments(withDriver(DriverBinding.notKnown()), User.NOT_KNOWN, "not known"),
                arguments(Hosts.passing(TWO), User.FREE, "free for guests (driver vfio_ap)"),
                arguments(
                        Hosts.passing(TWO).add(Hosts.device(DEVICE, ONE, ONE)),
                        User.DEVICE,
                        "in a mediated device (" + IN_DEVICE + ")"),
                arguments(
                        Hosts.passing(TWO).add(device(Answer.NO)),
                        User.DEVICE,
                        "in a mediated device (" + IN_DEVICE + ")"),
                arguments(
                        Hosts.passing(TWO).add(device(Answer.YES)), User.GUEST, "used by a guest (" + IN_DEVICE + ")"),
                arguments(
                        Hosts.passing(TWO).add(removed).add(Hosts.queue("0a.0004", VfioStatus.IN_USE)),
                        User.GUEST,
                        "used by a guest (driver vfio_ap)"),
                arguments(
                        Hosts.passing(TWO).add(removed).add(Hosts.queue("0a.0004", VfioStatus.ASSIGNED)),
                        User.DEVICE,
                        "in a mediated device (driver vfio_ap)"),
                arguments(
                        Hosts.passing(TWO).add(removed).add(Hosts.queue("0a.0004", VfioStatus.UNASSIGNED)),
                        User.FREE,
                        "free for guests (driver vfio_ap)"),
                arguments(Hosts.passing(TWO).add(removed), User.NOT_KNOWN, "not known (driver vfio_ap)"));
    }

    @ParameterizedTest
    @MethodSource("uses")
    void aQueueHasOneKindOfUser(HostSnapshot.Builder host, User user, String text) {
        QueueUse use = Explain.use(host.build(), QUEUE);
        assertThat(use.queue()).isEqualTo(QUEUE);
        assertThat(use.user()).isEqualTo(user);
        assertThat(use).hasToString("0a.0004: " + text);
    }

    @ParameterizedTest
    @EnumSource(User.class)
    void everyKindOfUserIsTested(User user) {
        assertThat(uses().map(use -> use.get()[1])).contains(user);
    }

    @Test
    void driverAndDeviceAreNamedIfThereAreAny() {
        HostSnapshot host =
                Hosts.passing(TWO).add(Hosts.device(DEVICE, ONE, ONE)).build();
        assertThat(Explain.use(host, QUEUE).driver()).contains("vfio_ap");
        assertThat(Explain.use(host, QUEUE).device()).contains(DEVICE);
        assertThat(Explain.use(host, ApQueue.parse("0a.001b")).device()).isEmpty();
    }

    @Test
    void aGuestDoesNotUseWhatIsAssignedButFilteredOut() {
        HostSnapshot host = Hosts.passing(TWO)
                .add(MediatedDevice.builder(DEVICE)
                        .assignedMatrix(MatrixReading.complete(TWO))
                        .guestMatrix(MatrixReading.complete(ONE))
                        .heldByGuest(Answer.YES)
                        .build())
                .build();
        assertThat(Explain.use(host, ApQueue.parse("0a.001b")).user()).isEqualTo(User.DEVICE);
    }

    @ParameterizedTest
    @CsvSource({
        "vfio_ap, true, '(driver vfio_ap, device %s)'",
        "vfio_ap, false, (driver vfio_ap)",
        ", true, (device %s)"
    })
    void theTextHasOnlyWhatIsKnown(String driver, boolean inDevice, String details) {
        QueueUse use = new QueueUse(
                QUEUE, User.NOT_KNOWN, Optional.ofNullable(driver), inDevice ? Optional.of(DEVICE) : Optional.empty());
        assertThat(use).hasToString("0a.0004: not known " + details.replace("%s", DEVICE.toString()));
    }
}
