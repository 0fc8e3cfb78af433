package io.github.apmatrix.plan;

import com.google.common.collect.ImmutableList;
import java.util.stream.Collectors;

/**
 * A desired host that cannot be had.
 *
 * @param conflicts why, at least one
 * @since 0.1.0
 */
public record Conflicts(ImmutableList<Conflict> conflicts) implements PlanningResult {
    /**
     * Checks that there are conflicts.
     *
     * @param conflicts the conflicts
     * @throws IllegalArgumentException if there are none
     */
    public Conflicts {
        if (conflicts.isEmpty()) {
            throw new IllegalArgumentException("no conflict");
        }
    }

    /** Returns a line for each conflict. */
    @Override
    public String toString() {
        return conflicts.stream()
                .map(conflict -> "conflict: " + conflict.description() + "\n")
                .collect(Collectors.joining());
    }
}
