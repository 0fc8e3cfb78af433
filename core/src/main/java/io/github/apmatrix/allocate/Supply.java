package io.github.apmatrix.allocate;

import com.google.common.collect.Maps;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import io.github.apmatrix.plan.Rehearsal;
import io.github.apmatrix.plan.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which queues guests can get: those that vfio_ap has or would have, and that nobody keeps. */
final class Supply {
    private final HostSnapshot host;
    private final Map<MediatedDeviceId, GuestDemand> demands;
    private final Map<MediatedDeviceId, Matrix> others;
    private final Map<MediatedDeviceId, Matrix> bases;
    private final ApQueueSet free;

    Supply(HostSnapshot host, ApQueueSet usable, AllocationRequest request) {
        this.host = host;
        this.demands = request.guests();
        this.others = assigned();
        others.keySet().removeAll(demands.keySet());
        this.bases = new LinkedHashMap<>(Maps.transformValues(demands, this::kept));
        this.free = withoutAssigned(usable.difference(request.keptForHost()).difference(frozen(request)));
    }

    /**
     * What vfio_ap has, or would have if the masks freed everything, as far as it answers. A queue that is free and still
     * not bound may stay so, unless vfio_ap is yet to be loaded. Devices make no difference to it.
     */
    static ApQueueSet usable(HostSnapshot host) {
        boolean loaded = !host.vfioAp().isNo();
        Rehearsal freed = Rehearsal.of(host.toBuilder().vfioAp(Answer.YES).build());
        // refused while queues have a driver override
        freed.make(
                new Step.UpdateAdapterMask(MaskUpdate.removing(AdapterSet.all().mask())));
        ApQueueSet freedQueues = freed.boundToVfioAp();
        AdapterSet broken = adapters(
                host, card -> card.configured().isNo() || card.checkstopped().isYes());
        ApQueueSet brokenQueues = queues(
                host, queue -> queue.configured().isNo() || queue.checkstopped().isYes());
        ApQueueSet unbound = queues(host, queue -> !isTooOld(host, queue))
                .intersect(masks(host).free())
                .difference(host.boundToVfioAp());
        ApQueueSet bound = loaded ? freedQueues.difference(unbound) : freedQueues.union(unbound);
        return bound.intersect(host.lpar().orElse(ApConfig.none()).matrix())
                .difference(Matrix.of(broken, DomainSet.all()))
                .difference(brokenQueues);
    }

    private static HostMasks masks(HostSnapshot host) {
        return host.masks().orElseThrow();
    }

    private static boolean isTooOld(HostSnapshot host, QueueDevice queue) {
        Card card = host.cards().get(queue.queue().adapter());
        return card != null && card.isTooOldForVfioAp();
    }

    private Map<MediatedDeviceId, Matrix> assigned() {
        Map<MediatedDeviceId, Matrix> assigned = new LinkedHashMap<>();
        host.devices()
                .forEach(
                        (id, device) -> device.assignedMatrix().matrix().ifPresent(matrix -> assigned.put(id, matrix)));
        return assigned;
    }

    /** The reserved queues that no masks free without freeing a kept one. */
    private ApQueueSet frozen(AllocationRequest request) {
        ApQueueSet kept = request.keptForHost().intersect(masks(host).reserved());
        return ApQueueSet.of(Matrix.of(kept.adapters(), kept.domains())).intersect(host.reservedForHost());
    }

    private ApQueueSet withoutAssigned(ApQueueSet queues) {
        ApQueueSet unassigned = queues;
        for (Matrix matrix : others.values()) {
            unassigned = unassigned.difference(matrix);
        }
        boolean hidden = host.devices().values().stream().anyMatch(MediatedDevice::mayHaveMore);
        return hidden ? unassigned.intersect(surelyNotHidden()) : unassigned;
    }

    /** What is in no device, or in one that is known. */
    private ApQueueSet surelyNotHidden() {
        ApQueueSet queues = queues(host, queue -> queue.status().equals(Optional.of(VfioStatus.UNASSIGNED)));
        for (Matrix matrix : assigned().values()) {
            queues = queues.union(ApQueueSet.of(matrix));
        }
        return queues;
    }

    /** The queues that a guest can get, not regarding what other guests of the request get. */
    ApQueueSet eligible(GuestDemand demand) {
        ApQueueSet eligible = free;
        for (Map.Entry<MediatedDeviceId, Matrix> other : bases.entrySet()) {
            if (other.getValue().size() > 0 && !other.getKey().equals(demand.device())) {
                eligible = eligible.difference(other.getValue());
            }
        }
        AdapterSet unfit = adapters(host, card -> !isFit(card, demand));
        DomainSet foreign = DomainSet.none();
        for (Map.Entry<MediatedDeviceId, Matrix> other : others.entrySet()) {
            if (demand.requiresApartFrom(other.getKey())) {
                unfit = unfit.union(other.getValue().adapters());
            }
            if (demand.requires(Requirement.OwnDomains.class)) {
                foreign = foreign.union(other.getValue().domains());
            }
        }
        if (!unfit.isEmpty()) {
            eligible = eligible.difference(Matrix.of(unfit, DomainSet.all()));
        }
        return foreign.isEmpty() ? eligible : eligible.difference(Matrix.of(AdapterSet.all(), foreign));
    }

    private static boolean isFit(Card card, GuestDemand demand) {
        boolean rightMode = demand.requirement(Requirement.Mode.class)
                .map(mode -> card.mode().equals(Optional.of(mode.mode())))
                .orElse(true);
        boolean newEnough = demand.requirement(Requirement.Generation.class)
                .map(generation -> card.generation().orElse(0) >= generation.least())
                .orElse(true);
        return rightMode && newEnough;
    }

    /** What a guest gets in any case. */
    Matrix base(GuestDemand demand) {
        return bases.getOrDefault(demand.device(), Matrix.none());
    }

    private Matrix kept(GuestDemand demand) {
        return demand.requires(Requirement.KeepsAssigned.class)
                ? Optional.ofNullable(host.devices().get(demand.device()))
                        .filter(device -> device.guestMatrix().matrix().isPresent())
                        .flatMap(MediatedDevice::assigned)
                        .map(ApConfig::matrix)
                        .orElse(Matrix.none())
                : Matrix.none();
    }

    private static ApQueueSet queues(HostSnapshot host, Predicate<QueueDevice> condition) {
        return ApQueueSet.copyOf(host.queues().values().stream()
                .filter(condition)
                .map(QueueDevice::queue)
                .toList());
    }

    private static AdapterSet adapters(HostSnapshot host, Predicate<Card> condition) {
        return AdapterSet.copyOf(host.cards().values().stream()
                .filter(condition)
                .map(Card::adapter)
                .toList());
    }
}
