package io.github.apmatrix.persistence.snapshot;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.Bindings;
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
import io.github.apmatrix.persistence.json.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Makes snapshots of JSON. */
final class SnapshotReader {
    private final JsonNode root;
    private final HostSnapshot.Builder host = HostSnapshot.builder();

    private SnapshotReader(JsonNode root) {
        this.root = root;
    }

    static HostSnapshot read(JsonNode root) {
        JsonNode version = root.member("version");
        if (version.integer() != SnapshotJson.VERSION) {
            throw version.malformed("not version " + SnapshotJson.VERSION + ", the only one that is known");
        }
        SnapshotReader reader = new SnapshotReader(root);
        reader.readBus();
        elements(root.member("cards"), SnapshotReader::card, Card::adapter).forEach(reader.host::add);
        elements(root.member("queues"), SnapshotReader::queue, QueueDevice::queue)
                .forEach(reader.host::add);
        elements(root.member("devices"), SnapshotReader::device, MediatedDevice::id)
                .forEach(reader.host::add);
        return reader.host.build();
    }

    private void readBus() {
        host.apBus(answer(root, "apBus")).vfioAp(answer(root, "vfioAp"));
        root.find("features").ifPresent(node -> host.features(features(node)));
        root.find("lpar").ifPresent(node -> host.lpar(lpar(node)));
        root.find("maxAdapter").ifPresent(node -> host.maxAdapter(node.as(AdapterId::parseHex)));
        root.find("maxDomain").ifPresent(node -> host.maxDomain(node.as(DomainId::parseHex)));
        root.find("masks")
                .ifPresent(node ->
                        host.masks(new HostMasks(adapters(node.member("apmask")), domains(node.member("aqmask")))));
        root.find("bindings").ifPresent(node -> host.bindings(bindings(node)));
        root.find("defaultDomain").ifPresent(node -> host.defaultDomain(node.integer()));
        root.find("configTime").ifPresent(node -> host.configTime(node.as(Duration::parse)));
        root.find("availableInstances").ifPresent(node -> host.availableInstances(node.integer()));
    }

    private static KernelFeatures features(JsonNode node) {
        KernelFeatures features = KernelFeatures.notKnown();
        for (KernelFeature feature : KernelFeature.values()) {
            features = features.with(feature, answer(node, SnapshotWriter.name(feature)));
        }
        return features;
    }

    private static ApConfig lpar(JsonNode node) {
        return ApConfig.of(adapters(node.member("adapters")), domains(node.member("usageDomains")))
                .withControlDomains(domains(node.member("controlDomains")));
    }

    private static Bindings bindings(JsonNode node) {
        String complete = node.member("complete").bool() ? " (complete)" : "";
        try {
            return Bindings.parse(
                    node.member("bound").integer() + "/" + node.member("queues").integer() + complete);
        } catch (IllegalArgumentException e) {
            throw node.malformed(e);
        }
    }

    private static Card card(JsonNode node) {
        Card.Builder card = Card.builder(node.member("adapter").as(AdapterId::parseHex))
                .online(answer(node, "online"))
                .configured(answer(node, "configured"))
                .checkstopped(answer(node, "checkstopped"))
                .driver(driver(node));
        node.find("type").ifPresent(type -> card.type(type.as(CardType::parse)));
        node.find("hardwareType").ifPresent(type -> card.hardwareType(type.integer()));
        node.find("rawHardwareType").ifPresent(type -> card.rawHardwareType(type.integer()));
        node.find("functions").ifPresent(functions -> card.functions(functions.as(ApFunctions::parse)));
        node.find("depth").ifPresent(depth -> card.depth(depth.integer()));
        node.find("maxMessageSize").ifPresent(size -> card.maxMessageSize(size.integer()));
        node.find("serialNumber").ifPresent(number -> card.serialNumber(number.string()));
        return card.build();
    }

    private static QueueDevice queue(JsonNode node) {
        QueueDevice.Builder queue = QueueDevice.builder(node.member("queue").as(ApQueue::parse))
                .driver(driver(node))
                .online(answer(node, "online"))
                .configured(answer(node, "configured"))
                .checkstopped(answer(node, "checkstopped"));
        node.find("status")
                .ifPresent(status -> queue.status(VfioStatus.of(status.string())
                        .orElseThrow(() -> status.malformed("neither unassigned nor assigned nor in use"))));
        node.find("driverOverride").ifPresent(driver -> queue.driverOverride(driver.string()));
        return queue.build();
    }

    private static MediatedDevice device(JsonNode node) {
        MediatedDevice.Builder device = MediatedDevice.builder(node.member("id").as(MediatedDeviceId::parse))
                .state(state(node.member("state")))
                .assignedMatrix(
                        node.find("assigned").map(SnapshotReader::matrix).orElse(SnapshotWriter.NOT_READ))
                .guestMatrix(
                        node.find("guestMatrix").map(SnapshotReader::matrix).orElse(SnapshotWriter.NOT_READ))
                .heldByGuest(answer(node, "heldByGuest"));
        node.find("controlDomains").ifPresent(domains -> device.controlDomains(domains(domains)));
        node.find("iommuGroup").ifPresent(group -> device.iommuGroup(group.integer()));
        return device.build();
    }

    private static MediatedDeviceState state(JsonNode node) {
        String text = node.string();
        return Stream.of(MediatedDeviceState.values())
                .filter(state -> SnapshotWriter.name(state).equals(text))
                .findFirst()
                .orElseThrow(() -> node.malformed("neither ready nor being_removed nor without_driver"));
    }

    private static MatrixReading matrix(JsonNode node) {
        if (node.find("unreadable").isPresent()) {
            return MatrixReading.unreadable(node.member("unreadable").string());
        } else if (node.find("cut").isPresent()) {
            ApQueueSet.Builder queues = ApQueueSet.builder();
            node.member("cut").elements().forEach(queue -> queues.add(queue.as(ApQueue::parse)));
            try {
                return new MatrixReading.Cut(queues.build());
            } catch (IllegalArgumentException e) {
                throw node.member("cut").malformed(e);
            }
        }
        return MatrixReading.complete(Matrix.of(adapters(node.member("adapters")), domains(node.member("domains"))));
    }

    private static DriverBinding driver(JsonNode node) {
        Answer bound = answer(node, "bound");
        if (bound.isYes()) {
            return DriverBinding.to(node.member("driver").string());
        }
        node.find("driver").ifPresent(driver -> {
            throw driver.malformed("the driver of something that is not bound");
        });
        return bound.isNo() ? DriverBinding.unbound() : DriverBinding.notKnown();
    }

    private static Answer answer(JsonNode node, String name) {
        return node.find(name).map(member -> Answer.of(member.bool())).orElse(Answer.NOT_KNOWN);
    }

    private static AdapterSet adapters(JsonNode node) {
        return AdapterSet.copyOf(node.elements().stream()
                .map(element -> element.as(AdapterId::parseHex))
                .toList());
    }

    private static DomainSet domains(JsonNode node) {
        return DomainSet.copyOf(node.elements().stream()
                .map(element -> element.as(DomainId::parseHex))
                .toList());
    }

    /** Returns the elements of an array, no two of which may be of the same card, queue or device. */
    private static <T> Stream<T> elements(JsonNode node, Function<JsonNode, T> reader, Function<T, ?> key) {
        Set<Object> keys = new HashSet<>();
        return node.elements().stream().map(element -> {
            T value = reader.apply(element);
            if (!keys.add(key.apply(value))) {
                throw element.malformed(key.apply(value) + " is there twice");
            }
            return value;
        });
    }
}
