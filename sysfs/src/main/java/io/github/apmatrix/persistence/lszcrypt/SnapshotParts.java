package io.github.apmatrix.persistence.lszcrypt;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.rules.DriverRule;

/** What a line of a listing tells of a card or queue. */
final class SnapshotParts {
    private SnapshotParts() {}

    static Card card(ListedDevice device) {
        Card.Builder card = Card.builder(device.adapter())
                .online(online(device.status()))
                .configured(configured(device.status()))
                .checkstopped(checkstopped(device))
                .driver(device.driver());
        device.type().ifPresent(card::type);
        device.hardwareType().ifPresent(card::hardwareType);
        return card.build();
    }

    static QueueDevice queue(ListedDevice device, ApQueue queue) {
        DriverBinding driver = driver(device);
        QueueDevice.Builder known = QueueDevice.builder(queue).driver(driver);
        if (driver.isVfioAp().isYes()) {
            device.status().vfioStatus().ifPresent(known::status);
        }
        if (driver.isVfioAp().isYes() && online(device.status()).isKnown()) {
            return known.build();
        }
        return known.online(online(device.status()))
                .configured(configured(device.status()))
                .checkstopped(checkstopped(device))
                .build();
    }

    private static DriverBinding driver(ListedDevice device) {
        return device.driver().isBound().isKnown()
                        || device.status().vfioStatus().isEmpty()
                ? device.driver()
                : DriverBinding.to(DriverRule.VFIO_AP);
    }

    private static Answer online(ListedStatus status) {
        return switch (status) {
            case ONLINE -> Answer.YES;
            case OFFLINE -> Answer.NO;
            default -> Answer.NOT_KNOWN;
        };
    }

    private static Answer configured(ListedStatus status) {
        return switch (status) {
            case DECONFIGURED -> Answer.NO;
            case CHECKSTOPPED, ONLINE, UNASSIGNED, ASSIGNED, IN_USE -> Answer.YES;
            case OFFLINE, NOT_SHOWN -> Answer.NOT_KNOWN;
        };
    }

    private static Answer checkstopped(ListedDevice device) {
        return switch (device.status()) {
            case CHECKSTOPPED -> Answer.YES;
            case UNASSIGNED, ASSIGNED, IN_USE, ONLINE ->
                device.isOfVersionWithCheckstop() ? Answer.NO : Answer.NOT_KNOWN;
            case DECONFIGURED, OFFLINE, NOT_SHOWN -> Answer.NOT_KNOWN;
        };
    }
}
