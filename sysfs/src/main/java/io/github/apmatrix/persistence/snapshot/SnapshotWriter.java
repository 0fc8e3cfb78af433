package io.github.apmatrix.persistence.snapshot;

import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.persistence.json.JsonValue;
import java.util.Locale;

/** Makes JSON of snapshots. */
final class SnapshotWriter {
    /** What a device has of which nothing was read. */
    static final MatrixReading NOT_READ = MatrixReading.unreadable("not read");

    private SnapshotWriter() {}

    static JsonValue write(HostSnapshot host) {
        Members members = new Members()
                .put("version", SnapshotJson.VERSION)
                .putIfKnown("apBus", host.apBus())
                .putIfKnown("vfioAp", host.vfioAp());
        if (!host.features().equals(KernelFeatures.notKnown())) {
            members.put("features", features(host.features()));
        }
        host.lpar()
                .ifPresent(lpar -> members.put(
                        "lpar",
                        new Members()
                                .put("adapters", lpar.adapters())
                                .put("usageDomains", lpar.usageDomains())
                                .put("controlDomains", lpar.controlDomains())
                                .build()));
        members.putIfKnown("maxAdapter", host.maxAdapter()).putIfKnown("maxDomain", host.maxDomain());
        host.masks()
                .ifPresent(masks -> members.put(
                        "masks",
                        new Members()
                                .put("apmask", masks.apmask())
                                .put("aqmask", masks.aqmask())
                                .build()));
        host.bindings()
                .ifPresent(bindings -> members.put(
                        "bindings",
                        new Members()
                                .put("bound", bindings.bound())
                                .put("queues", bindings.queues())
                                .put("complete", bindings.isComplete())
                                .build()));
        return members.putIfKnown("defaultDomain", host.defaultDomain())
                .putIfKnown("configTime", host.configTime())
                .putIfKnown("availableInstances", host.availableInstances())
                .put("cards", Members.array(host.cards().values().stream().map(SnapshotWriter::card)))
                .put("queues", Members.array(host.queues().values().stream().map(SnapshotWriter::queue)))
                .put("devices", Members.array(host.devices().values().stream().map(SnapshotWriter::device)))
                .build();
    }

    private static JsonValue features(KernelFeatures features) {
        Members members = new Members();
        for (KernelFeature feature : KernelFeature.values()) {
            members.putIfKnown(name(feature), features.has(feature));
        }
        return members.build();
    }

    /** Returns the lower-case name of a constant. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static JsonValue card(Card card) {
        return new Members()
                .put("adapter", card.adapter())
                .putIfKnown("type", card.type())
                .putIfKnown("hardwareType", card.hardwareType())
                .putIfKnown("rawHardwareType", card.rawHardwareType())
                .putIfKnown("functions", card.functions())
                .putIfKnown("depth", card.depth())
                .putIfKnown("maxMessageSize", card.maxMessageSize())
                .putIfKnown("serialNumber", card.serialNumber())
                .putIfKnown("online", card.online())
                .putIfKnown("configured", card.configured())
                .putIfKnown("checkstopped", card.checkstopped())
                .put(card.driver())
                .build();
    }

    private static JsonValue queue(QueueDevice queue) {
        return new Members()
                .put("queue", queue.queue())
                .put(queue.driver())
                .putIfKnown("status", queue.status())
                .putIfKnown("online", queue.online())
                .putIfKnown("configured", queue.configured())
                .putIfKnown("checkstopped", queue.checkstopped())
                .putIfKnown("driverOverride", queue.driverOverride())
                .build();
    }

    private static JsonValue device(MediatedDevice device) {
        Members members = new Members().put("id", device.id()).put("state", name(device.state()));
        putMatrix(members, "assigned", device.assignedMatrix());
        device.controlDomains().ifPresent(domains -> members.put("controlDomains", domains));
        putMatrix(members, "guestMatrix", device.guestMatrix());
        return members.putIfKnown("heldByGuest", device.heldByGuest())
                .putIfKnown("iommuGroup", device.iommuGroup())
                .build();
    }

    private static void putMatrix(Members members, String name, MatrixReading reading) {
        if (!reading.equals(NOT_READ)) {
            members.put(name, matrix(reading));
        }
    }

    private static JsonValue matrix(MatrixReading reading) {
        if (reading instanceof MatrixReading.Complete complete) {
            return new Members()
                    .put("adapters", complete.value().adapters())
                    .put("domains", complete.value().domains())
                    .build();
        } else if (reading instanceof MatrixReading.Unreadable unreadable) {
            return new Members().put("unreadable", unreadable.reason()).build();
        }
        return new Members().put("cut", reading.queues()).build();
    }
}
