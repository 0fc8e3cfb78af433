package io.github.apmatrix.plan;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.rules.DriverRule;
import io.github.apmatrix.rules.GuestFilter;
import java.util.Optional;

/**
 * Finds the steps from a host to a desired one.
 *
 * @since 0.1.0
 */
public final class Planner {
    private final HostSnapshot host;
    private final DesiredHost desired;
    private final HostModel model;
    private final HostMasks masks;
    private final StepRecorder recorder;
    private final boolean rewritable;

    private final ImmutableSortedMap<MediatedDeviceId, ApConfig> changes;

    private Planner(HostSnapshot host, DesiredHost desired, HostModel model, HostMasks masks) {
        this.host = host;
        this.desired = desired;
        this.masks = masks;
        this.model = model;
        this.rewritable = isRewritable(host);
        this.recorder = new StepRecorder(host, model, desired, rewritable);
        this.changes = model.changes(desired);
    }

    /**
     * Plans.
     *
     * @param host the host
     * @param desired what it shall look like
     * @return a plan, without steps if the host is as desired; or all conflicts that were found
     */
    public static PlanningResult plan(HostSnapshot host, DesiredHost desired) {
        Optional<Conflict.NotKnown> notKnown = notKnown(host, desired);
        if (notKnown.isPresent()) {
            return new Conflicts(ImmutableList.of(notKnown.orElseThrow()));
        }
        HostModel model = new HostModel(host);
        ConflictFinder finder = new ConflictFinder(host, desired, model);
        HostMasks masks = finder.findMasks();
        ImmutableList<Conflict> conflicts = finder.conflicts();
        return conflicts.isEmpty() ? new Planner(host, desired, model, masks).plan() : new Conflicts(conflicts);
    }

    /**
     * Returns what has to be known to plan, and is not.
     *
     * @param host the host
     * @param desired what it shall look like
     * @return what was not read; empty if everything is known that decides
     */
    public static Optional<Conflict.NotKnown> notKnown(HostSnapshot host, DesiredHost desired) {
        return Preconditions.check(host, desired);
    }

    /** Returns whether devices have {@code ap_config}: shown by a device, or said by the features of vfio_ap. */
    static boolean isRewritable(HostSnapshot host) {
        return host.features().has(KernelFeature.AP_CONFIG).isYes();
    }

    private PlanningResult plan() {
        HostMasks before = model.masks();
        clear(before.apmask().difference(masks.apmask()), before.aqmask().difference(masks.aqmask()));
        host.devices().keySet().stream()
                .filter(desired::removes)
                .forEach(id -> recorder.add(new Step.RemoveDevice(id)));
        changes.forEach(this::narrow);
        changes.keySet().stream()
                .filter(id -> !host.devices().containsKey(id))
                .forEach(id -> recorder.add(new Step.CreateDevice(id)));
        changes.forEach(this::change);
        set(masks.apmask().difference(before.apmask()), masks.aqmask().difference(before.aqmask()));
        desired.devicesToEvaluate().forEach(this::evaluate);
        ImmutableList<Conflict> conflicts = recorder.conflicts();
        return conflicts.isEmpty()
                ? new Plan(host, recorder.steps(), Prediction.of(host, model), new Warnings(host, model).find(changes))
                : new Conflicts(conflicts);
    }

    private void clear(AdapterSet adapters, DomainSet domains) {
        if (!adapters.isEmpty()) {
            recorder.add(new Step.UpdateAdapterMask(MaskUpdate.removing(adapters.mask())));
        }
        if (!domains.isEmpty()) {
            recorder.add(new Step.UpdateDomainMask(MaskUpdate.removing(domains.mask())));
        }
    }

    private void set(AdapterSet adapters, DomainSet domains) {
        if (!adapters.isEmpty()) {
            recorder.add(new Step.UpdateAdapterMask(MaskUpdate.adding(adapters.mask())));
        }
        if (!domains.isEmpty()) {
            recorder.add(new Step.UpdateDomainMask(MaskUpdate.adding(domains.mask())));
        }
    }

    /**
     * Takes away what other devices wait for; with single writes all that goes. If nothing that the device gets is in
     * another device any more, one write does it all.
     */
    private void narrow(MediatedDeviceId id, ApConfig wanted) {
        ApConfig assigned = model.device(id).assigned();
        boolean awaited = changes.entrySet().stream()
                .anyMatch(other ->
                        !other.getKey().equals(id) && other.getValue().matrix().sharesQueueWith(assigned.matrix()));
        if (!host.devices().containsKey(id) || (rewritable && !awaited)) {
            return;
        }
        boolean blocked = model.devices().entrySet().stream()
                .anyMatch(other -> !other.getKey().equals(id)
                        && other.getValue().assigned().matrix().sharesQueueWith(wanted.matrix()));
        ApConfig narrowed = rewritable && !blocked ? wanted : assigned.intersect(wanted);
        recorder.assignments(id, assigned, narrowed).forEach(recorder::add);
    }

    private void change(MediatedDeviceId id, ApConfig wanted) {
        recorder.assignments(id, model.device(id).assigned(), wanted).forEach(recorder::add);
    }

    /** Has a guest matrix evaluated that is older than the state of the host. */
    private void evaluate(MediatedDeviceId id) {
        HostModel.Device device = model.device(id);
        Matrix evaluated = GuestFilter.guestMatrix(device.assigned().matrix(), model.lpar(), model.vfioBound());
        if (evaluated.equals(device.guest())) {
            return; // a device that is not there has nothing, and gets nothing
        }
        if (rewritable) {
            recorder.add(new Step.Configure(id, device.assigned()));
            return;
        }
        // binding a queue evaluates; one that the guest does not have takes nothing from it
        ApQueueSet.of(evaluated).difference(device.guest()).stream().findFirst().ifPresent(queue -> {
            recorder.add(new Step.Unbind(queue, DriverRule.VFIO_AP));
            recorder.add(new Step.Bind(queue, DriverRule.VFIO_AP));
        });
    }
}
