package io.github.apmatrix.plan;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.rules.AssignmentRule;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A host on which steps are tried in memory: what the kernel would refuse is refused, what it would take has the effect that
 * the driver's rules predict. The host itself is not touched. Not thread-safe.
 *
 * <pre>{@code
 * Rehearsal rehearsal = Rehearsal.afterBoot(host.snapshot(), HostMasks.allReserved());
 * rehearsal.loadVfioAp();
 * rehearsal.make(new Step.CreateDevice(id));              // no conflicts: made
 * rehearsal.make(new Step.Assign(id, Part.ADAPTER, 5));
 * rehearsal.snapshot();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Rehearsal {
    private final HostSnapshot start;
    private final HostModel model;
    private final boolean guestMatricesKnown;

    private Rehearsal(HostSnapshot start, boolean guestMatricesKnown) {
        this.start = start;
        this.model = new HostModel(start);
        this.guestMatricesKnown = guestMatricesKnown;
    }

    /**
     * Begins with a host as it is.
     *
     * @param host the host; devices of which not all is known take part only as owners of their queues
     * @return a rehearsal
     * @throws IllegalArgumentException if the masks of the host are not known
     */
    public static Rehearsal of(HostSnapshot host) {
        if (host.masks().isEmpty()) {
            throw new IllegalArgumentException("the masks of the host are not known");
        }
        return new Rehearsal(host, areGuestMatricesKnown(host));
    }

    /**
     * Begins with a kernel that has just started: no mediated devices, no driver overrides, vfio_ap not loaded, queues that
     * are reserved with the host's drivers and all others without.
     *
     * @param hardware a snapshot of the same machine and kernel, of which the LPAR, the cards and the queues are taken; what
     *     programs set since the last start (online, for example) is not
     * @param masks the masks that the kernel starts with
     * @return a rehearsal
     */
    public static Rehearsal afterBoot(HostSnapshot hardware, HostMasks masks) {
        return new Rehearsal(StartedKernel.of(hardware, masks), areGuestMatricesKnown(hardware));
    }

    /** A guest matrix depends on what the LPAR has; without any report of it nothing passes. */
    private static boolean areGuestMatricesKnown(HostSnapshot host) {
        return host.lpar().isPresent()
                || host.features().has(KernelFeature.LPAR_CONFIGURATION).isNo();
    }

    /** Loads vfio_ap. It takes the queues that no driver has and that are not reserved. */
    public void loadVfioAp() {
        model.loadVfioAp();
    }

    /**
     * Makes a step, if the kernel would.
     *
     * @param step the step
     * @return why the kernel refuses it, and then nothing has changed; empty if it was made
     */
    public ImmutableList<Conflict> make(Step step) {
        ImmutableList<Conflict> conflicts = conflicts(step);
        if (conflicts.isEmpty()) {
            model.apply(step);
        }
        return conflicts;
    }

    private ImmutableList<Conflict> conflicts(Step step) {
        if (step instanceof Step.UpdateAdapterMask update) {
            return ofMasks(model.masks()
                    .withApmask(AdapterSet.of(
                            update.update().applyTo(model.masks().apmask().mask()))));
        } else if (step instanceof Step.UpdateDomainMask update) {
            return ofMasks(model.masks()
                    .withAqmask(DomainSet.of(
                            update.update().applyTo(model.masks().aqmask().mask()))));
        } else if (step instanceof Step.CreateDevice) {
            return model.isVfioApLoaded() ? ImmutableList.of() : ImmutableList.of(new Conflict.VfioApNotLoaded());
        } else if (step instanceof Step.Assign assign) {
            return ofAssignment(assign.device(), assign.part().only(assign.number()), assignedTo(assign.device()));
        } else if (step instanceof Step.Unassign unassign) {
            return aboveMaximum(unassign.device(), unassign.part().only(unassign.number()));
        } else if (step instanceof Step.Configure configure) {
            return ofAssignment(configure.device(), configure.config(), ApConfig.none());
        }
        return ImmutableList.of();
    }

    private ApConfig assignedTo(MediatedDeviceId device) {
        return model.device(device).assigned();
    }

    private ImmutableList<Conflict> ofMasks(HostMasks masks) {
        HostMasks before = model.masks();
        if (!masks.equals(before) && !model.overridden().isEmpty()) {
            return ImmutableList.of(new Conflict.MasksLocked(model.overridden()));
        }
        AdapterSet adapters = masks.apmask().difference(before.apmask());
        DomainSet domains = masks.aqmask().difference(before.aqmask());
        Map<MediatedDeviceId, ApQueueSet> objections = new LinkedHashMap<>();
        objections.putAll(start.features().maskVeto().forApmask(before, masks.apmask(), model.assigned()));
        objections.putAll(start.features().maskVeto().forAqmask(before, masks.aqmask(), model.assigned()));
        return objections.entrySet().stream()
                .map(objection -> new Conflict.MaskVetoed(adapters, domains, objection.getKey(), objection.getValue()))
                .collect(ImmutableList.toImmutableList());
    }

    private ImmutableList<Conflict> ofAssignment(MediatedDeviceId device, ApConfig added, ApConfig before) {
        ImmutableList<Conflict> above = aboveMaximum(device, added);
        if (!above.isEmpty()) {
            return above;
        }
        Matrix proposed = before.union(added).matrix();
        Map<MediatedDeviceId, Matrix> others = new LinkedHashMap<>(model.assigned());
        others.remove(device);
        return AssignmentRule.check(proposed, model.ownership(model.masks()), others)
                .map(refusal -> conflicts(device, refusal))
                .orElse(ImmutableList.of());
    }

    private static ImmutableList<Conflict> conflicts(MediatedDeviceId device, AssignmentRule.Refusal refusal) {
        if (refusal instanceof AssignmentRule.ReservedForHost reserved) {
            return ImmutableList.of(new Conflict.Reserved(device, reserved.queues()));
        }
        return ((AssignmentRule.InOtherDevices) refusal)
                .queuesByOwner().entrySet().stream()
                        .map(owner -> new Conflict.SharedQueues(device, owner.getKey(), owner.getValue()))
                        .collect(ImmutableList.toImmutableList());
    }

    private ImmutableList<Conflict> aboveMaximum(MediatedDeviceId device, ApConfig config) {
        return Conflict.AboveMaximum.find(start, device, config)
                .<ImmutableList<Conflict>>map(ImmutableList::of)
                .orElse(ImmutableList.of());
    }

    /**
     * Returns the queues that are bound to vfio_ap now.
     *
     * @return the queues, those of the {@link #snapshot()}
     */
    public ApQueueSet boundToVfioAp() {
        return model.vfioBound();
    }

    /**
     * Returns the host as it is after the steps that were made.
     *
     * @return the host; guest matrices are not known if it is not known what the LPAR has
     */
    public HostSnapshot snapshot() {
        HostSnapshot predicted = Prediction.of(start, model);
        if (guestMatricesKnown) {
            return predicted;
        }
        HostSnapshot.Builder builder = predicted.toBuilder();
        predicted.devices().values().forEach(device -> builder.add(withoutGuestMatrix(device)));
        return builder.build();
    }

    private static MediatedDevice withoutGuestMatrix(MediatedDevice device) {
        return device.toBuilder()
                .guestMatrix(MatrixReading.unreadable("it is not known what the LPAR has"))
                .build();
    }
}
