package io.github.apmatrix.sysfs;

import org.jspecify.annotations.Nullable;

/**
 * Any other error of an access, with its error number and its meaning.
 *
 * @since 0.1.0
 */
public final class SysfsIoException extends SysfsException {
    private static final long serialVersionUID = 1L;

    SysfsIoException(SysfsCall call, Errno errno, String meaning, @Nullable Throwable cause) {
        super(call, errno, meaning, cause);
    }
}
