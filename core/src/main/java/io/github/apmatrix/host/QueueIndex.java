package io.github.apmatrix.host;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.rules.Ownership;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What follows from all queues or devices of a snapshot, computed when it is first asked for and then kept: whoever explains
 * many queues asks for each of them.
 */
final class QueueIndex {
    private final Collection<QueueDevice> queues;
    private final Supplier<ApQueueSet> boundToVfioAp;
    private final Supplier<ApQueueSet> overridden;
    private final Supplier<Optional<Ownership>> ownership;
    private final Supplier<ImmutableListMultimap<ApQueue, MediatedDevice>> owners;
    private final Supplier<ApQueueSet> assigned;

    QueueIndex(
            Optional<HostMasks> masks,
            Map<ApQueue, QueueDevice> queues,
            Map<MediatedDeviceId, MediatedDevice> devices) {
        this.queues = queues.values();
        this.boundToVfioAp = Suppliers.memoize(
                () -> where(device -> device.driver().isVfioAp().isYes()));
        this.overridden =
                Suppliers.memoize(() -> where(device -> device.driverOverride().isPresent()));
        this.ownership = Suppliers.memoize(() -> masks.map(this::ownership));
        this.owners = Suppliers.memoize(() -> owners(devices.values()));
        this.assigned = Suppliers.memoize(() -> assigned(devices.values()));
    }

    private Ownership ownership(HostMasks masks) {
        return Ownership.of(masks)
                .withOverriddenToVfioAp(overridden().intersect(boundToVfioAp()))
                .withOverriddenToHost(where(device -> device.driverOverride().isPresent()
                        && device.driver().isBound().isYes()
                        && device.driver().isVfioAp().isNo()));
    }

    private static ImmutableListMultimap<ApQueue, MediatedDevice> owners(Collection<MediatedDevice> devices) {
        ImmutableListMultimap.Builder<ApQueue, MediatedDevice> owners = ImmutableListMultimap.builder();
        for (MediatedDevice device : devices) {
            device.assignedMatrix().queues().forEach(queue -> owners.put(queue, device));
        }
        return owners.build();
    }

    private static ApQueueSet assigned(Collection<MediatedDevice> devices) {
        return devices.stream()
                .map(device -> device.assignedMatrix().queues())
                .reduce(ApQueueSet.none(), ApQueueSet::union);
    }

    private ApQueueSet where(Predicate<QueueDevice> condition) {
        ApQueueSet.Builder found = ApQueueSet.builder();
        queues.stream().filter(condition).map(QueueDevice::queue).forEach(found::add);
        return found.build();
    }

    ApQueueSet boundToVfioAp() {
        return boundToVfioAp.get();
    }

    ApQueueSet overridden() {
        return overridden.get();
    }

    Optional<Ownership> ownership() {
        return ownership.get();
    }

    ApQueueSet assigned() {
        return assigned.get();
    }

    ImmutableList<MediatedDevice> assignedTo(ApQueue queue) {
        return owners.get().get(queue);
    }
}
