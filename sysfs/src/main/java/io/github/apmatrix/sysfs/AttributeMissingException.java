package io.github.apmatrix.sysfs;

import org.jspecify.annotations.Nullable;

/**
 * The attribute or directory is not there (ENOENT): a module is not loaded, the kernel is too old, or the device vanished.
 *
 * @since 0.1.0
 */
public final class AttributeMissingException extends SysfsException {
    private static final long serialVersionUID = 1L;

    AttributeMissingException(SysfsCall call, Errno errno, String meaning, @Nullable Throwable cause) {
        super(call, errno, meaning, cause);
    }
}
