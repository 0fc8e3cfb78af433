package io.github.apmatrix.render;

/**
 * What the host does with a queue: the second of the four levels.
 *
 * @since 0.1.0
 */
public enum HostUse {
    /** The host keeps the queue for its own drivers. */
    KEPT('H'),
    /** The queue is free for vfio_ap. */
    FREE('F'),
    /** The queue is free for vfio_ap, but known to be bound to no driver. */
    FREE_WITHOUT_DRIVER('f'),
    /** The masks could not be read. */
    NOT_KNOWN('?');

    private final char mark;

    HostUse(char mark) {
        this.mark = mark;
    }

    /**
     * Returns the mark of tables.
     *
     * @return {@code H}, {@code F}, {@code f} or a question mark
     */
    public char mark() {
        return mark;
    }
}
