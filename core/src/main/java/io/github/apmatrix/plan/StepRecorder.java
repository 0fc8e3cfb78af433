package io.github.apmatrix.plan;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.rules.DriverRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects steps, moves the model on with each, and watches what running guests lose. */
final class StepRecorder {
    private final HostModel model;
    private final boolean rewritable;
    private final boolean permitsLosses;
    private final Map<MediatedDeviceId, ApQueueSet> atStart = new LinkedHashMap<>();
    private final Map<MediatedDeviceId, ApQueueSet> toKeep = new LinkedHashMap<>();
    private final List<PlannedStep> steps = new ArrayList<>();
    private final Set<MediatedDeviceId> reported = new LinkedHashSet<>();
    private final ImmutableList.Builder<Conflict> conflicts = ImmutableList.builder();

    /** Starts at a host; guests keep what they have and shall have. */
    StepRecorder(HostSnapshot host, HostModel model, DesiredHost desired, boolean rewritable) {
        this.model = model;
        this.rewritable = rewritable;
        this.permitsLosses = desired.permitsLosses();
        for (MediatedDevice device : host.devices().values()) {
            if (!device.heldByGuest().isNo() && model.devices().containsKey(device.id())) {
                HostModel.Device state = model.device(device.id());
                ApConfig wanted = desired.devices().getOrDefault(device.id(), state.assigned());
                atStart.put(device.id(), ApQueueSet.of(state.guest()));
                toKeep.put(device.id(), ApQueueSet.of(state.guest()).intersect(wanted.matrix()));
            }
        }
    }

    void add(Step step) {
        HostModel before = model.copy();
        ImmutableList<Step> undo = undo(step);
        model.apply(step);
        steps.add(new PlannedStep(step, undo));
        if (!permitsLosses) {
            toKeep.forEach((device, keep) -> check(device, keep, step, undo, before));
        }
    }

    private void check(
            MediatedDeviceId device, ApQueueSet keep, Step step, ImmutableList<Step> undo, HostModel before) {
        Matrix old = before.device(device).guest();
        Matrix now = model.device(device).guest();
        if (old.equals(now) || reported.contains(device)) {
            return; // most steps change one device
        }
        ApQueueSet had = ApQueueSet.of(old);
        ApQueueSet has = ApQueueSet.of(now);
        if (has.containsAll(had)) {
            return;
        }
        ApQueueSet lost = keep.difference(has);
        if (!lost.isEmpty()) {
            reported.add(device);
            conflicts.add(new Conflict.GuestLoses(device, lost, step));
            return;
        }
        HostModel undone = model.copy();
        undo.forEach(undone::apply);
        ApQueueSet gone = had.intersect(atStart.getOrDefault(device, ApQueueSet.none()))
                .difference(ApQueueSet.of(undone.device(device).guest()));
        if (!gone.isEmpty()) {
            reported.add(device);
            conflicts.add(new Conflict.CannotBeUndone(device, gone, step));
        }
    }

    private ImmutableList<Step> undo(Step step) {
        if (step instanceof Step.UpdateAdapterMask update) {
            return withUnbinding(step, new Step.UpdateAdapterMask(inverse(update.update())));
        } else if (step instanceof Step.UpdateDomainMask update) {
            return withUnbinding(step, new Step.UpdateDomainMask(inverse(update.update())));
        } else if (step instanceof Step.CreateDevice create) {
            return ImmutableList.of(new Step.RemoveDevice(create.device()));
        } else if (step instanceof Step.RemoveDevice remove) {
            return ImmutableList.<Step>builder()
                    .add(new Step.CreateDevice(remove.device()))
                    .addAll(assignments(
                            remove.device(),
                            ApConfig.none(),
                            model.device(remove.device()).assigned()))
                    .build();
        } else if (step instanceof Step.Assign assign) {
            return ImmutableList.of(new Step.Unassign(assign.device(), assign.part(), assign.number()));
        } else if (step instanceof Step.Unassign unassign) {
            return ImmutableList.of(new Step.Assign(unassign.device(), unassign.part(), unassign.number()));
        } else if (step instanceof Step.Configure configure) {
            return ImmutableList.of(new Step.Configure(
                    configure.device(), model.device(configure.device()).assigned()));
        } else if (step instanceof Step.Unbind unbind) {
            return ImmutableList.of(new Step.Bind(unbind.queue(), unbind.driver()));
        }
        Step.Bind bind = (Step.Bind) step;
        return ImmutableList.of(new Step.Unbind(bind.queue(), bind.driver()));
    }

    /** A mask that goes back gives drivers to queues that had none. */
    private ImmutableList<Step> withUnbinding(Step step, Step inverse) {
        HostModel undone = model.copy();
        undone.apply(step);
        undone.apply(inverse);
        ImmutableList.Builder<Step> undo = ImmutableList.builder();
        undo.add(inverse);
        undone.vfioBound()
                .difference(model.vfioBound())
                .forEach(queue -> undo.add(new Step.Unbind(queue, DriverRule.VFIO_AP)));
        undone.hostBound()
                .difference(model.hostBound())
                .forEach(queue -> undo.add(new Step.Unbind(queue, HostModel.HOST_DRIVER)));
        return undo.build();
    }

    /** Recorded updates only have bits that change. */
    private static MaskUpdate.Relative inverse(MaskUpdate.Relative update) {
        MaskUpdate.Term first = update.terms().get(0);
        ApMask bits = update.applyTo(first.set() ? ApMask.none() : ApMask.all());
        return first.set() ? MaskUpdate.removing(bits) : MaskUpdate.adding(bits.complement());
    }

    /** Returns the writes that change what is assigned: away first. */
    ImmutableList<Step> assignments(MediatedDeviceId device, ApConfig from, ApConfig to) {
        if (from.equals(to)) {
            return ImmutableList.of();
        } else if (rewritable) {
            return ImmutableList.of(new Step.Configure(device, to));
        }
        ImmutableList.Builder<Step> writes = ImmutableList.builder();
        for (Part part : Part.values()) {
            part.numbersOf(from.difference(to)).forEach(number -> writes.add(new Step.Unassign(device, part, number)));
        }
        for (Part part : Part.values()) {
            part.numbersOf(to.difference(from)).forEach(number -> writes.add(new Step.Assign(device, part, number)));
        }
        return writes.build();
    }

    ImmutableList<PlannedStep> steps() {
        return ImmutableList.copyOf(steps);
    }

    ImmutableList<Conflict> conflicts() {
        return conflicts.build();
    }
}
