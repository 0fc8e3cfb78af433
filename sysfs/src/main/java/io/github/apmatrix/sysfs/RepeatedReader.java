package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads a host again and again, each time only what can have changed. Not thread-safe. The rules:
 *
 * <ul>
 *   <li>Always: what the bus says of itself, which cards, queues and devices there are, which driver has them (from the lists
 *       of the drivers), the state of cards, all of the mediated devices. The kernel changes most of that without an event.
 *   <li>Type, functions and other details of a card, and whether queues are configured or checkstopped: only a bus scan
 *       changes them. So they are read again when the count of scans is another than before the last reading, or the
 *       card's state or driver is; and as long as one of them is missing.
 *   <li>Whether a queue is online: always, if a driver of the host has it. Its override: always, if the kernel has overrides.
 *   <li>The status of queues of vfio_ap: as much as {@link SnapshotDetail#STATUS} needs.
 * </ul>
 *
 * <p>What was not known is always read again. A directory that cannot be listed has what it had; a device whose directory
 * cannot be listed is what it was.
 */
final class RepeatedReader {
    private final Attributes attributes;
    private final ApBus bus;
    private final VfioAp vfioAp;
    private final BusDeviceReader busDevices;
    private final SnapshotReader snapshots;

    private HostSnapshot last = HostSnapshot.builder().build();
    private Optional<Long> scans = Optional.empty();
    private OptionalInt open = OptionalInt.empty();

    RepeatedReader(Sysfs sysfs) {
        this.attributes = new Attributes(sysfs);
        this.bus = ApBus.at(sysfs);
        this.vfioAp = VfioAp.at(sysfs);
        this.busDevices = new BusDeviceReader(attributes);
        this.snapshots = new SnapshotReader(sysfs);
    }

    HostSnapshot read() {
        // counted first: what a scan changes from now on shows at the next reading, for the count is another then
        Optional<Long> scansNow = Attributes.attempt(bus::scans);
        boolean scanned = scansNow.isEmpty() || !scansNow.equals(scans);
        HostSnapshot.Builder snapshot = HostSnapshot.builder();
        Answer reportsLpar = snapshots.readBus(snapshot);
        DriverLists drivers = DriverLists.read(attributes);

        Map<AdapterId, Card> cards = new TreeMap<>();
        adapters().forEach(adapter -> card(adapter, scanned, drivers).ifPresent(card -> cards.put(adapter, card)));
        Map<ApQueue, QueueDevice> queues = new TreeMap<>();
        for (ApQueue queue : queues()) {
            Optional<Card> card = Optional.ofNullable(cards.get(queue.adapter()));
            boolean sameCard =
                    !scanned && card.equals(Optional.ofNullable(last.cards().get(queue.adapter())));
            queue(queue, sameCard, drivers).ifPresent(device -> queues.put(queue, device));
        }
        VfioStatuses statuses = VfioStatuses.of(queues.values(), busDevices::status);
        Map<MediatedDeviceId, MediatedDevice> devices = devices(statuses);
        statuses.learn(devices.values());

        cards.values().forEach(snapshot::add);
        queues.values().forEach(queue -> snapshot.add(statuses.complete(queue)));
        devices.values().forEach(snapshot::add);
        last = snapshot.features(snapshots
                        .features(queues.values(), devices.values())
                        .with(KernelFeature.LPAR_CONFIGURATION, reportsLpar))
                .build();
        scans = scansNow;
        return last;
    }

    // what is there

    private AdapterSet adapters() {
        AdapterSet known = AdapterSet.copyOf(last.cards().keySet());
        return listed(bus::adapters, Layout.BUS_DEVICES, AdapterSet.none(), known);
    }

    private ApQueueSet queues() {
        ApQueueSet known = ApQueueSet.copyOf(last.queues().keySet());
        return listed(bus::queues, Layout.BUS_DEVICES, ApQueueSet.none(), known);
    }

    /** A directory that cannot be listed has what it had; only one that is gone has nothing. */
    private <T> T listed(Supplier<T> listing, SysfsPath directory, T nothing, T known) {
        return Attributes.attempt(listing).orElseGet(() -> isGone(directory) ? nothing : known);
    }

    private boolean isGone(SysfsPath path) {
        return Attributes.attempt(() -> !attributes.isPresent(path)).orElse(false);
    }

    // cards and queues

    private Optional<Card> card(AdapterId adapter, boolean scanned, DriverLists drivers) {
        Card known = last.cards().get(adapter);
        DriverBinding driver = driver(
                Layout.card(adapter),
                drivers.of(adapter),
                Optional.ofNullable(known).map(Card::driver));
        if (known != null && !scanned && driver.equals(known.driver()) && hasAllDetails(known)) {
            Card now = busDevices.withState(known);
            if (now.equals(known)) {
                return Optional.of(known);
            }
        }
        return busDevices.card(adapter, driver);
    }

    /** That a device has no driver is not looked up again as long as no list has it. */
    private DriverBinding driver(SysfsPath device, DriverBinding listed, Optional<DriverBinding> known) {
        boolean isConfirmed = listed.isBound().isNo() && known.equals(Optional.of(listed));
        return isConfirmed ? listed : busDevices.driver(device, listed);
    }

    private static boolean hasAllDetails(Card card) {
        return card.type().isPresent()
                && card.functions().isPresent()
                && card.hardwareType().isPresent()
                && card.rawHardwareType().isPresent()
                && card.depth().isPresent()
                && card.maxMessageSize().isPresent()
                && card.serialNumber().isPresent();
    }

    private Optional<QueueDevice> queue(ApQueue queue, boolean sameCard, DriverLists drivers) {
        QueueDevice known = last.queues().get(queue);
        SysfsPath path = Layout.queue(queue);
        DriverBinding driver =
                driver(path, drivers.of(queue), Optional.ofNullable(known).map(QueueDevice::driver));
        boolean mayHaveOverride =
                !last.features().has(KernelFeature.DRIVER_OVERRIDE).isNo();
        if (known == null || !sameCard || !hasState(known) || !driver.equals(known.driver())) {
            return busDevices.queue(queue, driver, false, mayHaveOverride);
        }
        QueueDevice.Builder now = QueueDevice.builder(queue)
                .driver(driver)
                .configured(known.configured())
                .checkstopped(known.checkstopped());
        busDevices.readOnline(path, driver, now);
        if (mayHaveOverride) {
            busDevices.readOverride(path, now);
        }
        QueueDevice device = now.build();
        boolean lost = known.online().isKnown() && !device.online().isKnown();
        return lost && isGone(path) ? Optional.empty() : Optional.of(device);
    }

    private static boolean hasState(QueueDevice device) {
        return device.configured().isKnown() && device.checkstopped().isKnown();
    }

    // mediated devices

    private Map<MediatedDeviceId, MediatedDevice> devices(VfioStatuses statuses) {
        ImmutableSortedSet<MediatedDeviceId> ids = listed(
                vfioAp::devices,
                Layout.MATRIX,
                ImmutableSortedSet.of(),
                last.devices().keySet());
        OptionalInt openNow = Attributes.attempt(vfioAp::openDevices).orElse(OptionalInt.empty());
        Map<MediatedDeviceId, MediatedDevice> devices = new TreeMap<>(
                new MediatedDeviceReader(attributes, statuses::read).read(ids, openNow.isPresent() ? openNow : open));
        open = openNow;
        for (MediatedDeviceId id : ids) {
            MediatedDevice known = last.devices().get(id);
            if (known != null && !devices.containsKey(id) && !isGone(Layout.device(id))) {
                devices.put(id, known);
            }
        }
        return devices;
    }
}
