package io.github.apmatrix.plan;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.rules.MaskVeto;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Finds which bits of apmask and aqmask to clear so that queues are freed and others stay with the host, and what each
 * choice frees beside.
 *
 * <p>The masks start from what they are: cleared bits cost nothing. A bit is only set where a queue to keep needs it.
 *
 * <p>Source: {@code ap_apqn_in_matrix_owned_by_def_drv} for what masks free, {@link MaskVeto} for what cannot be set, and
 * {@code apmask_store}, {@code aqmask_store}, which refuse changes while there are driver overrides.
 *
 * @since 0.1.0
 */
public final class MaskSolver {
    private final HostSnapshot host;
    private final HostModel model;
    private final ApQueueSet toFree;
    private final ApQueueSet existing;
    private final ApQueueSet lockedBy;
    private final HostMasks base;
    private final ApQueueSet notKept;
    private final ApQueueSet needed;
    private final ApQueueSet kept;

    private MaskSolver(HostSnapshot host, ApQueueSet toFree, ApQueueSet toKeep) {
        this.host = host;
        this.model = new HostModel(host);
        this.toFree = toFree;
        this.existing = ApQueueSet.copyOf(host.queues().keySet());
        this.lockedBy = model.overridden();
        this.base = lockedBy.isEmpty() ? withBitsOf(toKeep) : model.masks();
        ApQueueSet reserved = model.ownership(base).reserved();
        this.notKept = toKeep.difference(reserved);
        this.needed = toFree.intersect(reserved);
        this.kept = toKeep.intersect(reserved);
    }

    /**
     * Solves.
     *
     * @param host the host, whose masks must be known
     * @param toFree the queues to free, existing or not; those that are free already need nothing
     * @param toKeep the queues that the host must have afterwards; where a queue is named in both, it is kept
     * @return all ways
     * @throws IllegalArgumentException if the masks are not known
     */
    public static MaskSolution solve(HostSnapshot host, ApQueueSet toFree, ApQueueSet toKeep) {
        if (host.masks().isEmpty()) {
            throw new IllegalArgumentException("apmask and aqmask are not known");
        }
        return new MaskSolver(host, toFree.difference(toKeep), toKeep).solve();
    }

    private MaskSolution solve() {
        ApQueueSet hostQueues = existing.intersect(model.masks().reserved());
        FreeingGraph graph = new FreeingGraph(needed, kept, hostQueues);
        boolean locked = !lockedBy.isEmpty() && !needed.isEmpty();
        FreeingGraph withoutCollateral =
                new FreeingGraph(needed, kept.union(hostQueues.difference(needed)), hostQueues);
        return new MaskSolution(
                locked ? needed : graph.impossible(),
                locked ? ApQueueSet.none() : graph.inTheWay(),
                notKept,
                lockedBy,
                locked ? Optional.empty() : choose(graph, Cover.BY_BITS),
                locked ? Optional.empty() : choose(graph, Cover.BY_COLLATERAL),
                locked ? Optional.empty() : choose(withoutCollateral, Cover.BY_BITS),
                overrides());
    }

    private Optional<MaskChoice> choose(FreeingGraph graph, Comparator<Cover> order) {
        if (!graph.impossible().isEmpty()) {
            return Optional.empty();
        }
        BestCover.Found found = BestCover.of(graph, order);
        HostMasks before = model.masks();
        HostMasks after = new HostMasks(
                base.apmask().difference(found.cover().adapters()),
                base.aqmask().difference(found.cover().domains()));
        ApQueueSet wasReserved = existing.intersect(before.reserved());
        ApQueueSet isReserved = existing.intersect(after.reserved());
        return Optional.of(new MaskChoice(
                before,
                after,
                wasReserved.difference(isReserved).difference(toFree),
                isReserved.difference(wasReserved),
                found.proven()));
    }

    /** Sets the bits that queues to keep are missing, as far as it is known that no device would lose queues by it. */
    private HostMasks withBitsOf(ApQueueSet toKeep) {
        if (host.devices().values().stream().anyMatch(MediatedDevice::mayHaveMore)) {
            return model.masks();
        }
        Map<MediatedDeviceId, Matrix> assigned = model.assigned();
        MaskVeto veto = host.features().maskVeto();
        HostMasks masks = model.masks();
        for (ApQueue queue : toKeep.difference(masks.reserved())) {
            AdapterSet apmask = masks.apmask().with(queue.adapter());
            DomainSet aqmask = masks.aqmask().with(queue.domain());
            boolean vetoed = !veto.forApmask(masks, apmask, assigned).isEmpty()
                    || !veto.forAqmask(masks.withApmask(apmask), aqmask, assigned)
                            .isEmpty();
            masks = vetoed ? masks : new HostMasks(apmask, aqmask);
        }
        return masks;
    }

    private DriverOverrides overrides() {
        ApQueueSet queues = toFree.intersect(model.ownership(model.masks()).reserved());
        ImmutableList.Builder<DriverOverrides.Exclusion> exclusions = ImmutableList.builder();
        Answer supported = host.features().has(KernelFeature.DRIVER_OVERRIDE);
        if (!supported.isYes()) {
            exclusions.add(new DriverOverrides.NotSupported(supported));
        }
        if (!model.masks().equals(HostMasks.allReserved())) {
            exclusions.add(new DriverOverrides.MasksInUse(model.masks()));
        }
        if (!existing.containsAll(queues)) {
            exclusions.add(new DriverOverrides.QueuesMissing(queues.difference(existing)));
        }
        if (host.vfioAp().isNo()) {
            exclusions.add(new DriverOverrides.VfioApNotLoaded());
        }
        return new DriverOverrides(queues, exclusions.build());
    }
}
