package io.github.apmatrix.watch;

import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.watch.SteadyReading.Doubt;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The part of {@link SteadyReading} that is about cards, queues and mediated devices. */
final class SteadyDevices {
    private final Doubt doubt;

    SteadyDevices(Doubt doubt) {
        this.doubt = doubt;
    }

    /** Of a card that was replaced, or has another driver, much is rightly not known any more. */
    Card card(Card read, @Nullable Card before, @Nullable Card known) {
        if (before == null || known == null || isAnother(read, known)) {
            return read;
        }
        DriverBinding driver = doubt.choose(read.driver(), before.driver(), known.driver());
        Card.Builder card = read.toBuilder()
                .driver(driver)
                .configured(doubt.choose(read.configured(), before.configured(), known.configured()))
                .checkstopped(doubt.choose(read.checkstopped(), before.checkstopped(), known.checkstopped()));
        doubt.choose(read.hardwareType(), before.hardwareType(), known.hardwareType())
                .ifPresent(card::hardwareType);
        doubt.choose(read.rawHardwareType(), before.rawHardwareType(), known.rawHardwareType())
                .ifPresent(card::rawHardwareType);
        doubt.choose(read.functions(), before.functions(), known.functions()).ifPresent(card::functions);
        doubt.choose(read.depth(), before.depth(), known.depth()).ifPresent(card::depth);
        doubt.choose(read.maxMessageSize(), before.maxMessageSize(), known.maxMessageSize())
                .ifPresent(card::maxMessageSize);
        if (driver.equals(known.driver())) {
            card.online(doubt.choose(read.online(), before.online(), known.online()));
            doubt.choose(read.type(), before.type(), known.type()).ifPresent(card::type);
            doubt.choose(read.serialNumber(), before.serialNumber(), known.serialNumber())
                    .ifPresent(card::serialNumber);
        }
        return card.build();
    }

    private static boolean isAnother(Card read, Card known) {
        return differ(read.type(), known.type())
                || differ(read.functions(), known.functions())
                || (read.hardwareType().isPresent()
                        && known.hardwareType().isPresent()
                        && !read.hardwareType().equals(known.hardwareType()));
    }

    private static boolean differ(Optional<?> read, Optional<?> known) {
        return read.isPresent() && known.isPresent() && !read.equals(known);
    }

    QueueDevice queue(QueueDevice read, @Nullable QueueDevice before, @Nullable QueueDevice known) {
        if (before == null || known == null) {
            return read;
        }
        DriverBinding driver = doubt.choose(read.driver(), before.driver(), known.driver());
        QueueDevice.Builder queue = read.toBuilder()
                .driver(driver)
                .configured(doubt.choose(read.configured(), before.configured(), known.configured()))
                .checkstopped(doubt.choose(read.checkstopped(), before.checkstopped(), known.checkstopped()));
        doubt.choose(read.driverOverride(), before.driverOverride(), known.driverOverride())
                .ifPresent(queue::driverOverride);
        if (driver.equals(known.driver())) {
            queue.online(doubt.choose(read.online(), before.online(), known.online()));
            doubt.choose(read.status(), before.status(), known.status()).ifPresent(queue::status);
        }
        return queue.build();
    }

    /** Returns empty for a new device that has not yet its attributes. */
    Optional<MediatedDevice> device(
            @Nullable MediatedDevice read, @Nullable MediatedDevice before, @Nullable MediatedDevice known) {
        if (read == null) {
            return Optional.empty();
        }
        boolean isReady = read.state() == MediatedDeviceState.READY;
        boolean isConfirmed = before != null && before.state() == read.state();
        if (!isReady && !isConfirmed) {
            doubt.raise();
            return Optional.ofNullable(known);
        } else if (before == null || known == null || known.state() != read.state()) {
            return Optional.of(read);
        }
        MediatedDevice.Builder device = read.toBuilder()
                .heldByGuest(doubt.choose(read.heldByGuest(), before.heldByGuest(), known.heldByGuest()))
                .assignedMatrix(doubt.choose(
                        read.assignedMatrix(), before.assignedMatrix(), known.assignedMatrix(), this::rank))
                .guestMatrix(doubt.choose(read.guestMatrix(), before.guestMatrix(), known.guestMatrix(), this::rank));
        doubt.choose(read.controlDomains(), before.controlDomains(), known.controlDomains())
                .ifPresent(device::controlDomains);
        doubt.choose(read.iommuGroup(), before.iommuGroup(), known.iommuGroup()).ifPresent(device::iommuGroup);
        return Optional.of(device.build());
    }

    private int rank(MatrixReading reading) {
        if (reading instanceof MatrixReading.Complete) {
            return 2;
        }
        return reading instanceof MatrixReading.Cut ? 1 : 0;
    }
}
