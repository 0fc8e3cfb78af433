package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.host.HostDifference;
import io.github.apmatrix.plan.PlannedStep;
import io.github.apmatrix.plan.Step;
import java.util.Optional;

/**
 * What came of a plan.
 *
 * @param outcome how it ended
 * @param done the steps that the kernel accepted
 * @param failedStep the step that was refused, if one was
 * @param failure why it was refused
 * @param notUndone what could not be undone, with the reason
 * @param difference after success what is not as predicted, otherwise what is not as before
 * @since 0.1.0
 */
public record ExecutionReport(
        Outcome outcome,
        ImmutableList<PlannedStep> done,
        Optional<PlannedStep> failedStep,
        Optional<SysfsException> failure,
        ImmutableList<WriteFailure> notUndone,
        HostDifference difference) {
    /** How an execution ended. */
    public enum Outcome {
        /** All steps were made, and the host is as predicted, apart from what the plan called uncertain. */
        DONE,
        /** A step was refused; what was done before was undone. */
        REFUSED,
        /** All steps were made, but the host was not as predicted; they were undone. */
        NOT_AS_PREDICTED,
        /** The listener, or an interrupt, ended it between two steps; what was done before was undone. */
        CANCELLED
    }

    /**
     * A write that was refused.
     *
     * @param step the write
     * @param failure why it was refused
     */
    public record WriteFailure(Step step, SysfsException failure) {}

    /**
     * Returns whether the host is as desired.
     *
     * @return true if all was done
     */
    public boolean isDone() {
        return outcome == Outcome.DONE;
    }

    /** Returns the outcome, and a line for each thing that is not as it should be. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        switch (outcome) {
            case DONE -> text.append("done, ").append(done.size()).append(" steps\n");
            case REFUSED -> text.append("undone, a step was refused\n");
            case NOT_AS_PREDICTED -> text.append("undone, the host was not as predicted\n");
            case CANCELLED -> text.append("undone, it was cancelled\n");
        }
        failedStep.ifPresent(step -> text.append("refused: ").append(step).append('\n'));
        failure.ifPresent(
                reason -> text.append("  ").append(reason.getMessage()).append('\n'));
        notUndone.forEach(undo -> text.append("not undone: ")
                .append(undo.step().command())
                .append("\n  ")
                .append(undo.failure().getMessage())
                .append('\n'));
        difference
                .changes()
                .forEach(change -> text.append(isDone() ? "not as predicted: " : "not as before: ")
                        .append(change.description())
                        .append('\n'));
        return text.toString();
    }
}
