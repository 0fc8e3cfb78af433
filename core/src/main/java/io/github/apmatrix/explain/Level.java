package io.github.apmatrix.explain;

/**
 * One of the four levels that a queue passes on its way to a guest, each filtering the one before.
 *
 * @since 0.1.0
 */
public enum Level {
    /** What the machine gives to this Linux. */
    LPAR("LPAR"),
    /** What the host frees for vfio_ap: the queues that are bound to it. */
    HOST("host"),
    /** What is assigned to the mediated device. */
    MEDIATED_DEVICE("mediated device"),
    /** What vfio_ap lets through to the guest. */
    GUEST("guest");

    private final String label;

    Level(String label) {
        this.label = label;
    }

    /** Returns the name of the level, for example {@code mediated device}. */
    @Override
    public String toString() {
        return label;
    }
}
