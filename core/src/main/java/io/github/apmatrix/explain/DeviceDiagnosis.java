package io.github.apmatrix.explain;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.MediatedDevice;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Why a device does not have queues, or does not let them through. */
final class DeviceDiagnosis {
    private final HostSnapshot host;
    private final MediatedDevice device;
    private final Diagnosis diagnosis;

    DeviceDiagnosis(HostSnapshot host, MediatedDevice device, Diagnosis diagnosis) {
        this.host = host;
        this.device = device;
        this.diagnosis = diagnosis;
    }

    void lookAt(ApQueueSet queues) {
        switch (device.state()) {
            case BEING_REMOVED -> diagnosis.add(new DeviceReason.BeingRemoved(device.id(), queues));
            case WITHOUT_DRIVER -> diagnosis.add(new DeviceReason.WithoutDriver(device.id(), queues));
            case READY -> {
                lookAtOthers(queues);
                Optional<Matrix> assigned = device.assignedMatrix().matrix();
                if (assigned.isPresent()) {
                    lookAt(queues, assigned.orElseThrow());
                } else {
                    diagnosis.notRead("what is assigned to device " + device.id());
                }
            }
        }
    }

    private void lookAtOthers(ApQueueSet queues) {
        Map<MediatedDeviceId, ApQueueSet.Builder> elsewhere = new TreeMap<>();
        for (ApQueue queue : queues.intersect(host.assigned())) {
            for (MediatedDevice owner : host.assignedTo(queue)) {
                if (!owner.id().equals(device.id())) {
                    elsewhere
                            .computeIfAbsent(owner.id(), id -> ApQueueSet.builder())
                            .add(queue);
                }
            }
        }
        elsewhere.forEach((id, taken) -> diagnosis.add(new DeviceReason.AssignedElsewhere(id, taken.build())));
        RemovedDevices.of(host).keepingOut(queues).ifPresent(diagnosis::add);
    }

    private void lookAt(ApQueueSet queues, Matrix assigned) {
        ApQueueSet missing = queues.difference(assigned);
        if (!missing.isEmpty()) {
            AdapterSet adapters = missing.adapters().difference(assigned.adapters());
            DomainSet domains = missing.domains().difference(assigned.domains());
            Matrix proposed = Matrix.of(
                    assigned.adapters().union(adapters), assigned.domains().union(domains));
            diagnosis.add(new DeviceReason.NotAssigned(
                    device.id(), adapters, domains, missing, Refusals.ofAssignment(host, device.id(), proposed)));
        }
        host.lpar().map(ApConfig::matrix).map(assigned::intersect).ifPresent(inLpar -> lookAtFilter(queues, inLpar));
    }

    // what vfio_ap lets through of what is assigned

    private void lookAtFilter(ApQueueSet queues, Matrix inLpar) {
        ApQueueSet unbound = ApQueueSet.of(inLpar).difference(host.boundToVfioAp());
        ApQueueSet unknown = unbound.difference(knownUnbound(unbound));
        if (!unknown.isEmpty()) {
            diagnosis.notRead("the driver of " + unknown);
        }
        ApQueueSet asked = queues.intersect(inLpar);
        if (asked.isEmpty()) {
            return;
        }
        addFiltered(asked, unbound.difference(unknown));
        addOutdated(asked.difference(Matrix.of(unbound.adapters(), DomainSet.all())), inLpar);
    }

    private ApQueueSet knownUnbound(ApQueueSet unbound) {
        return ApQueueSet.copyOf(unbound.stream()
                .filter(queue -> Optional.ofNullable(host.queues().get(queue))
                        .map(found -> found.driver().isVfioAp().isNo())
                        .orElse(host.apBus().isYes()))
                .toList());
    }

    /** A queue that is itself at fault is not blamed on others that were asked about too, or have the same fault anyway. */
    private void addFiltered(ApQueueSet asked, ApQueueSet bad) {
        AdapterSet tooOld = LparDiagnosis.tooOld(host, bad.adapters());
        AdapterSet adapters = AdapterSet.none();
        ApQueueSet filtered = ApQueueSet.none();
        ApQueueSet culprits = ApQueueSet.none();
        for (AdapterId adapter : asked.adapters().intersect(bad.adapters())) {
            Matrix all = Matrix.of(AdapterSet.of(adapter), DomainSet.all());
            ApQueueSet askedHere = asked.intersect(all);
            ApQueueSet badHere = bad.intersect(all);
            ApQueueSet others = tooOld.contains(adapter) ? ApQueueSet.none() : badHere.difference(asked);
            ApQueueSet innocent = askedHere.difference(badHere);
            ApQueueSet affected = innocent.isEmpty() && !others.isEmpty() ? askedHere : innocent;
            if (!affected.isEmpty()) {
                adapters = adapters.with(adapter);
                filtered = filtered.union(affected);
                culprits = culprits.union(innocent.isEmpty() ? others : badHere);
            }
        }
        if (!filtered.isEmpty()) {
            diagnosis.add(
                    new GuestReason.AdaptersFiltered(adapters, culprits, Diagnosis.ofHost(host, culprits), filtered));
        }
    }

    /** What could pass, but is not in the guest matrix. */
    private void addOutdated(ApQueueSet passing, Matrix inLpar) {
        ApQueueSet missing = notInGuestMatrix(passing);
        if (!missing.equals(passing)) {
            diagnosis.notRead("the guest matrix of device " + device.id());
        }
        ApQueueSet toRebind = notInGuestMatrix(ApQueueSet.of(Matrix.of(missing.adapters(), inLpar.domains())));
        diagnosis.add(
                host.features().has(KernelFeature.AP_CONFIG).isYes()
                        ? new GuestReason.GuestMatrixOutdated(device.id(), missing, toRebind)
                        : new GuestReason.EarlierFailedReset(device.id(), missing, toRebind));
    }

    private ApQueueSet notInGuestMatrix(ApQueueSet queues) {
        return ApQueueSet.copyOf(queues.stream()
                .filter(queue -> device.guestMatrix().contains(queue).isNo())
                .toList());
    }
}
