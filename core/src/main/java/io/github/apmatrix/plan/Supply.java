package io.github.apmatrix.plan;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which queues guests can get: those that vfio_ap has or would have, and that nobody keeps. */
final class Supply {
    private final HostSnapshot host;
    private final HostModel model;
    private final Map<MediatedDeviceId, GuestDemand> demands;
    private final Map<MediatedDeviceId, Matrix> others;
    private final ApQueueSet free;

    Supply(HostSnapshot host, AllocationRequest request) {
        this.host = host;
        this.model = new HostModel(host);
        this.demands = request.guests();
        this.others = model.assigned();
        others.keySet().removeAll(demands.keySet());
        this.free = withoutAssigned(usable().difference(request.keptForHost()).difference(frozen(request)));
    }

    /**
     * What vfio_ap has, or would have if the masks freed everything, as far as it answers. A queue that is free and still
     * not bound may stay so, unless vfio_ap is yet to be loaded.
     */
    private ApQueueSet usable() {
        boolean loaded = !host.vfioAp().isNo();
        HostModel freed = new HostModel(host.toBuilder().vfioAp(Answer.YES).build());
        if (model.overridden().isEmpty()) {
            freed.apply(new Step.UpdateAdapterMask(
                    MaskUpdate.removing(AdapterSet.all().mask())));
        }
        AdapterSet broken =
                adapters(card -> card.configured().isNo() || card.checkstopped().isYes());
        ApQueueSet brokenQueues = queues(
                queue -> queue.configured().isNo() || queue.checkstopped().isYes());
        ApQueueSet unbound =
                model.fitForVfioAp().intersect(model.masks().free()).difference(model.vfioBound());
        ApQueueSet bound = loaded
                ? freed.vfioBound().difference(unbound)
                : freed.vfioBound().union(unbound);
        return bound.intersect(model.lpar().matrix())
                .difference(Matrix.of(broken, DomainSet.all()))
                .difference(brokenQueues);
    }

    /** The reserved queues that no masks free without freeing a kept one. */
    private ApQueueSet frozen(AllocationRequest request) {
        HostMasks masks = model.masks();
        ApQueueSet kept = request.keptForHost().intersect(masks.reserved());
        ApQueueSet reserved = model.ownership(masks).reserved();
        return ApQueueSet.of(Matrix.of(kept.adapters(), kept.domains())).intersect(reserved);
    }

    private ApQueueSet withoutAssigned(ApQueueSet queues) {
        ApQueueSet unassigned = queues;
        for (Matrix matrix : others.values()) {
            unassigned = unassigned.difference(matrix);
        }
        boolean hidden = host.devices().values().stream().anyMatch(ConflictFinder::mayHaveMore);
        return hidden ? unassigned.intersect(surelyNotHidden()) : unassigned;
    }

    /** What is in no device, or in one that is known. */
    private ApQueueSet surelyNotHidden() {
        ApQueueSet queues = queues(queue -> queue.status().equals(Optional.of(VfioStatus.UNASSIGNED)));
        for (Matrix matrix : model.assigned().values()) {
            queues = queues.union(ApQueueSet.of(matrix));
        }
        return queues;
    }

    /** The queues that a guest can get, not regarding what other guests of the request get. */
    ApQueueSet eligible(GuestDemand demand) {
        ApQueueSet eligible = free;
        for (GuestDemand other : demands.values()) {
            if (!other.device().equals(demand.device()) && base(other).size() > 0) {
                eligible = eligible.difference(base(other));
            }
        }
        AdapterSet unfit = adapters(card -> !isFit(card, demand));
        DomainSet foreign = DomainSet.none();
        for (Map.Entry<MediatedDeviceId, Matrix> other : others.entrySet()) {
            if (demand.requiresApartFrom(other.getKey())) {
                unfit = unfit.union(other.getValue().adapters());
            }
            if (demand.requires(Requirement.OwnDomains.class)) {
                foreign = foreign.union(other.getValue().domains());
            }
        }
        return eligible.difference(Matrix.of(unfit, DomainSet.all())).difference(Matrix.of(AdapterSet.all(), foreign));
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
        return demand.requires(Requirement.KeepsAssigned.class)
                ? model.device(demand.device()).assigned().matrix()
                : Matrix.none();
    }

    private ApQueueSet queues(Predicate<QueueDevice> condition) {
        return ApQueueSet.copyOf(host.queues().values().stream()
                .filter(condition)
                .map(QueueDevice::queue)
                .toList());
    }

    private AdapterSet adapters(Predicate<Card> condition) {
        return AdapterSet.copyOf(host.cards().values().stream()
                .filter(condition)
                .map(Card::adapter)
                .toList());
    }
}
