package io.github.apmatrix.sysfs;

import io.github.apmatrix.host.HostDifference;

/**
 * The host is not any more what a plan was made for. Nothing was written.
 *
 * @since 0.1.0
 */
public final class HostChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HostDifference difference;

    HostChangedException(HostDifference difference) {
        super("the host changed since it was planned: "
                + difference.toString().strip().replace("\n", "; "));
        this.difference = difference;
    }

    /**
     * Returns what changed.
     *
     * @return the difference between the host of the plan and the host now
     */
    public HostDifference difference() {
        return difference;
    }
}
