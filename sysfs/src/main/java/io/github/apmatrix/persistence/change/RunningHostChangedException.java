package io.github.apmatrix.persistence.change;

/**
 * The running host is not any more what a plan was made for. Nothing was changed.
 *
 * @since 0.1.0
 */
public final class RunningHostChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunningHostChangedException(String difference) {
        super("the running host has changed since the plan was made: " + difference);
    }
}
