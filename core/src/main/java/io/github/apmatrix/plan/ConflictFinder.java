package io.github.apmatrix.plan;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import io.github.apmatrix.rules.Ownership;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds what speaks against a desired host, whatever the steps, and the masks that it needs. */
final class ConflictFinder {
    private final HostSnapshot host;
    private final DesiredHost desired;
    private final HostModel model;
    private final ImmutableSortedMap<MediatedDeviceId, ApConfig> changes;
    private final ImmutableList.Builder<Conflict> conflicts = ImmutableList.builder();

    /** Looks at a model that is as the host is, and leaves it so. */
    ConflictFinder(HostSnapshot host, DesiredHost desired, HostModel model) {
        this.host = host;
        this.desired = desired;
        this.model = model;
        this.changes = model.changes(desired);
    }

    ImmutableList<Conflict> conflicts() {
        return conflicts.build();
    }

    /** Returns the masks to have in the end; they mean nothing if there are conflicts. */
    HostMasks findMasks() {
        changes.forEach(this::checkDevice);
        checkRemovals();
        checkSharing();
        HostMasks masks = desired.masks().map(this::checkMasks).orElseGet(this::freeingMasks);
        ApQueueSet overridden = model.overridden();
        if (!masks.equals(model.masks()) && !overridden.isEmpty()) {
            conflicts.add(new Conflict.MasksLocked(overridden));
        }
        return masks;
    }

    // devices

    private void checkDevice(MediatedDeviceId id, ApConfig wanted) {
        MediatedDevice known = host.devices().get(id);
        if (known != null && known.state() != MediatedDeviceState.READY) {
            conflicts.add(new Conflict.DeviceNotReady(id));
        }
        Conflict.AboveMaximum.find(host, id, wanted).ifPresent(conflicts::add);
    }

    private void checkRemovals() {
        int removed = 0;
        for (MediatedDevice device : host.devices().values()) {
            if (desired.removes(device.id())) {
                removed++;
                if (device.state() == MediatedDeviceState.BEING_REMOVED) {
                    conflicts.add(new Conflict.DeviceNotReady(device.id()));
                } else if (!device.heldByGuest().isNo()) {
                    conflicts.add(new Conflict.HeldByGuest(device.id()));
                } else if (device.mayHaveMore() && !desired.permitsLosses()) {
                    conflicts.add(new Conflict.NotKnown(
                            ImmutableList.of("what device " + device.id() + " has, to give it back when undoing")));
                }
            }
        }
        if (!changes.isEmpty() && host.vfioAp().isNo()) {
            conflicts.add(new Conflict.VfioApNotLoaded());
        }
        int created = (int) changes.keySet().stream()
                .filter(id -> !host.devices().containsKey(id))
                .count();
        if (host.availableInstances().isPresent()) {
            int available = host.availableInstances().getAsInt() + removed;
            if (created > available) {
                conflicts.add(new Conflict.TooManyDevices(created, available));
            }
        }
    }

    private void checkSharing() {
        changes.forEach((id, wanted) -> {
            desired.devices().headMap(id).forEach((other, config) -> checkSharing(id, wanted, other, config.matrix()));
            host.devices().values().stream()
                    .filter(other -> !desired.devices().containsKey(other.id()) && !desired.removes(other.id()))
                    .forEach(other -> checkSharing(id, wanted.matrix(), other));
        });
        // an unchanged wanted device can come after a changed one
        changes.forEach((id, wanted) -> desired.devices().tailMap(id, false).forEach((other, config) -> {
            if (!changes.containsKey(other)) {
                checkSharing(id, wanted, other, config.matrix());
            }
        }));
    }

    private void checkSharing(MediatedDeviceId id, ApConfig wanted, MediatedDeviceId other, Matrix otherMatrix) {
        if (wanted.matrix().sharesQueueWith(otherMatrix)) {
            conflicts.add(new Conflict.SharedQueues(
                    id, other, ApQueueSet.of(wanted.matrix().intersect(otherMatrix))));
        }
    }

    private void checkSharing(MediatedDeviceId id, Matrix wanted, MediatedDevice other) {
        if (other.assignedMatrix()
                .matrix()
                .filter(matrix -> !matrix.sharesQueueWith(wanted))
                .isPresent()) {
            return;
        }
        ApQueueSet shared =
                ApQueueSet.of(wanted).intersect(other.assignedMatrix().queues());
        if (!shared.isEmpty()) {
            conflicts.add(new Conflict.SharedQueues(id, other.id(), shared));
        }
        if (other.mayHaveMore()) {
            ApQueueSet added =
                    ApQueueSet.of(wanted).difference(model.device(id).assigned().matrix());
            ApQueueSet open = ApQueueSet.copyOf(added.stream()
                    .filter(queue -> !other.assignedMatrix().contains(queue).isKnown() && !isUnassigned(queue))
                    .toList());
            if (!open.isEmpty()) {
                conflicts.add(new Conflict.NotKnown(ImmutableList.of("whether device " + other.id() + " has " + open)));
            }
        }
    }

    private boolean isUnassigned(ApQueue queue) {
        boolean elsewhere = model.assigned().values().stream().anyMatch(matrix -> matrix.contains(queue));
        return elsewhere
                || Optional.ofNullable(host.queues().get(queue))
                        .flatMap(QueueDevice::status)
                        .equals(Optional.of(VfioStatus.UNASSIGNED));
    }

    // masks

    private HostMasks checkMasks(HostMasks masks) {
        Ownership ownership = model.ownership(masks);
        changes.forEach((id, wanted) -> {
            ApQueueSet reserved = ownership.reservedIn(wanted.matrix());
            if (!reserved.isEmpty()) {
                conflicts.add(new Conflict.Reserved(id, reserved));
            }
        });
        changes.forEach(this::checkKept);
        ApQueueSet freed =
                desired.keptForHost().intersect(model.masks().reserved()).difference(masks.reserved());
        if (!freed.isEmpty()) {
            conflicts.add(new Conflict.FreesKept(freed));
        }
        checkVeto(masks);
        return masks;
    }

    /** Bits are set at the end, when all devices have what they shall have. */
    private void checkVeto(HostMasks masks) {
        Map<MediatedDeviceId, Matrix> assigned = new LinkedHashMap<>(model.assigned());
        assigned.keySet().removeIf(desired::removes);
        desired.devices().forEach((id, config) -> assigned.put(id, config.matrix()));
        HostMasks before = model.masks();
        HostMasks cleared = new HostMasks(
                before.apmask().intersect(masks.apmask()), before.aqmask().intersect(masks.aqmask()));
        AdapterSet adapters = masks.apmask().difference(before.apmask());
        DomainSet domains = masks.aqmask().difference(before.aqmask());
        HostMasks afterAdapters = cleared.withApmask(masks.apmask());
        ImmutableMap<MediatedDeviceId, ApQueueSet> byAdapters =
                host.features().maskVeto().forApmask(cleared, masks.apmask(), assigned);
        ImmutableMap<MediatedDeviceId, ApQueueSet> byDomains =
                host.features().maskVeto().forAqmask(afterAdapters, masks.aqmask(), assigned);
        byAdapters.forEach(
                (device, queues) -> conflicts.add(new Conflict.MaskVetoed(adapters, DomainSet.none(), device, queues)));
        byDomains.forEach(
                (device, queues) -> conflicts.add(new Conflict.MaskVetoed(AdapterSet.none(), domains, device, queues)));
        boolean mayVeto = host.devices().values().stream()
                .anyMatch(device -> device.mayHaveMore() && !desired.removes(device.id()));
        if (mayVeto && !(adapters.isEmpty() && domains.isEmpty())) {
            conflicts.add(new Conflict.NotKnown(ImmutableList.of("what all devices have, which could veto the masks")));
        }
    }

    private void checkKept(MediatedDeviceId id, ApConfig wanted) {
        ApQueueSet kept = desired.keptForHost().intersect(wanted.matrix());
        if (!kept.isEmpty()) {
            conflicts.add(new Conflict.KeptForHost(id, kept));
        }
    }

    /** Returns the present masks with the fewest bits cleared that frees all queues of the changed devices. */
    private HostMasks freeingMasks() {
        changes.forEach(this::checkKept);
        Ownership ownership = model.ownership(model.masks());
        ApQueueSet needed = changes.values().stream()
                .map(wanted -> ownership.reservedIn(wanted.matrix()))
                .reduce(ApQueueSet.none(), ApQueueSet::union)
                .difference(desired.keptForHost());
        ApQueueSet kept = desired.keptForHost().intersect(model.masks().reserved());
        ApQueueSet hostQueues = ApQueueSet.copyOf(host.queues().keySet())
                .intersect(model.masks().reserved());
        FreeingGraph graph = new FreeingGraph(needed, kept, hostQueues);
        if (!graph.impossible().isEmpty()) {
            conflicts.add(new Conflict.CannotFree(graph.impossible(), graph.inTheWay()));
        }
        ApQueueSet overriddenForHost = needed.difference(model.masks().reserved());
        if (!overriddenForHost.isEmpty()) {
            changes.forEach((id, wanted) -> {
                ApQueueSet reserved = overriddenForHost.intersect(wanted.matrix());
                if (!reserved.isEmpty()) {
                    conflicts.add(new Conflict.Reserved(id, reserved));
                }
            });
        }
        HostMasks before = model.masks();
        Cover cover = BestCover.of(graph, Cover.BY_BITS).cover();
        return new HostMasks(
                before.apmask().difference(cover.adapters()), before.aqmask().difference(cover.domains()));
    }
}
