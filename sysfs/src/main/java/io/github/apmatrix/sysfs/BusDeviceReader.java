package io.github.apmatrix.sysfs;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import java.util.Optional;

/** Reads cards and queue devices as values. What is missing, refused or malformed becomes absent. */
final class BusDeviceReader {
    private final Attributes attributes;

    BusDeviceReader(Attributes attributes) {
        this.attributes = attributes;
    }

    Optional<Card> card(AdapterId adapter) {
        SysfsPath path = Layout.card(adapter);
        Card.Builder card = Card.builder(adapter)
                .online(answer(path.resolve("online")))
                .configured(answer(path.resolve("config")))
                .checkstopped(answer(path.resolve("chkstop")))
                .driver(driver(path));
        attributes.tryInt(path.resolve("hwtype")).ifPresent(card::hardwareType);
        attributes.tryInt(path.resolve("raw_hwtype")).ifPresent(card::rawHardwareType);
        attributes.tryInt(path.resolve("depth")).ifPresent(card::depth);
        attributes.tryInt(path.resolve("max_msg_size")).ifPresent(card::maxMessageSize);
        attributes.tryValue(path.resolve("type"), CardType::parse).ifPresent(card::type);
        attributes.tryValue(path.resolve("ap_functions"), ApFunctions::parse).ifPresent(card::functions);
        attributes.tryValue(path.resolve("serialnr"), text -> text).ifPresent(card::serialNumber);
        return isPresent(path) ? Optional.of(card.build()) : Optional.empty();
    }

    Optional<QueueDevice> queue(ApQueue queue) {
        return queueWithoutStatus(queue).map(device -> {
            QueueDevice.Builder complete = device.toBuilder();
            if (device.driver().isVfioAp().isYes()) {
                status(queue).ifPresent(complete::status);
            }
            return complete.build();
        });
    }

    Optional<QueueDevice> queueWithoutStatus(ApQueue queue) {
        SysfsPath path = Layout.queue(queue);
        QueueDevice.Builder device = QueueDevice.builder(queue).driver(driver(path));
        readState(device);
        readOnline(device);
        readOverride(device);
        return isPresent(path) ? Optional.of(device.build()) : Optional.empty();
    }

    void readState(QueueDevice.Builder device) {
        SysfsPath path = Layout.queue(device.build().queue());
        device.configured(answer(path.resolve("config"))).checkstopped(answer(path.resolve("chkstop")));
    }

    /** Only the drivers of the host switch queues on and off. */
    void readOnline(QueueDevice.Builder device) {
        QueueDevice known = device.build();
        if (known.driver().isBound().isYes() && known.driver().isVfioAp().isNo()) {
            device.online(answer(Layout.queue(known.queue()).resolve("online")));
        }
    }

    void readOverride(QueueDevice.Builder device) {
        attributes
                .tryValue(Layout.queue(device.build().queue()).resolve("driver_override"), text -> text)
                .filter(name -> !name.isEmpty())
                .ifPresent(device::driverOverride);
    }

    /** What vfio_ap says of a queue that it has. */
    Optional<VfioStatus> status(ApQueue queue) {
        return attributes
                .tryValue(Layout.queue(queue).resolve("status"), VfioStatus::of)
                .flatMap(status -> status);
    }

    /** Reads again what can change while a card is there and keeps its driver. */
    Card withState(Card known) {
        SysfsPath path = Layout.card(known.adapter());
        return known.toBuilder()
                .online(answer(path.resolve("online")))
                .configured(answer(path.resolve("config")))
                .checkstopped(answer(path.resolve("chkstop")))
                .build();
    }

    /** A device without the link is unbound; one that vanished is left out anyway. */
    private DriverBinding driver(SysfsPath device) {
        try {
            return DriverBinding.to(attributes.linkName(device.resolve("driver")));
        } catch (AttributeMissingException e) {
            return DriverBinding.unbound();
        } catch (SysfsException e) {
            return DriverBinding.notKnown();
        }
    }

    private boolean isPresent(SysfsPath device) {
        return Attributes.attempt(() -> attributes.isPresent(device)).orElse(true);
    }

    private Answer answer(SysfsPath flag) {
        return attributes.tryValue(flag, Attributes::parseFlag).map(Answer::of).orElse(Answer.NOT_KNOWN);
    }
}
