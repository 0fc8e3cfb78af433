package io.github.apmatrix.testkit;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The AP bus: masks, what the last scan found, cards and queues with their drivers. Source: {@code ap_bus.c}.
 */
final class SimulatedApBus {
    private final KernelProfile profile;
    private final SimulatedLpar machine;
    private final UeventStream uevents;
    private final Kobject kobject;
    private final TreeMap<AdapterId, SimulatedCard> cards = new TreeMap<>();
    private final LinkedHashMap<ApQueue, SimulatedQueue> queues = new LinkedHashMap<>(); // in the order of the bus
    private final Map<String, ApDevice> byName = new HashMap<>();
    private final SimulatedApDrivers drivers;
    private final ApParameters parameters;
    private final ApPerms perms;
    private ApConfig lpar = ApConfig.none();
    private long scans;
    private long placed;
    private final DefaultDomain defaultDomain;

    SimulatedApBus(
            KernelProfile profile,
            SimulatedLpar machine,
            UeventStream uevents,
            HostMasks bootMasks,
            ApParameters parameters) {
        this.profile = profile;
        this.machine = machine;
        this.uevents = uevents;
        this.kobject = Kobject.of(uevents, "/devices/ap", "ap");
        this.parameters = parameters;
        this.perms = new ApPerms(profile, this, parameters.masks(bootMasks));
        this.defaultDomain = new DefaultDomain(profile, machine, this);
        this.drivers = new SimulatedApDrivers(profile, this);
    }

    // what a capture shows

    /** Takes over masks, and the machine as a scan before found it. */
    void restore(HostMasks newMasks, int newDefaultDomain, long newScans) {
        lpar = machine.config();
        perms.restore(newMasks);
        defaultDomain.restore(newDefaultDomain);
        scans = newScans;
    }

    void restore(SimulatedCard card) {
        put(card);
    }

    void restore(SimulatedQueue queue) {
        put(queue);
        perms.restore(queue);
    }

    // what others see

    UeventStream uevents() {
        return uevents;
    }

    /** The root device, which events of the bus as a whole are about. */
    Kobject kobject() {
        return kobject;
    }

    ApPerms perms() {
        return perms;
    }

    HostMasks masks() {
        return perms.masks();
    }

    /** What the LPAR had at the last scan. */
    ApConfig lpar() {
        return lpar;
    }

    ApParameters parameters() {
        return parameters;
    }

    boolean usesInterrupts() {
        return machine.hasInterrupts() && parameters.usesInterrupts();
    }

    DefaultDomain defaultDomain() {
        return defaultDomain;
    }

    SimulatedApDrivers drivers() {
        return drivers;
    }

    long scans() {
        return scans;
    }

    Collection<SimulatedCard> cards() {
        return cards.values();
    }

    Collection<SimulatedQueue> queues() {
        return queues.values();
    }

    Optional<SimulatedCard> card(AdapterId adapter) {
        return Optional.ofNullable(cards.get(adapter));
    }

    Optional<SimulatedQueue> queue(ApQueue queue) {
        return Optional.ofNullable(queues.get(queue));
    }

    /** All devices of the bus. */
    Stream<ApDevice> devices() {
        return Stream.concat(cards.values().stream(), queues.values().stream());
    }

    /** Finds a card or queue by its exact name. */
    Optional<ApDevice> deviceNamed(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Optional<SimulatedCard> cardNamed(String name) {
        return byName.get(name) instanceof SimulatedCard card ? Optional.of(card) : Optional.empty();
    }

    Optional<SimulatedQueue> queueNamed(String name) {
        return byName.get(name) instanceof SimulatedQueue queue ? Optional.of(queue) : Optional.empty();
    }

    /** The queues of a matrix that there are: card by card, those of a card in the order of the bus. */
    List<SimulatedQueue> queues(Matrix matrix) {
        List<SimulatedQueue> found = new ArrayList<>();
        for (AdapterId adapter : matrix.adapters()) {
            card(adapter).ifPresent(card -> found.addAll(card.queues(matrix.domains())));
        }
        return found;
    }

    // scan

    /** Looks at the machine and follows its changes: vfio_ap is told first, then devices go and come. */
    void scan() {
        ApConfig found = machine.config();
        ApConfig before = lpar;
        lpar = found;
        if (!before.adapters().containsAll(found.adapters())
                || !before.usageDomains().containsAll(found.usageDomains())) {
            drivers.bindings().lparGrew();
        }
        if (machine.reportsConfiguration() && !found.equals(before)) {
            drivers.vfioAp().ifPresent(driver -> driver.lparChanged(before, found));
        }
        for (AdapterId adapter : found.adapters().union(AdapterSet.copyOf(cards.keySet()))) {
            scanAdapter(adapter, found);
        }
        drivers.vfioAp().ifPresent(SimulatedVfioAp::scanComplete);
        defaultDomain.select();
        scans++;
        drivers.bindings().scanned();
    }

    /** What is gone or replaced goes first, then comes what is new. Without a usage domain no queue answers for an adapter. */
    private void scanAdapter(AdapterId adapter, ApConfig found) {
        Optional<SimulatedAdapter> hardware =
                found.adapters().contains(adapter) && !found.usageDomains().isEmpty()
                        ? machine.find(adapter).filter(profile::supports)
                        : Optional.empty();
        card(adapter).filter(card -> hardware.filter(card::isFor).isEmpty()).ifPresent(this::removeCard);
        hardware.ifPresent(present -> {
            SimulatedCard card = cardFor(adapter, present);
            card.scanned(present);
            scanQueues(card, found.usageDomains());
        });
    }

    private void removeCard(SimulatedCard card) {
        List.copyOf(card.queues()).forEach(this::removeQueue);
        drivers.removed(card);
        cards.remove(card.adapter());
        byName.remove(card.name());
    }

    private void removeQueue(SimulatedQueue queue) {
        drivers.removed(queue);
        queues.remove(queue.queue());
        byName.remove(queue.name());
        queue.card().remove(queue);
    }

    private void scanQueues(SimulatedCard card, DomainSet usageDomains) {
        List<DomainId> known =
                card.queues().stream().map(queue -> queue.queue().domain()).toList();
        for (DomainId domain : usageDomains.union(DomainSet.copyOf(known))) {
            ApQueue name = ApQueue.of(card.adapter(), domain);
            Optional<SimulatedQueue> queue = queue(name);
            if (queue.isEmpty()) {
                add(new SimulatedQueue(name, card));
            } else if (usageDomains.contains(domain)) {
                queue.orElseThrow().scanned();
            } else {
                removeQueue(queue.orElseThrow());
            }
        }
    }

    private SimulatedCard cardFor(AdapterId adapter, SimulatedAdapter hardware) {
        SimulatedCard known = cards.get(adapter);
        if (known != null) {
            return known;
        }
        SimulatedCard card = new SimulatedCard(profile, kobject, adapter, hardware);
        put(card);
        drivers.added(card);
        return card;
    }

    private void add(SimulatedQueue queue) {
        put(queue);
        drivers.added(queue);
        if (profile.initialisesNewQueues() && queue.isConfigured()) {
            queue.initialise();
        }
    }

    private void put(SimulatedCard card) {
        cards.put(card.adapter(), card);
        byName.put(card.name(), card);
    }

    private void put(SimulatedQueue queue) {
        queues.put(queue.queue(), queue);
        byName.put(queue.name(), queue);
        queue.card().add(queue);
        queue.setPlace(placed++);
    }
}
