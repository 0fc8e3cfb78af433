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
        return card(adapter, driver(Layout.card(adapter)));
    }

    /** Reads all that a card with a known driver shows. */
    Optional<Card> card(AdapterId adapter, DriverBinding driver) {
        SysfsPath path = Layout.card(adapter);
        Card.Builder card = Card.builder(adapter)
                .online(answer(path.resolve("online")))
                .configured(answer(path.resolve("config")))
                .checkstopped(answer(path.resolve("chkstop")))
                .driver(driver);
        attributes.tryInt(path.resolve("hwtype")).ifPresent(card::hardwareType);
        attributes.tryInt(path.resolve("raw_hwtype")).ifPresent(card::rawHardwareType);
        attributes.tryInt(path.resolve("depth")).ifPresent(card::depth);
        attributes.tryInt(path.resolve("max_msg_size")).ifPresent(card::maxMessageSize);
        attributes.tryValue(path.resolve("type"), CardType::parse).ifPresent(card::type);
        attributes.tryValue(path.resolve("ap_functions"), ApFunctions::parse).ifPresent(card::functions);
        attributes.tryValue(path.resolve("serialnr"), text -> text).ifPresent(card::serialNumber);
        Card read = card.build();
        boolean seen =
                read.configured().isKnown() && read.serialNumber().isPresent(); // the first and the last that is read
        return seen || isPresent(path) ? Optional.of(read) : Optional.empty();
    }

    /** Reads all that a queue shows. */
    Optional<QueueDevice> queue(ApQueue queue) {
        SysfsPath path = Layout.queue(queue);
        return queue(queue, driver(path), true, hasOverride(queue));
    }

    /** Reads all that a queue with a known driver shows. */
    Optional<QueueDevice> queue(ApQueue queue, DriverBinding driver, boolean withStatus, boolean withOverride) {
        SysfsPath path = Layout.queue(queue);
        QueueDevice.Builder device = QueueDevice.builder(queue).driver(driver);
        readState(path, device);
        readOnline(path, driver, device);
        if (withOverride) {
            readOverride(path, device);
        }
        if (withStatus && driver.isVfioAp().isYes()) {
            status(queue).ifPresent(device::status);
        }
        QueueDevice read = device.build();
        boolean seen = read.configured().isKnown() && read.checkstopped().isKnown();
        return seen || isPresent(path) ? Optional.of(read) : Optional.empty();
    }

    void readState(SysfsPath path, QueueDevice.Builder device) {
        device.configured(answer(path.resolve("config"))).checkstopped(answer(path.resolve("chkstop")));
    }

    /** Only the drivers of the host switch queues on and off. */
    void readOnline(SysfsPath path, DriverBinding driver, QueueDevice.Builder device) {
        if (driver.isBound().isYes() && driver.isVfioAp().isNo()) {
            device.online(answer(path.resolve("online")));
        }
    }

    void readOverride(SysfsPath path, QueueDevice.Builder device) {
        attributes
                .tryValue(path.resolve("driver_override"), text -> text)
                .filter(name -> !name.isEmpty())
                .ifPresent(device::driverOverride);
    }

    /** Returns whether the kernel has driver overrides, if in doubt: all queues have the attribute, or none. */
    boolean hasOverride(ApQueue queue) {
        return Attributes.attempt(
                        () -> attributes.sysfs().list(Layout.queue(queue)).contains("driver_override"))
                .orElse(true);
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

    /** Takes what the lists of the drivers say of a device; if that is no driver, the link decides, for the device may be moving. */
    DriverBinding driver(SysfsPath device, DriverBinding listed) {
        if (listed.isBound().isYes()) {
            return listed;
        }
        DriverBinding linked = driver(device);
        return linked.isBound().isNo() ? listed : linked;
    }

    /** A device without the link is unbound; one that vanished is left out anyway. */
    DriverBinding driver(SysfsPath device) {
        try {
            return DriverBinding.to(attributes.linkName(device.resolve("driver")));
        } catch (AttributeMissingException e) {
            return DriverBinding.unbound();
        } catch (SysfsException e) {
            return DriverBinding.notKnown();
        }
    }

    boolean isPresent(SysfsPath device) {
        return Attributes.attempt(() -> attributes.isPresent(device)).orElse(true);
    }

    private Answer answer(SysfsPath flag) {
        return attributes.tryValue(flag, Attributes::parseFlag).map(Answer::of).orElse(Answer.NOT_KNOWN);
    }
}
