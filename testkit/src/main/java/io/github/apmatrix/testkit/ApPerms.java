package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.rules.DriverRule;
import io.github.apmatrix.rules.Ownership;
import io.github.apmatrix.sysfs.Errno;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who may use which queue: apmask and aqmask, or overrides of single queues. Source: {@code ap_perms} and its users in
 * {@code ap_bus.c}.
 */
final class ApPerms {
    static final ImmutableList<Attribute<ApPerms>> ATTRIBUTES = ImmutableList.of(
            Attribute.readWrite("apmask", perms -> perms.masks.apmask().mask() + "\n", ApPerms::storeApmask),
            Attribute.readWrite("aqmask", perms -> perms.masks.aqmask().mask() + "\n", ApPerms::storeAqmask));

    private final KernelProfile profile;
    private final SimulatedApBus bus;
    private HostMasks masks;
    private int overrides;
    private boolean masksInUse;

    ApPerms(KernelProfile profile, SimulatedApBus bus, HostMasks bootMasks) {
        this.profile = profile;
        this.bus = bus;
        this.masks = bootMasks;
    }

    /** Takes over the masks that a capture shows. */
    void restore(HostMasks newMasks) {
        masksInUse = !newMasks.equals(HostMasks.allReserved()) && !newMasks.equals(masks);
        masks = newMasks;
    }

    /** Takes over a queue that has an override already. */
    void restore(SimulatedQueue queue) {
        overrides += queue.driverOverride().isPresent() ? 1 : 0;
    }

    HostMasks masks() {
        return masks;
    }

    /** Who owns the queues, as an assignment sees it: masks, and the overrides of bound queues. */
    Ownership ownership() {
        return Ownership.of(masks)
                .withOverriddenToVfioAp(overridden(SimulatedQueue::isBoundToVfioAp))
                .withOverriddenToHost(overridden(queue -> !queue.isBoundToVfioAp()));
    }

    private ApQueueSet overridden(Predicate<SimulatedQueue> condition) {
        return overrides == 0
                ? ApQueueSet.none()
                : ApQueueSet.copyOf(bus.queues().stream()
                        .filter(queue -> queue.driverOverride().isPresent()
                                && queue.driver().isPresent()
                                && condition.test(queue))
                        .map(SimulatedQueue::queue)
                        .toList());
    }

    private void storeApmask(String value) {
        refuseWhileOverridden();
        AdapterSet updated = AdapterSet.of(parse(value).applyTo(masks.apmask().mask()));
        if (updated.equals(masks.apmask())) {
            return;
        }
        if (!profile.maskVeto().forApmask(masks, updated, assigned()).isEmpty()) {
            throw new KernelRefusal(Errno.EBUSY);
        }
        AdapterSet before = masks.apmask();
        AdapterSet changed = before.difference(updated).union(updated.difference(before));
        install(masks.withApmask(updated), Matrix.of(changed, masks.aqmask()));
        bus.kobject().change("APMASK", updated.mask() + "\n");
    }

    private void storeAqmask(String value) {
        refuseWhileOverridden();
        DomainSet updated = DomainSet.of(parse(value).applyTo(masks.aqmask().mask()));
        if (updated.equals(masks.aqmask())) {
            return;
        }
        if (!profile.maskVeto().forAqmask(masks, updated, assigned()).isEmpty()) {
            throw new KernelRefusal(Errno.EBUSY);
        }
        DomainSet before = masks.aqmask();
        DomainSet changed = before.difference(updated).union(updated.difference(before));
        install(masks.withAqmask(updated), Matrix.of(masks.apmask(), changed));
        bus.kobject().change("AQMASK", updated.mask() + "\n");
    }

    private Map<MediatedDeviceId, Matrix> assigned() {
        return bus.drivers().vfioAp().map(driver -> driver.mdevs().assigned()).orElse(ImmutableMap.of());
    }

    private void refuseWhileOverridden() {
        if (overrides > 0) {
            throw new KernelRefusal(Errno.EINVAL);
        }
    }

    private MaskUpdate parse(String value) {
        return KernelText.maskUpdate(value, profile.overflow());
    }

    /** Only queues that the changed bits are about, and those that were not settled before, can be on the wrong side. */
    private void install(HostMasks updated, Matrix changed) {
        masks = updated;
        masksInUse = !updated.equals(HostMasks.allReserved());
        ApQueueSet.Builder looked = ApQueueSet.builder();
        ApQueueSet.Builder withHost = ApQueueSet.builder();
        Stream.concat(bus.queues(changed).stream(), bus.drivers().unsettled().stream())
                .forEach(queue -> {
                    looked.add(queue.queue());
                    if (queue.driver().isPresent() ? !queue.isBoundToVfioAp() : profile.unboundCountsAsWithHost()) {
                        withHost.add(queue.queue());
                    }
                });
        DriverRule.offered(looked.build(), withHost.build(), masks).stream()
                .flatMap(queue -> bus.queue(queue).stream())
                .sorted(Comparator.comparingLong(SimulatedQueue::place))
                .forEach(queue -> {
                    bus.drivers().release(queue);
                    bus.drivers().offer(queue);
                });
    }

    // overrides

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
}
