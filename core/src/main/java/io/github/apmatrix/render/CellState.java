package io.github.apmatrix.render;

/**
 * How far a queue comes on its way to a guest: the four levels of a {@link MatrixCell} in one word, for pictures with one
 * colour for each cell.
 *
 * @since 0.1.0
 */
public enum CellState {
    /** A guest has the queue, or would get it if it was attached now. */
    IN_GUEST('G', "in a guest matrix"),
    /** The queue is assigned to a mediated device, but its guest does not get it. */
    ASSIGNED('M', "assigned, but not in a guest matrix"),
    /** The queue is free for vfio_ap and assigned to no device. */
    FREE('F', "free for vfio_ap"),
    /** The queue is free for vfio_ap and assigned to no device; no driver has it. */
    WITHOUT_DRIVER('f', "free, but bound to no driver"),
    /** The host keeps the queue, and no device has it. */
    KEPT_BY_HOST('H', "kept by the host"),
    /** The LPAR does not have the queue, and no device has it. */
    NOT_IN_LPAR('-', "not in the LPAR"),
    /** It could not be read how far the queue comes. */
    NOT_KNOWN('?', "not known");

    private final char mark;
    private final String meaning;

    CellState(char mark, String meaning) {
        this.mark = mark;
        this.meaning = meaning;
    }

    /**
     * Returns the mark of tables.
     *
     * @return one character, the same as that of the level in four marks: for example {@code G}
     */
    public char mark() {
        return mark;
    }

    /**
     * Returns what the state means, for legends.
     *
     * @return a few words, for example {@code in a guest matrix}
     */
    public String meaning() {
        return meaning;
    }
}
