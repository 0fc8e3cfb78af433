package io.github.apmatrix.testkit.trace;

/**
 * A line of a trace where the simulated kernel answered something else than the real one.
 *
 * @param trace the name of the trace
 * @param operation the operation with the recorded answer
 * @param actual what the simulated kernel answered
 * @since 0.1.0
 */
public record Divergence(String trace, TraceOperation operation, String actual) {
    /** Returns where it was, what was done, what was recorded and what was answered. */
    @Override
    public String toString() {
        return trace + ":" + operation.line() + ": " + operation + "\n    expected " + operation.expected()
                + "\n    got      " + actual;
    }
}
