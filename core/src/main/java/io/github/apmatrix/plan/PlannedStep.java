package io.github.apmatrix.plan;

import com.google.common.collect.ImmutableList;

/**
 * A step of a plan, with the steps that take it back. Prints the step.
 *
 * @param step the step
 * @param undo what restores masks and assignments as they were before the step; a guest matrix has a history and may stay
 *     different, and a device without driver comes back with one
 * @since 0.1.0
 */
public record PlannedStep(Step step, ImmutableList<Step> undo) {
    /** Returns the step's command. */
    @Override
    public String toString() {
        return step.command();
    }
}
