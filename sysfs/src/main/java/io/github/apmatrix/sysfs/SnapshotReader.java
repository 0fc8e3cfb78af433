package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads a host into a snapshot. What is missing, refused or malformed becomes absent; nothing is thrown for it. */
final class SnapshotReader {
    private final Attributes attributes;
    private final ApBus bus;
    private final VfioAp vfioAp;
    private final BusDeviceReader busDevices;

    SnapshotReader(Sysfs sysfs) {
        this.attributes = new Attributes(sysfs);
        this.bus = ApBus.at(sysfs);
        this.vfioAp = VfioAp.at(sysfs);
        this.busDevices = new BusDeviceReader(attributes);
    }

    HostSnapshot read() {
        HostSnapshot.Builder snapshot = HostSnapshot.builder();
        Answer reportsLpar = readBus(snapshot);
        Attributes.attempt(bus::adapters).orElse(AdapterSet.none()).stream()
                .flatMap(adapter -> busDevices.card(adapter).stream())
                .forEach(snapshot::add);
        Map<?, QueueDevice> queues = Attributes.attempt(bus::queues).orElse(ApQueueSet.none()).stream()
                .flatMap(queue -> busDevices.queue(queue).stream())
                .collect(Collectors.toMap(QueueDevice::queue, queue -> queue));
        queues.values().forEach(snapshot::add);
        Map<?, MediatedDevice> devices = new MediatedDeviceReader(
                        attributes,
                        queue -> Optional.ofNullable(queues.get(queue)).flatMap(QueueDevice::status))
                .read(Attributes.attempt(vfioAp::devices).orElse(ImmutableSortedSet.of()));
        devices.values().forEach(snapshot::add);

        return snapshot.features(features(queues, devices).with(KernelFeature.LPAR_CONFIGURATION, reportsLpar))
                .build();
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
        ApQueueSet queues = Attributes.attempt(bus::queues).orElse(ApQueueSet.none());
        boolean overridable = queues.stream()
                .limit(1)
                .anyMatch(queue -> answer(
                                () -> attributes.isPresent(Layout.queue(queue).resolve("driver_override")))
                        .isYes());
        if (overridable) {
            queues.stream()
                    .flatMap(queue -> busDevices.queue(queue).stream())
                    .filter(queue -> queue.driverOverride().isPresent())
                    .forEach(snapshot::add);
        }
        new MediatedDeviceReader(attributes, queue -> Optional.empty())
                .read(Attributes.attempt(vfioAp::devices).orElse(ImmutableSortedSet.of()))
                .values()
                .forEach(snapshot::add);
        Answer countsBindings = has(Optional.of(Layout.BUS), "bindings_complete_count");
        return snapshot.features(KernelFeatures.notKnown().with(KernelFeature.BINDINGS_COMPLETE_COUNT, countsBindings))
                .build();
    }

    KernelFeatures features(Map<?, QueueDevice> queues, Map<?, MediatedDevice> devices) {
        Optional<SysfsPath> anyDevice = devices.values().stream()
                .filter(device -> device.state() == MediatedDeviceState.READY)
                .map(device -> Layout.device(device.id()))
                .findFirst();
        Optional<SysfsPath> anyQueue = queues.values().stream()
                .map(queue -> Layout.queue(queue.queue()))
                .findFirst();
        Optional<SysfsPath> anyQueueOfVfioAp = queues.values().stream()
                .filter(queue -> queue.driver().isVfioAp().isYes())
                .map(queue -> Layout.queue(queue.queue()))
                .findFirst();
        Optional<SysfsPath> theBus = Optional.of(Layout.BUS).filter(attributes::isPresent);
        return KernelFeatures.notKnown()
                .with(KernelFeature.GUEST_MATRIX, has(anyDevice, "guest_matrix"))
                .with(KernelFeature.AP_CONFIG, has(anyDevice, "ap_config"))
                .with(KernelFeature.QUEUE_STATUS, has(anyQueueOfVfioAp, "status"))
                .with(KernelFeature.DRIVER_OVERRIDE, has(anyQueue, "driver_override"))
                .with(KernelFeature.BINDINGS_COMPLETE_COUNT, has(theBus, "bindings_complete_count"));
    }

    /**
     * An object that vanished meanwhile tells nothing. Without one that could show the file, the driver's own list of
     * features is asked, where there is one.
     */
    private Answer has(Optional<SysfsPath> object, String attribute) {
        return object.map(path -> answer(() -> attributes.sysfs().list(path).contains(attribute)))
                .orElseGet(() -> Attributes.attempt(vfioAp::features)
                        .flatMap(features -> features)
                        .filter(features -> features.contains(attribute))
                        .map(features -> Answer.YES)
                        .orElse(Answer.NOT_KNOWN));
    }

    private static Answer answer(Supplier<Boolean> question) {
        return Attributes.attempt(question).map(Answer::of).orElse(Answer.NOT_KNOWN);
    }
}
