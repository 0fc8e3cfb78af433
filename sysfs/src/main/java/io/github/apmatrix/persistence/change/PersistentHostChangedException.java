package io.github.apmatrix.persistence.change;

/**
 * What is kept for the next boot is not any more what a plan was made for. Nothing was changed.
 *
 * @since 0.1.0
 */
public final class PersistentHostChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PersistentHostChangedException(String difference) {
        super("the persistent configuration has changed since the plan was made: " + difference);
    }
}
