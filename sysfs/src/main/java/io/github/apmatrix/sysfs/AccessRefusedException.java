package io.github.apmatrix.sysfs;

import org.jspecify.annotations.Nullable;

/**
 * Access is refused: privileges (EACCES, EPERM), an attribute that cannot be read or written by anyone, or a path that leads
 * out of the root.
 *
 * @since 0.1.0
 */
public final class AccessRefusedException extends SysfsException {
    private static final long serialVersionUID = 1L;

    AccessRefusedException(SysfsCall call, Errno errno, String meaning, @Nullable Throwable cause) {
        super(call, errno, meaning, cause);
    }
}
