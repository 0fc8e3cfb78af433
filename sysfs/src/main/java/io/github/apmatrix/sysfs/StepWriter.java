package io.github.apmatrix.sysfs;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.plan.Step;
import io.github.apmatrix.plan.Step.Assign;
import io.github.apmatrix.plan.Step.Bind;
import io.github.apmatrix.plan.Step.Configure;
import io.github.apmatrix.plan.Step.CreateDevice;
import io.github.apmatrix.plan.Step.RemoveDevice;
import io.github.apmatrix.plan.Step.Unassign;
import io.github.apmatrix.plan.Step.Unbind;
import io.github.apmatrix.plan.Step.UpdateAdapterMask;
import io.github.apmatrix.plan.Step.UpdateDomainMask;
import java.util.Optional;

/** Makes single steps, with the errors of the typed views. */
final class StepWriter {
    private final ApBus bus;
    private final VfioAp vfioAp;

    StepWriter(ApHost host) {
        this.bus = host.apBus();
        this.vfioAp = host.vfioAp();
    }

    void write(Step step) {
        if (step instanceof UpdateAdapterMask update) {
            bus.updateAdapterMask(update.update());
        } else if (step instanceof UpdateDomainMask update) {
            bus.updateDomainMask(update.update());
        } else if (step instanceof CreateDevice create) {
            vfioAp.create(create.device());
        } else if (step instanceof RemoveDevice remove) {
            vfioAp.remove(remove.device());
        } else if (step instanceof Assign assign) {
            write(assign);
        } else if (step instanceof Unassign unassign) {
            write(unassign);
        } else if (step instanceof Configure configure) {
            vfioAp.configure(configure.device(), configure.config());
        } else if (step instanceof Unbind unbind) {
            bus.unbind(unbind.queue(), unbind.driver());
        } else if (step instanceof Bind bind) {
            bus.bind(bind.queue(), bind.driver());
        }
    }

    private void write(Assign assign) {
        switch (assign.part()) {
            case ADAPTER -> vfioAp.assign(assign.device(), AdapterId.of(assign.number()));
            case DOMAIN -> vfioAp.assign(assign.device(), DomainId.of(assign.number()));
            case CONTROL_DOMAIN -> vfioAp.assignControlDomain(assign.device(), DomainId.of(assign.number()));
        }
    }

    private void write(Unassign unassign) {
        switch (unassign.part()) {
            case ADAPTER -> vfioAp.unassign(unassign.device(), AdapterId.of(unassign.number()));
            case DOMAIN -> vfioAp.unassign(unassign.device(), DomainId.of(unassign.number()));
            case CONTROL_DOMAIN -> vfioAp.unassignControlDomain(unassign.device(), DomainId.of(unassign.number()));
        }
    }

    /** Makes a step whose effect may be there already; masks and assignments do not mind a second time. */
    void writeUnlessDone(Step step) {
        if (!isDone(step)) {
            write(step);
        }
    }

    private boolean isDone(Step step) {
        if (step instanceof CreateDevice create) {
            return vfioAp.devices().contains(create.device());
        } else if (step instanceof RemoveDevice remove) {
            return !vfioAp.devices().contains(remove.device());
        } else if (step instanceof Configure configure) {
            // a second write would evaluate the guest matrix
            return vfioAp.device(configure.device())
                    .flatMap(MediatedDevice::assigned)
                    .equals(Optional.of(configure.config()));
        } else if (step instanceof Bind bind) {
            return bus.queue(bind.queue()).driver().equals(Optional.of(bind.driver()));
        } else if (step instanceof Unbind unbind) {
            return !bus.queue(unbind.queue()).driver().equals(Optional.of(unbind.driver()));
        }
        return false;
    }
}
