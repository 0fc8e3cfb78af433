package io.github.apmatrix.allocate;

/** How many steps a search may still take; not thread-safe. */
final class Budget {
    private final long steps;
    private long taken;

    Budget(long steps) {
        this.steps = steps;
    }

    /** Takes a step, and returns whether there was one left. */
    boolean step() {
        return taken++ < steps;
    }

    long taken() {
        return taken;
    }

    boolean isSpent() {
        return taken > steps;
    }
}
