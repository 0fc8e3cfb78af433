package io.github.apmatrix.sysfs;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.QueueDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an adapter with its queues for a snapshot: as much as its level of detail wants. Thread-safe. */
final class AdapterReader {
    private final BusDeviceReader reader;
    private final BusDevices present;
    private final DriverLists drivers;
    private final SnapshotDetail detail;
    private final boolean hasOverrides;

    /** What was found of an adapter. */
    record Found(Optional<Card> card, List<QueueDevice> queues) {}

    AdapterReader(BusDeviceReader reader, BusDevices present, DriverLists drivers, SnapshotDetail detail) {
        this.reader = reader;
        this.present = present;
        this.drivers = drivers;
        this.detail = detail;
        this.hasOverrides = present.queues().stream().limit(1).anyMatch(reader::hasOverride);
    }

    Found read(AdapterId adapter) {
        List<QueueDevice> queues = new ArrayList<>();
        for (DomainId domain : present.queues().row(adapter)) {
            queue(ApQueue.of(adapter, domain)).ifPresent(queues::add);
        }
        return new Found(present.cards().contains(adapter) ? card(adapter) : Optional.empty(), queues);
    }

    private Optional<Card> card(AdapterId adapter) {
        return detail == SnapshotDetail.FULL
                ? reader.card(adapter)
                : reader.card(adapter, reader.driver(Layout.card(adapter), drivers.of(adapter)));
    }

    private Optional<QueueDevice> queue(ApQueue queue) {
        if (detail == SnapshotDetail.FULL) {
            return reader.queue(queue, reader.driver(Layout.queue(queue)), true, hasOverrides);
        }
        DriverBinding listed = drivers.of(queue);
        boolean mayBeOnline =
                detail == SnapshotDetail.STATUS && !listed.isVfioAp().isYes();
        if (listed.isBound().isYes() && !mayBeOnline && !hasOverrides) {
            return Optional.of(QueueDevice.builder(queue).driver(listed).build()); // nothing to read
        }
        SysfsPath path = Layout.queue(queue);
        DriverBinding driver = reader.driver(path, listed);
        QueueDevice.Builder device = QueueDevice.builder(queue).driver(driver);
        if (mayBeOnline) {
            reader.readOnline(path, driver, device);
        }
        if (hasOverrides) {
            reader.readOverride(path, device);
        }
        return driver.isBound().isYes() || reader.isPresent(path) ? Optional.of(device.build()) : Optional.empty();
    }
}
