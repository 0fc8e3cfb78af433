package io.github.apmatrix.watch;

/**
 * A host did not become what was waited for, in the time that was given.
 *
 * @since 0.1.0
 */
public final class WatchTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WatchTimeoutException(String message) {
        super(message);
    }
}
