package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Maps;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads a host into a snapshot. What is missing, refused or malformed becomes absent; nothing is thrown for it. */
final class SnapshotReader {
    private static final int MOST_READINGS = 3;
    /** What changes with cards, queues and drivers. */
    private static final ImmutableList<SysfsPath> MARKS =
            ImmutableList.of(Layout.BUS.resolve("scans"), Layout.BUS.resolve("bindings"), Layout.APMASK, Layout.AQMASK);

    private final Attributes attributes;
    private final ApBus bus;
    private final VfioAp vfioAp;
    private final BusDeviceReader busDevices;
    private final FeatureReader features;

    SnapshotReader(Sysfs sysfs) {
        this.attributes = new Attributes(sysfs);
        this.bus = ApBus.at(sysfs);
        this.vfioAp = VfioAp.at(sysfs);
        this.busDevices = new BusDeviceReader(attributes);
        this.features = new FeatureReader(attributes);
    }

    /** Reads the host; if values are told from others and the host changed meanwhile, again. */
    HostSnapshot read(SnapshotDetail detail, SharedWork work) {
        if (detail == SnapshotDetail.FULL) {
            return readOnce(detail, work);
        }
        List<Optional<String>> before = marks();
        for (int reading = 1; ; reading++) {
            HostSnapshot host = readOnce(detail, work);
            List<Optional<String>> after = marks();
            if (after.equals(before) || reading == MOST_READINGS) {
                return host;
            }
            before = after;
        }
    }

    private List<Optional<String>> marks() {
        return MARKS.stream()
                .map(path -> Attributes.attempt(() -> attributes.sysfs().read(path)))
                .toList();
    }

    private HostSnapshot readOnce(SnapshotDetail detail, SharedWork work) {
        HostSnapshot.Builder snapshot = HostSnapshot.builder();
        Answer reportsLpar = readBus(snapshot);
        boolean tells = detail != SnapshotDetail.FULL;
        DriverLists drivers = tells ? DriverLists.read(attributes) : DriverLists.none();
        BusDevices present = tells ? present(drivers.bound()) : listed();
        AdapterReader adapters = new AdapterReader(busDevices, present, drivers, detail);
        List<QueueDevice> queues = new ArrayList<>();
        for (AdapterReader.Found found :
                work.map(present.cards().union(present.queues().adapters()), adapters::read)) {
            found.card().ifPresent(snapshot::add);
            queues.addAll(found.queues());
        }
        VfioStatuses statuses = statuses(detail, queues);
        Map<MediatedDeviceId, MediatedDevice> devices = new MediatedDeviceReader(attributes, statuses::read)
                .read(Attributes.attempt(vfioAp::devices).orElse(ImmutableSortedSet.of()));
        if (detail == SnapshotDetail.STATUS) {
            statuses.learn(devices.values());
            queues.forEach(queue -> snapshot.add(statuses.complete(queue)));
        } else {
            queues.forEach(snapshot::add);
        }
        devices.values().forEach(snapshot::add);
        return snapshot.features(features(queues, devices.values()).with(KernelFeature.LPAR_CONFIGURATION, reportsLpar))
                .build();
    }

    private BusDevices listed() {
        return Attributes.attempt(bus::devices).orElse(BusDevices.none());
    }

    /** Returns what is there, when it is known what has a driver: all queues, if the bus says as many. */
    private BusDevices present(BusDevices bound) {
        int count = bound.queues().size();
        return Attributes.attempt(bus::bindings)
                .filter(bindings -> bindings.bound() == count && bindings.queues() == count)
                .flatMap(bindings -> Attributes.attempt(() -> attributes.sysfs().list(Layout.CARDS)))
                .map(names -> new BusDevices(BusDevices.of(names).cards(), bound.queues()))
                .orElseGet(() -> listed().union(bound));
    }

    private VfioStatuses statuses(SnapshotDetail detail, List<QueueDevice> queues) {
        return switch (detail) {
            case TOPOLOGY -> VfioStatuses.none();
            case STATUS -> VfioStatuses.of(queues, busDevices::status);
            case FULL -> {
                Map<ApQueue, Optional<VfioStatus>> read = Maps.newHashMapWithExpectedSize(queues.size());
                queues.forEach(device -> read.put(device.queue(), device.status()));
                yield VfioStatuses.of(queues, queue -> read.getOrDefault(queue, Optional.empty()));
            }
        };
    }

    /** Reads what is known of the host as a whole, and returns whether the machine reports what the LPAR has. */
    Answer readBus(HostSnapshot.Builder snapshot) {
        snapshot.apBus(answer(bus::isPresent)).vfioAp(answer(vfioAp::isLoaded));
        Attributes.attempt(bus::masks).ifPresent(snapshot::masks);
        Attributes.attempt(bus::maxAdapter).ifPresent(snapshot::maxAdapter);
        Attributes.attempt(bus::maxDomain).ifPresent(snapshot::maxDomain);
        Attributes.attempt(bus::bindings).ifPresent(snapshot::bindings);
        Attributes.attempt(bus::configTime).ifPresent(snapshot::configTime);
        Attributes.attempt(bus::defaultDomain)
                .ifPresent(domain ->
                        snapshot.defaultDomain(domain.map(id -> id.value()).orElse(-1)));
        Attributes.attempt(vfioAp::availableInstances).ifPresent(snapshot::availableInstances);
        Optional<Optional<ApConfig>> lpar = Attributes.attempt(bus::lpar);
        lpar.flatMap(config -> config).ifPresent(snapshot::lpar);

        return lpar.map(config -> Answer.of(config.isPresent())).orElse(Answer.NOT_KNOWN);
    }

    /** Reads only what decides who owns queues: the masks, overridden queues, and what is assigned. */
    HostSnapshot readOwners() {
        HostSnapshot.Builder snapshot = HostSnapshot.builder();
        Attributes.attempt(bus::masks).ifPresent(snapshot::masks);
        ApQueueSet queues = listed().queues();
        if (queues.stream().limit(1).anyMatch(busDevices::hasOverride)) {
            queues.stream()
                    .flatMap(queue -> busDevices.queue(queue).stream())
                    .filter(queue -> queue.driverOverride().isPresent())
                    .forEach(snapshot::add);
        }
        new MediatedDeviceReader(attributes, VfioStatuses.none()::read)
                .read(Attributes.attempt(vfioAp::devices).orElse(ImmutableSortedSet.of()))
                .values()
                .forEach(snapshot::add);
        return snapshot.features(KernelFeatures.notKnown()
                        .with(KernelFeature.BINDINGS_COMPLETE_COUNT, features.countsBindings()))
                .build();
    }

    KernelFeatures features(Collection<QueueDevice> queues, Collection<MediatedDevice> devices) {
        return features.read(
                devices.stream()
                        .filter(device -> device.state() == MediatedDeviceState.READY)
                        .map(MediatedDevice::id)
                        .findFirst(),
                queues.stream().map(QueueDevice::queue).findFirst(),
                queues.stream()
                        .filter(queue -> queue.driver().isVfioAp().isYes())
                        .map(QueueDevice::queue)
                        .findFirst());
    }

    private static Answer answer(Supplier<Boolean> question) {
        return Attributes.attempt(question).map(Answer::of).orElse(Answer.NOT_KNOWN);
    }
}
