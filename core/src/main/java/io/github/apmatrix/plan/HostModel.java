package io.github.apmatrix.plan;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.rules.DriverRule;
import io.github.apmatrix.rules.GuestFilter;
import io.github.apmatrix.rules.Ownership;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The part of a host that steps change, moved on by the driver's rules; not thread-safe. */
final class HostModel {
    /** The driver of the host for all types that vfio_ap takes too. */
    static final String HOST_DRIVER = "cex4queue";

    private final HostSnapshot start;
    private final ApConfig lpar;
    private final ApQueueSet queues;
    private final ApQueueSet fitForVfioAp;
    private final ApQueueSet fitForHost;
    private final ApQueueSet overridden;
    private final ApQueueSet overriddenToVfioAp;
    private final ApQueueSet overriddenToHost;
    private final Map<MediatedDeviceId, Device> devices = new LinkedHashMap<>();
    private final Set<MediatedDeviceId> removed = new HashSet<>();
    private HostMasks masks;
    private boolean vfioApLoaded;
    private ApQueueSet vfioBound;
    private ApQueueSet hostBound;

    /** What is assigned to a device, and what its guest has. */
    record Device(ApConfig assigned, Matrix guest) {
        static final Device NEW = new Device(ApConfig.none(), Matrix.none());
    }

    /** A host of which masks and LPAR are known; devices of which not all is known are left out. */
    HostModel(HostSnapshot start) {
        this.start = start;
        this.lpar = start.lpar().orElse(ApConfig.none());
        this.masks = start.masks().orElseThrow();
        this.vfioApLoaded = start.vfioAp().isYes();
        this.queues = ApQueueSet.copyOf(start.queues().keySet());
        this.fitForVfioAp = queues.difference(onCards(Card::isTooOldForVfioAp));
        this.fitForHost = queues.difference(onCards(card -> !isFitForHost(card)));
        this.vfioBound = start.boundToVfioAp();
        this.hostBound = where(device ->
                device.driver().isBound().isYes() && device.driver().isVfioAp().isNo());
        this.overridden = start.overridden();
        this.overriddenToVfioAp = overridden.intersect(vfioBound);
        this.overriddenToHost = overridden.intersect(hostBound);
        start.devices().values().forEach(device -> {
            Optional<Matrix> guest = device.guestMatrix().matrix();
            device.assigned()
                    .filter(config -> guest.isPresent())
                    .ifPresent(config -> devices.put(device.id(), new Device(config, guest.orElseThrow())));
        });
    }

    private HostModel(HostModel other) {
        this.start = other.start;
        this.lpar = other.lpar;
        this.masks = other.masks;
        this.vfioApLoaded = other.vfioApLoaded;
        this.queues = other.queues;
        this.fitForVfioAp = other.fitForVfioAp;
        this.fitForHost = other.fitForHost;
        this.vfioBound = other.vfioBound;
        this.hostBound = other.hostBound;
        this.overridden = other.overridden;
        this.overriddenToVfioAp = other.overriddenToVfioAp;
        this.overriddenToHost = other.overriddenToHost;
        this.devices.putAll(other.devices);
        this.removed.addAll(other.removed);
    }

    /** Whether {@link #HOST_DRIVER} takes the queues of a card. */
    static boolean isFitForHost(Card card) {
        return !card.isTooOldForVfioAp()
                && (card.functions().isEmpty() || card.mode().isPresent());
    }

    HostModel copy() {
        return new HostModel(this);
    }

    private ApQueueSet where(Predicate<QueueDevice> condition) {
        ApQueueSet.Builder found = ApQueueSet.builder();
        start.queues().values().stream()
                .filter(condition)
                .map(QueueDevice::queue)
                .forEach(found::add);
        return found.build();
    }

    private Matrix onCards(Predicate<Card> condition) {
        return Matrix.of(
                AdapterSet.copyOf(start.cards().values().stream()
                        .filter(condition)
                        .map(Card::adapter)
                        .toList()),
                DomainSet.all());
    }

    // what it is now

    HostMasks masks() {
        return masks;
    }

    Map<MediatedDeviceId, Device> devices() {
        return devices;
    }

    Device device(MediatedDeviceId id) {
        return devices.getOrDefault(id, Device.NEW);
    }

    boolean isVfioApLoaded() {
        return vfioApLoaded;
    }

    boolean isRemoved(MediatedDeviceId id) {
        return removed.contains(id);
    }

    boolean isBound(ApQueue queue) {
        return vfioBound.contains(queue) || hostBound.contains(queue);
    }

    ApConfig lpar() {
        return lpar;
    }

    /** The queues that vfio_ap would take, free or not. */
    ApQueueSet fitForVfioAp() {
        return fitForVfioAp;
    }

    ApQueueSet vfioBound() {
        return vfioBound;
    }

    ApQueueSet hostBound() {
        return hostBound;
    }

    /** The wanted devices that are not as they shall be, with what they shall have. */
    ImmutableSortedMap<MediatedDeviceId, ApConfig> changes(DesiredHost desired) {
        return ImmutableSortedMap.copyOf(Maps.filterEntries(
                desired.devices(),
                wanted -> !devices.containsKey(wanted.getKey())
                        || !device(wanted.getKey()).assigned().equals(wanted.getValue())));
    }

    /** The queues with a driver override, which lock the masks. */
    ApQueueSet overridden() {
        return overridden;
    }

    /** Who would own the queues with certain masks. */
    Ownership ownership(HostMasks otherMasks) {
        return Ownership.of(otherMasks)
                .withOverriddenToVfioAp(overriddenToVfioAp)
                .withOverriddenToHost(overriddenToHost);
    }

    /** What each device has assigned, as far as it is known. */
    Map<MediatedDeviceId, Matrix> assigned() {
        Map<MediatedDeviceId, Matrix> assigned = new LinkedHashMap<>();
        start.devices().values().stream()
                .filter(device -> !removed.contains(device.id()))
                .forEach(device ->
                        device.assignedMatrix().matrix().ifPresent(matrix -> assigned.put(device.id(), matrix)));
        devices.forEach((id, device) -> assigned.put(id, device.assigned().matrix()));
        return assigned;
    }

    // steps

    /** Makes a step that the kernel accepts. */
    void apply(Step step) {
        if (step instanceof Step.UpdateAdapterMask update) {
            install(masks.withApmask(
                    AdapterSet.of(update.update().applyTo(masks.apmask().mask()))));
        } else if (step instanceof Step.UpdateDomainMask update) {
            install(masks.withAqmask(
                    DomainSet.of(update.update().applyTo(masks.aqmask().mask()))));
        } else if (step instanceof Step.CreateDevice create) {
            devices.put(create.device(), Device.NEW);
            removed.remove(create.device());
        } else if (step instanceof Step.RemoveDevice remove) {
            devices.remove(remove.device());
            removed.add(remove.device());
        } else if (step instanceof Step.Assign assign) {
            assign(assign);
        } else if (step instanceof Step.Unassign unassign) {
            unassign(unassign.device(), unassign.part().only(unassign.number()));
        } else if (step instanceof Step.Configure configure) {
            unassign(configure.device(), device(configure.device()).assigned().difference(configure.config()));
            devices.put(configure.device(), evaluated(configure.config()));
        } else if (step instanceof Step.Unbind unbind) {
            leave(ApQueueSet.of(unbind.queue()));
        } else if (step instanceof Step.Bind bind) {
            bind(ApQueueSet.of(bind.queue()), bind.driver());
        }
    }

    /** Loads vfio_ap, which takes the queues that no driver has and that are free for it. */
    void loadVfioAp() {
        vfioApLoaded = true;
        enterVfioAp(
                fitForVfioAp.difference(masks.reserved()).difference(vfioBound).difference(hostBound));
    }

    private void assign(Step.Assign assign) {
        Device device = device(assign.device());
        ApConfig added = assign.part().only(assign.number());
        if (assign.part() == Part.CONTROL_DOMAIN
                || device.assigned().union(added).equals(device.assigned())) {
            devices.put(assign.device(), new Device(device.assigned().union(added), device.guest()));
        } else {
            devices.put(assign.device(), evaluated(device.assigned().union(added)));
        }
    }

    private void unassign(MediatedDeviceId id, ApConfig removed) {
        Device device = device(id);
        ApConfig lost = device.assigned().intersect(removed);
        Matrix guest = ApConfig.of(device.guest()).difference(lost).matrix();
        devices.put(id, new Device(device.assigned().difference(lost), guest));
    }

    private Device evaluated(ApConfig assigned) {
        return new Device(assigned, GuestFilter.guestMatrix(assigned.matrix(), lpar, vfioBound));
    }

    private void bind(ApQueueSet queue, String driver) {
        if (driver.equals(DriverRule.VFIO_AP)) {
            enterVfioAp(queue);
        } else {
            hostBound = hostBound.union(queue);
        }
    }

    private void install(HostMasks updated) {
        masks = updated;
        boolean unboundCountsAsHost =
                start.features().has(KernelFeature.BINDINGS_COMPLETE_COUNT).isYes();
        ApQueueSet withHost = unboundCountsAsHost ? queues.difference(vfioBound) : hostBound;
        ApQueueSet offered = DriverRule.offered(queues, withHost, masks);
        leave(offered);
        ApQueueSet reserved = offered.intersect(masks.reserved());
        hostBound = hostBound.union(reserved.intersect(fitForHost));
        if (vfioApLoaded) {
            enterVfioAp(offered.difference(reserved).intersect(fitForVfioAp));
        }
    }

    private void leave(ApQueueSet leaving) {
        vfioBound = vfioBound.difference(leaving);
        hostBound = hostBound.difference(leaving);
        devices.replaceAll((id, device) -> {
            ApQueueSet own = leaving.intersect(device.assigned().matrix());
            return new Device(device.assigned(), GuestFilter.afterUnbinding(device.guest(), own));
        });
    }

    private void enterVfioAp(ApQueueSet entering) {
        vfioBound = vfioBound.union(entering);
        devices.replaceAll((id, device) ->
                entering.intersect(device.assigned().matrix()).isEmpty() ? device : evaluated(device.assigned()));
    }
}
