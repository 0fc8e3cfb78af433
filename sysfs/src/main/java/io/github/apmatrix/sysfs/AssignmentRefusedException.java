package io.github.apmatrix.sysfs;

import io.github.apmatrix.explain.Refusals;
import io.github.apmatrix.rules.AssignmentRule;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed change that the kernel will not make: an assignment of queues that are reserved or belong to another
 * device, a number above the machine's maximum, a mask that would take queues from a device, or one device too many.
 * Nothing has changed.
 *
 * <p>The kernel names nobody. So the culprits are what was seen just after the refusal; they can be missing if the host
 * changed in between.
 *
 * @since 0.1.0
 */
public final class AssignmentRefusedException extends SysfsException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<AssignmentRule.Refusal> culprits;

    AssignmentRefusedException(
            SysfsCall call,
            Errno errno,
            String meaning,
            Optional<AssignmentRule.Refusal> culprits,
            @Nullable Throwable cause) {
        super(
                call,
                errno,
                meaning
                        + culprits.map(refusal -> "; " + Refusals.describe(refusal))
                                .orElse(""),
                cause);
        this.culprits = culprits;
    }

    AssignmentRefusedException withCulprits(AssignmentRule.Refusal seen) {
        return new AssignmentRefusedException(call(), errno(), meaning(), Optional.of(seen), this);
    }

    /**
     * Returns the queues that stand in the way, with their owners, as seen just after the refusal.
     *
     * @return queues reserved for the host, or queues of other devices; empty if none was seen
     */
    public Optional<AssignmentRule.Refusal> culprits() {
        return culprits;
    }
}
