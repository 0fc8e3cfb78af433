package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.rules.DriverRule;
import io.github.apmatrix.rules.Ownership;
import io.github.apmatrix.sysfs.Errno;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The AP bus: masks, what the last scan found, cards and queues with their drivers. Source: {@code ap_bus.c}.
 */
final class SimulatedApBus {
    static final String CARD_DRIVER = "cex4card";
    static final String QUEUE_DRIVER = "cex4queue";

    private final KernelProfile profile;
    private final SimulatedLpar machine;
    private final TreeMap<AdapterId, SimulatedCard> cards = new TreeMap<>();
    private final TreeMap<ApQueue, SimulatedQueue> queues = new TreeMap<>();
    private Optional<SimulatedVfioAp> vfioAp = Optional.empty();
    private HostMasks masks;
    private ApConfig lpar = ApConfig.none();
    private long scans;
    private int defaultDomain = -1;
    private int overrides;
    private boolean masksInUse;
    private boolean bindingsPending = true;
    private long bindingsCompleteCount;

    SimulatedApBus(KernelProfile profile, SimulatedLpar machine, HostMasks bootMasks) {
        this.profile = profile;
        this.machine = machine;
        this.masks = bootMasks;
    }

    // what others see

    HostMasks masks() {
        return masks;
    }

    /** What the LPAR had at the last scan. */
    ApConfig lpar() {
        return lpar;
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

    List<SimulatedQueue> queuesOf(AdapterId adapter) {
        return queuesWhere(queue -> queue.queue().adapter().equals(adapter));
    }

    List<SimulatedQueue> queuesWhere(Predicate<SimulatedQueue> condition) {
        return queues.values().stream().filter(condition).toList();
    }

    /** Who owns the queues, as an assignment sees it: masks, and the overrides of bound queues. */
    Ownership ownership() {
        return Ownership.of(masks)
                .withOverriddenToVfioAp(overridden(SimulatedQueue::isBoundToVfioAp))
                .withOverriddenToHost(overridden(queue -> !queue.isBoundToVfioAp()));
    }

    private ApQueueSet overridden(Predicate<SimulatedQueue> condition) {
        return ApQueueSet.copyOf(
                queuesWhere(queue -> queue.driverOverride().isPresent()
                                && queue.driver().isPresent()
                                && condition.test(queue))
                        .stream()
                        .map(SimulatedQueue::queue)
                        .toList());
    }

    // masks

    void storeApmask(String value) {
        refuseWhileOverridden();
        AdapterSet updated = AdapterSet.of(parse(value).applyTo(masks.apmask().mask()));
        if (updated.equals(masks.apmask())) {
            return;
        }
        if (!profile.maskVeto().forApmask(masks, updated, assigned()).isEmpty()) {
            throw new KernelRefusal(Errno.EBUSY);
        }
        install(masks.withApmask(updated));
    }

    void storeAqmask(String value) {
        refuseWhileOverridden();
        DomainSet updated = DomainSet.of(parse(value).applyTo(masks.aqmask().mask()));
        if (updated.equals(masks.aqmask())) {
            return;
        }
        if (!profile.maskVeto().forAqmask(masks, updated, assigned()).isEmpty()) {
            throw new KernelRefusal(Errno.EBUSY);
        }
        install(masks.withAqmask(updated));
    }

    private Map<MediatedDeviceId, Matrix> assigned() {
        return vfioAp.map(SimulatedVfioAp::assigned).orElse(ImmutableMap.of());
    }

    private void refuseWhileOverridden() {
        if (overrides > 0) {
            throw new KernelRefusal(Errno.EINVAL);
        }
    }

    private MaskUpdate parse(String value) {
        return KernelText.maskUpdate(value, profile.maskOverflow());
    }

    private void install(HostMasks updated) {
        masks = updated;
        masksInUse = !updated.equals(HostMasks.allReserved());
        for (SimulatedQueue queue : List.copyOf(queues.values())) {
            boolean isWithHost =
                    queue.driver().isPresent() ? !queue.isBoundToVfioAp() : profile.unboundCountsAsWithHost();
            if (masks.isReserved(queue.queue()) != isWithHost) {
                release(queue);
                offer(queue);
            }
        }
    }

    // drivers

    /** The vfio_ap module is loaded: it gets the queues that wait for it. */
    void register(SimulatedVfioAp driver) {
        vfioAp = Optional.of(driver);
        queuesWhere(queue -> queue.driver().isEmpty()).forEach(this::offer);
        checkBindings();
    }

    /** The vfio_ap module is unloaded: its queues stay without driver. */
    void unregister() {
        queuesWhere(SimulatedQueue::isBoundToVfioAp).forEach(this::release);
        vfioAp = Optional.empty();
    }

    /** What vfio_ap says of a queue that it has. */
    String statusOf(SimulatedQueue queue) {
        return vfioAp.orElseThrow().status(queue);
    }

    boolean hasVfioAp() {
        return vfioAp.isPresent();
    }

    /** Offers a queue without driver to all drivers. */
    void offer(SimulatedQueue queue) {
        if (mayBind(QUEUE_DRIVER, queue)) {
            queue.bind(QUEUE_DRIVER);
            bindingsPending = true;
        } else if (vfioAp.isPresent() && mayBind(DriverRule.VFIO_AP, queue)) {
            queue.bind(DriverRule.VFIO_AP);
            bindingsPending = true;
            vfioAp.orElseThrow().queueBound(queue);
        }
    }

    private boolean mayBind(String driver, SimulatedQueue queue) {
        return queue.driverOverride()
                .map(driver::equals)
                .orElseGet(() -> DriverRule.mayBind(driver, queue.queue(), masks));
    }

    /** Takes a queue from its driver, if it has one. */
    void release(SimulatedQueue queue) {
        if (queue.isBoundToVfioAp()) {
            vfioAp.orElseThrow().queueUnbound(queue);
        }
        queue.unbind();
    }

    void bind(String driver, String value) {
        SimulatedQueue queue = queueNamed(value);
        if (queue.driver().isPresent()) {
            throw new KernelRefusal(Errno.EBUSY);
        } else if (!(isQueueDriver(driver) && mayBind(driver, queue))) {
            throw new KernelRefusal(Errno.ENODEV);
        }
        offer(queue);
    }

    private static boolean isQueueDriver(String driver) {
        return driver.equals(QUEUE_DRIVER) || driver.equals(DriverRule.VFIO_AP);
    }

    void unbind(String driver, String value) {
        SimulatedQueue queue = queueNamed(value);
        if (!queue.driver().equals(Optional.of(driver))) {
            throw new KernelRefusal(Errno.ENODEV);
        }
        release(queue);
    }

    void probe(String value) {
        SimulatedQueue queue = queueNamed(value);
        if (queue.driver().isEmpty()) {
            offer(queue);
        }
    }

    private SimulatedQueue queueNamed(String value) {
        String name = KernelText.deviceName(value);
        return queues.values().stream()
                .filter(queue -> queue.queue().toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new KernelRefusal(Errno.ENODEV));
    }

    void storeDriverOverride(SimulatedQueue queue, String value) {
        int newline = value.indexOf('\n');
        String name = KernelText.untilNul(newline < 0 ? value : value.substring(0, newline));
        if (masksInUse || value.length() >= 4095) {
            throw new KernelRefusal(Errno.EINVAL);
        }
        Optional<String> updated = Optional.of(name).filter(text -> !text.isEmpty());
        overrides += (updated.isPresent() ? 1 : 0) - (queue.driverOverride().isPresent() ? 1 : 0);
        queue.setDriverOverride(updated);
    }

    // scan

    /** Looks at the machine and follows its changes: vfio_ap is told first, then devices go and come. */
    void scan() {
        ApConfig found = machine.config();
        ApConfig before = lpar;
        lpar = found;
        if (!before.adapters().containsAll(found.adapters())
                || !before.usageDomains().containsAll(found.usageDomains())) {
            bindingsPending = true;
        }
        if (machine.reportsConfiguration() && !found.equals(before)) {
            vfioAp.ifPresent(driver -> driver.lparChanged(before, found));
        }
        removeDevices(found);
        addDevices(found);
        vfioAp.ifPresent(SimulatedVfioAp::scanComplete);
        if (defaultDomain < 0) {
            defaultDomain = lpar.usageDomains()
                    .intersect(masks.aqmask())
                    .first()
                    .map(DomainId::value)
                    .orElse(-1);
        }
        scans++;
        checkBindings();
    }

    /** Counts how often all queues have a driver again; checked at the end of scans and when a driver comes. */
    private void checkBindings() {
        if (bindingsPending
                && queues.values().stream().allMatch(queue -> queue.driver().isPresent())) {
            bindingsPending = false;
            bindingsCompleteCount++;
        }
    }

    long bindingsCompleteCount() {
        return bindingsCompleteCount;
    }

    private void removeDevices(ApConfig found) {
        for (SimulatedQueue queue : List.copyOf(queues.values())) {
            if (!isPlugged(queue.card()) || !found.matrix().contains(queue.queue())) {
                release(queue);
                queues.remove(queue.queue());
            }
        }
        cards.values()
                .removeIf(card -> !isPlugged(card)
                        || !found.adapters().contains(card.adapter())
                        || found.usageDomains().isEmpty());
    }

    private boolean isPlugged(SimulatedCard card) {
        return machine.find(card.adapter()).filter(card::isFor).isPresent();
    }

    private void addDevices(ApConfig found) {
        for (AdapterId adapter : found.adapters()) {
            SimulatedAdapter hardware = machine.find(adapter).orElseThrow();
            if (!SimulatedCard.isSupported(hardware) || found.usageDomains().isEmpty()) {
                continue; // without a usage domain no queue answers for the adapter
            }
            SimulatedCard card = cards.computeIfAbsent(adapter, id -> new SimulatedCard(id, hardware));
            card.scanned(hardware);
            card.bind(CARD_DRIVER);
            for (DomainId domain : found.usageDomains()) {
                ApQueue name = ApQueue.of(adapter, domain);
                SimulatedQueue known = queues.get(name);
                if (known != null) {
                    known.scanned();
                } else {
                    add(new SimulatedQueue(name, card));
                }
            }
        }
    }

    private void add(SimulatedQueue queue) {
        queues.put(queue.queue(), queue);
        offer(queue);
        if (profile.hasApConfig() && queue.isConfigured()) {
            queue.initialise();
        }
    }

    // default domain

    int defaultDomain() {
        return defaultDomain;
    }

    void storeDefaultDomain(String value) {
        int domain = KernelText.anyBase(value);
        if (domain < 0
                || domain > machine.busMaxDomain().value()
                || !masks.aqmask().contains(DomainId.of(domain))) {
            throw new KernelRefusal(Errno.EINVAL);
        }
        defaultDomain = domain;
    }
}
