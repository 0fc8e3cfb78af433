package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.rules.AssignmentRule;
import io.github.apmatrix.rules.GuestFilter;
import io.github.apmatrix.sysfs.Errno;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The vfio_ap driver: mediated devices, what is assigned to them, and the stored guest matrices with the events that
 * change them. Source: {@code vfio_ap_ops.c}, {@code mdev_core.c}.
 */
final class SimulatedVfioAp {
    static final int MAX_DEVICES = 65_536;

    private static final int UUID_LENGTH = 36;

    private final KernelProfile profile;
    private final SimulatedLpar machine;
    private final SimulatedApBus bus;
    private final LinkedHashMap<MediatedDeviceId, SimulatedMdev> mdevs = new LinkedHashMap<>();
    private final Autoprobe mdevAutoprobe = new Autoprobe();
    private final Autoprobe matrixAutoprobe = new Autoprobe();
    private final VfioApKobjects kobjects;
    private ApConfig lpar;

    SimulatedVfioAp(KernelProfile profile, SimulatedLpar machine, SimulatedApBus bus) {
        this.profile = profile;
        this.machine = machine;
        this.bus = bus;
        this.kobjects = new VfioApKobjects(bus.uevents());
        this.lpar = machine.reportsConfiguration() ? bus.lpar() : ApConfig.none();
    }

    /** Takes over a device that is there already. */
    void restore(SimulatedMdev mdev) {
        mdevs.put(mdev.id(), mdev);
    }

    // what others see

    VfioApKobjects kobjects() {
        return kobjects;
    }

    Autoprobe mdevAutoprobe() {
        return mdevAutoprobe;
    }

    Autoprobe matrixAutoprobe() {
        return matrixAutoprobe;
    }

    Collection<SimulatedMdev> mdevs() {
        return mdevs.values();
    }

    Optional<SimulatedMdev> mdev(MediatedDeviceId id) {
        return Optional.ofNullable(mdevs.get(id));
    }

    /** Finds a device by its exact name, which is in lower case. */
    Optional<SimulatedMdev> named(String name) {
        try {
            return mdev(MediatedDeviceId.parse(name))
                    .filter(mdev -> mdev.id().toString().equals(name));
        } catch (ApFormatException e) {
            return Optional.empty();
        }
    }

    /** What each device has assigned, newest device first, as the driver looks at them. */
    Map<MediatedDeviceId, Matrix> assigned() {
        ImmutableMap.Builder<MediatedDeviceId, Matrix> assigned = ImmutableMap.builder();
        Lists.reverse(List.copyOf(mdevs.values()))
                .forEach(mdev -> assigned.put(mdev.id(), mdev.assigned().matrix()));
        return assigned.buildOrThrow();
    }

    int availableInstances() {
        return MAX_DEVICES - mdevs.size();
    }

    String status(SimulatedQueue queue) {
        Optional<SimulatedMdev> owner = ownerOf(queue.queue());
        if (owner.isEmpty()) {
            return "unassigned";
        }
        boolean inUse = owner.filter(mdev -> mdev.isAttached() && mdev.guestHas(queue.queue()))
                .isPresent();
        return inUse ? "in use" : "assigned";
    }

    private Optional<SimulatedMdev> ownerOf(ApQueue queue) {
        return mdevs.values().stream()
                .filter(mdev -> mdev.assigned().matrix().contains(queue))
                .findFirst();
    }

    // devices

    void create(String value) {
        MediatedDeviceId id = parseId(value);
        if (mdevs.containsKey(id)) {
            throw new KernelRefusal(Errno.EEXIST);
        } else if (availableInstances() == 0) {
            throw new KernelRefusal(Errno.EUSERS);
        }
        int group = 0;
        while (isTaken(group)) {
            group++;
        }
        SimulatedMdev mdev = new SimulatedMdev(kobjects.matrix(), id, group);
        mdevs.put(id, mdev);
        mdev.kobject().emit("add");
        mdev.bind();
    }

    private boolean isTaken(int group) {
        return mdevs.values().stream().anyMatch(mdev -> mdev.isBound() && mdev.group() == group);
    }

    /** The character after the UUID is not looked at. */
    private static MediatedDeviceId parseId(String value) {
        if (value.length() != UUID_LENGTH && value.length() != UUID_LENGTH + 1) {
            throw new KernelRefusal(Errno.EINVAL);
        }
        try {
            return MediatedDeviceId.parse(value.substring(0, UUID_LENGTH));
        } catch (ApFormatException e) {
            throw new KernelRefusal(Errno.EINVAL);
        }
    }

    void remove(SimulatedMdev mdev, String value) {
        long number;
        try {
            number = KernelText.unsigned(value);
        } catch (KernelRefusal e) {
            throw new KernelRefusal(Errno.EINVAL);
        }
        if (number == 0) {
            return;
        }
        mdev.setBeingRemoved();
        if (!profile.keepsVfioDevWhileRemoving()) {
            mdev.removeVfioDevice();
        }
        if (mdev.isOpen()) {
            throw new WouldBlockException(mdev.id());
        }
        finishRemoval(mdev);
    }

    private void finishRemoval(SimulatedMdev mdev) {
        if (mdev.isBound()) {
            release(mdev);
        }
        mdevs.remove(mdev.id());
        mdev.kobject().emit("remove");
    }

    private void release(SimulatedMdev mdev) {
        linkedTo(mdev).forEach(SimulatedQueue::reset);
        mdev.unbind();
    }

    /** The module is unloaded. */
    void removeAll() {
        List.copyOf(mdevs.values()).forEach(this::finishRemoval);
    }

    /** Takes a device from the driver; it can only be removed then. */
    void unbind(String value) {
        SimulatedMdev mdev =
                onBus(value).filter(SimulatedMdev::isBound).orElseThrow(() -> new KernelRefusal(Errno.ENODEV));
        if (mdev.isOpen()) {
            throw new WouldBlockException(mdev.id());
        }
        release(mdev);
    }

    /** Says whether a device is there; the bus has no driver that looks for devices by itself. */
    void probe(String value) {
        if (onBus(value).isEmpty()) {
            throw new KernelRefusal(Errno.ENODEV);
        }
    }

    private Optional<SimulatedMdev> onBus(String value) {
        return named(KernelText.deviceName(value)).filter(mdev -> !mdev.isBeingRemoved());
    }

    // guests

    /** A VM with AP support opens the device; a VM can have one device only. */
    void attach(MediatedDeviceId id, String vm) {
        SimulatedMdev mdev = closed(id);
        if (mdevs.values().stream().anyMatch(other -> other.isAttachedTo(vm))) {
            throw new KernelRefusal(Errno.EPERM);
        }
        mdev.open(Optional.of(vm));
        linkedTo(mdev).forEach(SimulatedQueue::reset);
    }

    /** Something that is no VM with AP support opens the device. */
    void hold(MediatedDeviceId id) {
        closed(id).open(Optional.empty());
    }

    private SimulatedMdev closed(MediatedDeviceId id) {
        SimulatedMdev mdev = mdev(id).filter(SimulatedMdev::isBound).orElseThrow(() -> new KernelRefusal(Errno.ENOENT));
        if (mdev.isOpen()) {
            throw new KernelRefusal(Errno.EBUSY);
        }
        return mdev;
    }

    /** The guest on a device resets it. */
    void resetGuest(MediatedDeviceId id) {
        List<SimulatedQueue> queues = linkedTo(open(id));
        queues.forEach(SimulatedQueue::reset);
        if (queues.stream().anyMatch(SimulatedQueue::lastResetFailed)) {
            throw new KernelRefusal(Errno.EIO);
        }
    }

    void detach(MediatedDeviceId id) {
        SimulatedMdev mdev = open(id);
        linkedTo(mdev).forEach(SimulatedQueue::reset);
        mdev.close();
        if (mdev.isBeingRemoved()) {
            finishRemoval(mdev);
        }
    }

    private SimulatedMdev open(MediatedDeviceId id) {
        return mdev(id).filter(SimulatedMdev::isOpen).orElseThrow(() -> new KernelRefusal(Errno.ENOENT));
    }

    int openDevices() {
        return (int) mdevs.values().stream().filter(SimulatedMdev::isOpen).count();
    }

    // assignments

    void assignAdapter(SimulatedMdev mdev, String value) {
        AdapterId adapter = parseAdapter(value);
        if (!mdev.assigned().adapters().contains(adapter)) {
            Matrix current = mdev.assigned().matrix();
            assign(mdev, current.withAdapters(current.adapters().with(adapter)));
        }
    }

    void assignDomain(SimulatedMdev mdev, String value) {
        DomainId domain = parseDomain(value);
        if (!mdev.assigned().usageDomains().contains(domain)) {
            Matrix current = mdev.assigned().matrix();
            assign(mdev, current.withDomains(current.domains().with(domain)));
        }
    }

    private void assign(SimulatedMdev mdev, Matrix proposed) {
        validate(mdev, proposed);
        mdev.setAssigned(mdev.assigned().withMatrix(proposed));
        refilter(mdev);
    }

    private void validate(SimulatedMdev mdev, Matrix proposed) {
        Map<MediatedDeviceId, Matrix> others = new LinkedHashMap<>(assigned());
        others.remove(mdev.id());
        AssignmentRule.check(proposed, bus.ownership(), others).ifPresent(refusal -> {
            throw new KernelRefusal(
                    refusal instanceof AssignmentRule.ReservedForHost ? Errno.EADDRNOTAVAIL : Errno.EADDRINUSE);
        });
    }

    void unassignAdapter(SimulatedMdev mdev, String value) {
        AdapterSet adapters = AdapterSet.of(parseAdapter(value));
        if (mdev.assigned().adapters().containsAll(adapters)) {
            unplug(mdev, Matrix.of(adapters, DomainSet.none()));
        }
    }

    void unassignDomain(SimulatedMdev mdev, String value) {
        DomainSet domains = DomainSet.of(parseDomain(value));
        if (mdev.assigned().usageDomains().containsAll(domains)) {
            unplug(mdev, Matrix.of(AdapterSet.none(), domains));
        }
    }

    /** Takes adapters and domains away; queues that the guest had are reset. The rest is not evaluated anew. */
    private void unplug(SimulatedMdev mdev, Matrix removed) {
        List<SimulatedQueue> lost = linkedTo(mdev).stream()
                .filter(queue -> mdev.guestHas(queue.queue()))
                .filter(queue -> removed.adapters().contains(queue.queue().adapter())
                        || removed.domains().contains(queue.queue().domain()))
                .toList();
        mdev.setAssigned(mdev.assigned().withMatrix(without(mdev.assigned().matrix(), removed)));
        mdev.setGuest(mdev.guest().withMatrix(without(mdev.guest().matrix(), removed)));
        lost.forEach(SimulatedQueue::reset);
    }

    private static Matrix without(Matrix matrix, Matrix removed) {
        return Matrix.of(
                matrix.adapters().difference(removed.adapters()),
                matrix.domains().difference(removed.domains()));
    }

    void assignControlDomain(SimulatedMdev mdev, String value) {
        DomainId domain = parseDomain(value);
        mdev.setAssigned(mdev.assigned()
                .withControlDomains(mdev.assigned().controlDomains().with(domain)));
        refilterControlDomains(mdev);
    }

    void unassignControlDomain(SimulatedMdev mdev, String value) {
        DomainId domain = parseDomain(value);
        mdev.setAssigned(mdev.assigned()
                .withControlDomains(mdev.assigned().controlDomains().without(domain)));
        mdev.setGuest(
                mdev.guest().withControlDomains(mdev.guest().controlDomains().without(domain)));
    }

    void storeConfig(SimulatedMdev mdev, String value) {
        ApConfig config = ApConfigText.parse(value);
        validate(mdev, config.matrix());
        if (!isWithinMaxima(config)) {
            throw new KernelRefusal(Errno.ENODEV);
        }
        Matrix current = mdev.assigned().matrix();
        unplug(mdev, Matrix.of(current.adapters().difference(config.adapters()), DomainSet.none()));
        unplug(mdev, Matrix.of(AdapterSet.none(), current.domains().difference(config.usageDomains())));
        mdev.setAssigned(config);
        refilter(mdev);
        refilterControlDomains(mdev);
    }

    private boolean isWithinMaxima(ApConfig config) {
        DomainSet domains = config.usageDomains().union(config.controlDomains());
        return config.adapters().stream().allMatch(adapter -> adapter.compareTo(machine.maxAdapter()) <= 0)
                && domains.stream().allMatch(domain -> domain.compareTo(machine.maxDomain()) <= 0);
    }

    private AdapterId parseAdapter(String value) {
        return AdapterId.of(parseUpTo(machine.maxAdapter().value(), value));
    }

    private DomainId parseDomain(String value) {
        return DomainId.of(parseUpTo(machine.maxDomain().value(), value));
    }

    private static int parseUpTo(int maximum, String value) {
        long number = KernelText.unsigned(value);
        if (Long.compareUnsigned(number, maximum) > 0) {
            throw new KernelRefusal(Errno.ENODEV);
        }
        return (int) number;
    }

    // the guest matrix

    /** The queues of a device that are there and bound to vfio_ap. */
    private List<SimulatedQueue> linkedTo(SimulatedMdev mdev) {
        return bus.queuesWhere(
                queue -> queue.isBoundToVfioAp() && mdev.assigned().matrix().contains(queue.queue()));
    }

    private void refilter(SimulatedMdev mdev) {
        Predicate<SimulatedQueue> passes = queue -> !(profile.failedResetFilters() && queue.lastResetFailed());
        ApQueueSet passable = ApQueueSet.copyOf(linkedTo(mdev).stream()
                .filter(passes)
                .map(SimulatedQueue::queue)
                .toList());
        AdapterSet before = mdev.guest().adapters();
        Matrix matrix = GuestFilter.guestMatrix(mdev.assigned().matrix(), lpar, passable);
        mdev.setGuest(mdev.guest().withMatrix(matrix));
        if (profile.resetsFilteredAdapters()) {
            AdapterSet filtered = before.intersect(mdev.assigned().adapters())
                    .intersect(lpar.adapters())
                    .difference(matrix.adapters());
            resetAll(mdev, Matrix.of(filtered, matrix.domains()));
        }
    }

    private void refilterControlDomains(SimulatedMdev mdev) {
        mdev.setGuest(
                mdev.guest().withControlDomains(mdev.assigned().controlDomains().intersect(lpar.controlDomains())));
    }

    private void resetAll(SimulatedMdev mdev, Matrix matrix) {
        linkedTo(mdev).stream().filter(queue -> matrix.contains(queue.queue())).forEach(SimulatedQueue::reset);
    }

    // what the bus tells

    /** A queue was bound to vfio_ap; its device gets it at once, unless a scan is about to add more. */
    void queueBound(SimulatedQueue queue) {
        ownerOf(queue.queue()).filter(mdev -> !mdev.hasPendingQueues()).ifPresent(this::refilter);
    }

    /** A queue is about to leave vfio_ap: a guest that has it loses the whole adapter. */
    void queueUnbound(SimulatedQueue queue) {
        Optional<SimulatedMdev> owner = ownerOf(queue.queue()).filter(mdev -> mdev.guestHas(queue.queue()));
        if (owner.isPresent()) {
            SimulatedMdev mdev = owner.orElseThrow();
            AdapterSet adapter = AdapterSet.of(queue.queue().adapter());
            mdev.removeGuestAdapters(adapter);
            if (profile.resetsFilteredAdapters()) {
                resetAll(mdev, Matrix.of(adapter, mdev.guest().usageDomains()));
            }
        }
        queue.reset();
    }

    /** The scan found another configuration: what is gone leaves the guests now, what came waits for its queues. */
    void lparChanged(ApConfig before, ApConfig found) {
        lpar = found;
        for (SimulatedMdev mdev : mdevs.values()) {
            mdev.setGuest(mdev.guest().intersect(withoutLost(before, found)));
            mdev.setPending(mdev.assigned().intersect(gained(before, found)));
        }
    }

    /** Everything but what was there before and is not any more. */
    private static ApConfig withoutLost(ApConfig before, ApConfig found) {
        return ApConfig.of(
                        before.adapters().difference(found.adapters()).complement(),
                        before.usageDomains().difference(found.usageDomains()).complement())
                .withControlDomains(before.controlDomains()
                        .difference(found.controlDomains())
                        .complement());
    }

    private static ApConfig gained(ApConfig before, ApConfig found) {
        return ApConfig.of(
                        found.adapters().difference(before.adapters()),
                        found.usageDomains().difference(before.usageDomains()))
                .withControlDomains(found.controlDomains().difference(before.controlDomains()));
    }

    void scanComplete() {
        for (SimulatedMdev mdev : mdevs.values()) {
            if (mdev.hasPendingQueues()) {
                refilter(mdev);
            }
            if (!mdev.pending().controlDomains().isEmpty()) {
                refilterControlDomains(mdev);
            }
            mdev.setPending(ApConfig.none());
        }
    }
}
