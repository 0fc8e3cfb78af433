package io.github.apmatrix.testkit;

import io.github.apmatrix.sysfs.Errno;

/**
 * The simulated kernel refused something, with an error number, as a system call would. Accesses through the sysfs turn
 * it into a {@link io.github.apmatrix.sysfs.SysfsException}.
 *
 * @since 0.1.0
 */
public final class KernelRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The error number. */
    private final Errno errno;

    KernelRefusal(Errno errno) {
        super(errno + ": " + errno.text());
        this.errno = errno;
    }

    /**
     * Returns the error number.
     *
     * @return the number
     */
    public Errno errno() {
        return errno;
    }
}
