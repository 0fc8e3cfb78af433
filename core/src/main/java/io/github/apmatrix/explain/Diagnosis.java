package io.github.apmatrix.explain;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Collects what keeps queues out. Each part of the diagnosis looks at one level and may find that something was not read. */
final class Diagnosis {
    private final ImmutableList.Builder<Reason> reasons = ImmutableList.builder();
    private final Set<String> notRead = new LinkedHashSet<>();
    private ApQueueSet explained = ApQueueSet.none();

    private Diagnosis() {}

    /** Returns why queues are not in the guest matrix of a device that is there. */
    static ImmutableList<Reason> of(HostSnapshot host, MediatedDevice device, ApQueueSet queues) {
        Diagnosis diagnosis = new Diagnosis();
        diagnosis.lookAtHost(host, queues);
        new DeviceDiagnosis(host, device, diagnosis).lookAt(queues);
        return diagnosis.conclude(queues);
    }

    /** Returns why queues are in no guest, when no device can be looked at. */
    static ImmutableList<Reason> withoutDevice(
            HostSnapshot host, ApQueueSet queues, Optional<Reason> ofDevice, Iterable<String> notRead) {
        Diagnosis diagnosis = new Diagnosis();
        diagnosis.lookAtHost(host, queues);
        ofDevice.ifPresent(diagnosis::add);
        notRead.forEach(diagnosis::notRead);
        return diagnosis.conclude(queues);
    }

    /** Returns what is wrong with queues before any device is looked at. */
    static ImmutableList<Reason> ofHost(HostSnapshot host, ApQueueSet queues) {
        Diagnosis diagnosis = new Diagnosis();
        diagnosis.lookAtHost(host, queues);
        return diagnosis.conclude(queues);
    }

    private void lookAtHost(HostSnapshot host, ApQueueSet queues) {
        new LparDiagnosis(host, this).lookAt(queues);
        new HostDiagnosis(host, this).lookAt(queues);
    }

    /** Adds a reason, unless it keeps no queue out. */
    void add(Reason reason) {
        if (!reason.queues().isEmpty()) {
            reasons.add(reason);
            explained = explained.union(reason.queues());
        }
    }

    void notRead(String part) {
        notRead.add(part);
    }

    private ImmutableList<Reason> conclude(ApQueueSet queues) {
        ApQueueSet open = queues.difference(explained);
        if (!open.isEmpty()) {
            add(new GuestReason.NotVisible(ImmutableList.copyOf(notRead), open));
        }
        return reasons.build();
    }
}
