package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.rules.AssignmentRule;
import io.github.apmatrix.rules.MaskVeto;
import io.github.apmatrix.rules.Ownership;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds out who stands in the way of a change that the kernel refused: it tells no names, so the host is looked at just
 * after the refusal.
 */
final class Culprits {
    /** The host may have changed since: what explains another error number is no culprit. */
    private static final ImmutableMap<Errno, Class<? extends AssignmentRule.Refusal>> EXPLAINED_BY = ImmutableMap.of(
            Errno.EADDRNOTAVAIL, AssignmentRule.ReservedForHost.class,
            Errno.EADDRINUSE, AssignmentRule.InOtherDevices.class,
            Errno.EBUSY, AssignmentRule.InOtherDevices.class);

    private final Sysfs sysfs;

    Culprits(Sysfs sysfs) {
        this.sysfs = sysfs;
    }

    /** Does the change; a refusal gets the culprits, if any are seen. */
    void naming(Runnable change, Function<Seen, Optional<AssignmentRule.Refusal>> search) {
        try {
            change.run();
        } catch (AssignmentRefusedException refused) {
            throw Optional.ofNullable(EXPLAINED_BY.get(refused.errno()))
                    .flatMap(kind -> look().flatMap(search).filter(kind::isInstance))
                    .map(refused::withCulprits)
                    .orElse(refused);
        }
    }

    private Optional<Seen> look() {
        HostSnapshot now = new SnapshotReader(sysfs).readOwners();
        return now.ownership().map(ownership -> new Seen(now, ownership));
    }

    /** The host just after the refusal. */
    record Seen(HostSnapshot snapshot, Ownership ownership) {
        HostMasks masks() {
            return ownership.masks();
        }

        Map<MediatedDeviceId, Matrix> assigned() {
            ImmutableMap.Builder<MediatedDeviceId, Matrix> assigned = ImmutableMap.builder();
            snapshot.devices()
                    .forEach((id, device) ->
                            device.assignedMatrix().matrix().ifPresent(matrix -> assigned.put(id, matrix)));
            return assigned.buildOrThrow();
        }

        Optional<AssignmentRule.Refusal> refusing(MediatedDeviceId id, Function<Matrix, Matrix> change) {
            Map<MediatedDeviceId, Matrix> others = new LinkedHashMap<>(assigned());
            return Optional.ofNullable(others.remove(id))
                    .flatMap(own -> AssignmentRule.check(change.apply(own), ownership, others));
        }

        Optional<AssignmentRule.Refusal> vetoing(
                Function<MaskVeto, ImmutableMap<MediatedDeviceId, ApQueueSet>> search) {
            boolean overrides = snapshot.features()
                    .has(KernelFeature.BINDINGS_COMPLETE_COUNT)
                    .isYes();
            var owners = search.apply(overrides ? MaskVeto.BY_ANY_COUNTERPART : MaskVeto.BY_CURRENT_OTHER_MASK);
            return owners.isEmpty() ? Optional.empty() : Optional.of(new AssignmentRule.InOtherDevices(owners));
        }
    }
}
