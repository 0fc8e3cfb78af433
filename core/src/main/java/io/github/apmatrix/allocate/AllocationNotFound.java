package io.github.apmatrix.allocate;

/**
 * The search was given up: there may be an allocation or not.
 *
 * @param budget how many steps it took
 * @since 0.1.0
 */
public record AllocationNotFound(long budget) implements AllocationResult {
    /** Returns the result in words. */
    @Override
    public String toString() {
        return "not found within " + budget + " steps\n";
    }
}
