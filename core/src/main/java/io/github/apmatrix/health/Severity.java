package io.github.apmatrix.health;

import java.util.Locale;

/**
 * How bad a finding is, in ascending order.
 *
 * @since 0.1.0
 */
public enum Severity {
    /** Worth knowing: no mediated device is worse off than it was assigned to be, but something is unused or not as advised. */
    NOTICE,
    /** A mediated device has, or will have, less than was assigned to it; or a guest could soon reach what is not its own. */
    WARNING,
    /** A running guest lacks queues that were assigned to it, or a guest can reach keys of another: to be looked at now. */
    CRITICAL;

    /** Returns {@code notice}, {@code warning} or {@code critical}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
