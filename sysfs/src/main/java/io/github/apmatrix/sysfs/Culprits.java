package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.rules.AssignmentRule;
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
    void naming(Runnable change, Function<HostSnapshot, Optional<AssignmentRule.Refusal>> search) {
        try {
            change.run();
        } catch (AssignmentRefusedException refused) {
            throw Optional.ofNullable(EXPLAINED_BY.get(refused.errno()))
                    .flatMap(kind ->
                            search.apply(new SnapshotReader(sysfs).readOwners()).filter(kind::isInstance))
                    .map(refused::withCulprits)
                    .orElse(refused);
        }
    }
}
