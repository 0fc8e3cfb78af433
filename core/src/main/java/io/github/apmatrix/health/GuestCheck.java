package io.github.apmatrix.health;

import static io.github.apmatrix.health.HostTrouble.GUEST_MATRIX_STALE;
import static io.github.apmatrix.health.HostTrouble.QUEUES_FILTERED;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.explain.DeviceExplanation;
import io.github.apmatrix.explain.GuestReason;
import io.github.apmatrix.explain.HostReason;
import io.github.apmatrix.explain.LparReason;
import io.github.apmatrix.explain.Reason;
import io.github.apmatrix.host.HostSnapshot;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at what the guest of a device lacks, as the explanation of the device gives the reasons. */
final class GuestCheck {
    private final DeviceExplanation explanation;
    private final ImmutableList.Builder<Finding> findings;
    private final MediatedDeviceId id;
    private final ApQueueSet missing;
    private final Severity severityOfLoss;

    GuestCheck(HostSnapshot host, DeviceExplanation explanation, ImmutableList.Builder<Finding> findings) {
        this.explanation = explanation;
        this.findings = findings;
        this.id = explanation.device().id();
        // what the LPAR does not have is over-provisioned, whatever else would keep it out
        this.missing = host.lpar()
                .map(lpar -> explanation.missing().intersect(lpar.matrix()))
                .orElse(ApQueueSet.none());
        this.severityOfLoss = explanation.device().heldByGuest().isYes() ? Severity.CRITICAL : Severity.WARNING;
    }

    void check() {
        checkFiltered();
        checkStale();
    }

    private void checkFiltered() {
        ImmutableList<GuestReason.AdaptersFiltered> filtered = explanation.reasons().stream()
                .filter(GuestReason.AdaptersFiltered.class::isInstance)
                .map(GuestReason.AdaptersFiltered.class::cast)
                .collect(ImmutableList.toImmutableList());
        ApQueueSet told = filtered.stream()
                .map(GuestReason.AdaptersFiltered::culprits)
                .reduce(ApQueueSet.none(), ApQueueSet::union);
        ImmutableList<Reason> causes = explanation.reasons().stream()
                .filter(reason -> reason instanceof LparReason.AdaptersTooOld
                        || reason instanceof HostReason
                        || reason instanceof GuestReason.AdaptersFiltered)
                .filter(reason -> !missingBy(reason).isEmpty())
                .collect(ImmutableList.toImmutableList());
        if (causes.isEmpty()) {
            return;
        }
        // the filtered adapters name their culprits and what is wrong with them
        ImmutableList<Reason> named = causes.stream()
                .filter(reason ->
                        reason instanceof GuestReason.AdaptersFiltered || !told.containsAll(missingBy(reason)))
                .collect(ImmutableList.toImmutableList());
        ApQueueSet queues = causes.stream().map(this::missingBy).reduce(ApQueueSet.none(), ApQueueSet::union);
        add(
                QUEUES_FILTERED,
                severityOfLoss,
                queues,
                "the guest of device " + id + " does not get " + Phrases.queues(queues) + ": "
                        + named.stream().map(Reason::description).distinct().collect(Collectors.joining("; ")),
                named.stream().map(Reason::remedy).distinct().collect(Collectors.joining("; ")));
    }

    private ApQueueSet missingBy(Reason reason) {
        return reason.queues().intersect(missing);
    }

    private void checkStale() {
        Optional<Reason> lost = explanation.reasons().stream()
                .filter(reason -> reason instanceof GuestReason.GuestMatrixOutdated
                        || reason instanceof GuestReason.EarlierFailedReset)
                .findFirst();
        if (lost.isPresent()) {
            Reason reason = lost.orElseThrow();
            add(
                    GUEST_MATRIX_STALE,
                    severityOfLoss,
                    reason.queues(),
                    "the guest of device " + id + " does not get " + Phrases.queues(reason.queues()) + ": "
                            + reason.description(),
                    reason.remedy());
            return;
        }
        // the kernel takes queues away at once, so this lasts only as long as a change of the host
        ApQueueSet kept = explanation
                .evaluation()
                .map(explanation.device().guestMatrix().queues()::difference)
                .orElse(ApQueueSet.none());
        if (!kept.isEmpty()) {
            add(
                    GUEST_MATRIX_STALE,
                    Severity.WARNING,
                    kept,
                    "the guest matrix of device " + id + " has " + Phrases.queues(kept)
                            + ", which the next evaluation takes away",
                    "have all queues of " + Phrases.adapters(kept.adapters())
                            + " bound to vfio_ap before, or the LPAR have what it lacks");
        }
    }

    private void add(HostTrouble trouble, Severity severity, ApQueueSet queues, String description, String remedy) {
        findings.add(trouble.finding(
                severity, Culprit.device(id).withAdapters(queues.adapters()).withQueues(queues), description, remedy));
    }
}
