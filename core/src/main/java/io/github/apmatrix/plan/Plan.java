package io.github.apmatrix.plan;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.host.HostSnapshot;
import java.util.stream.Collectors;

/**
 * Steps that lead from one state of a host to a desired one, and that the kernel accepts in this order. Prints the shell
 * commands, and the warnings as comments.
 *
 * @param before the host that the plan was made for
 * @param steps the steps; none if the host is as desired
 * @param predicted the host to expect after the steps, if nobody else changes it
 * @param warnings what may not be meant
 * @since 0.1.0
 */
public record Plan(
        HostSnapshot before,
        ImmutableList<PlannedStep> steps,
        HostSnapshot predicted,
        ImmutableList<PlanWarning> warnings)
        implements PlanningResult {
    /**
     * Returns whether the host is as desired already.
     *
     * @return true if there is nothing to do
     */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Returns a line for each warning and step. */
    @Override
    public String toString() {
        return warnings.stream()
                        .map(warning -> "# " + warning.description() + "\n")
                        .collect(Collectors.joining())
                + steps.stream().map(step -> step + "\n").collect(Collectors.joining());
    }
}
