package io.github.apmatrix.sysfs;

import org.jspecify.annotations.Nullable;

/**
 * The lock on the AP configuration was not obtained. Nothing was written.
 *
 * @since 0.1.0
 */
public final class ApLockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ApLockException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
