package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import io.github.apmatrix.host.HostChange;
import io.github.apmatrix.host.HostDifference;
import io.github.apmatrix.plan.Plan;
import io.github.apmatrix.plan.PlanWarning;
import io.github.apmatrix.plan.PlannedStep;
import io.github.apmatrix.plan.Step;
import io.github.apmatrix.sysfs.ExecutionReport.Outcome;
import io.github.apmatrix.sysfs.ExecutionReport.WriteFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the steps of one plan, and takes them back if they do not lead to what was predicted. */
final class PlanExecutor {
    private final ApHost host;
    private final Plan plan;
    private final ExecutionListener listener;
    private final List<PlannedStep> done = new ArrayList<>();
    private Optional<PlannedStep> failedStep = Optional.empty();
    private Optional<SysfsException> failure = Optional.empty();

    PlanExecutor(ApHost host, Plan plan, ExecutionListener listener) {
        this.host = host;
        this.plan = plan;
        this.listener = listener;
    }

    ExecutionReport execute() {
        HostDifference moved = HostDifference.between(plan.before(), host.snapshot());
        if (!moved.isEmpty()) {
            throw new HostChangedException(moved);
        }
        listener.begin(plan);
        ExecutionReport report = conclude();
        listener.end(report);
        return report;
    }

    private ExecutionReport conclude() {
        Outcome outcome = performOrUndo();
        if (outcome == Outcome.DONE) {
            HostDifference difference = HostDifference.between(plan.predicted(), host.snapshot());
            if (difference.changes().stream().allMatch(this::isUncertain)) {
                return report(Outcome.DONE, ImmutableList.of(), difference);
            }
            outcome = Outcome.NOT_AS_PREDICTED;
        }
        ImmutableList<WriteFailure> notUndone = undo();
        return report(outcome, notUndone, HostDifference.between(plan.before(), host.snapshot()));
    }

    /** Nothing that a listener throws may leave the host half-done. */
    private Outcome performOrUndo() {
        boolean thrown = true;
        try {
            Outcome outcome = perform();
            thrown = false;
            return outcome;
        } finally {
            if (thrown) {
                undo();
            }
        }
    }

    private ExecutionReport report(Outcome outcome, ImmutableList<WriteFailure> notUndone, HostDifference difference) {
        return new ExecutionReport(outcome, ImmutableList.copyOf(done), failedStep, failure, notUndone, difference);
    }

    private Outcome perform() {
        StepWriter writer = new StepWriter(host);
        int total = plan.steps().size();
        for (PlannedStep step : plan.steps()) {
            if (Thread.currentThread().isInterrupted() || !listener.starting(step, done.size() + 1, total)) {
                return Outcome.CANCELLED;
            }
            try {
                writer.write(step.step());
                done.add(step);
            } catch (SysfsException e) {
                failedStep = Optional.of(step);
                failure = Optional.of(e);
                listener.failed(step, e);
                return Outcome.REFUSED;
            }
        }
        return Outcome.DONE;
    }

    /** Takes back what was done, the last step first; also the refused one, which may have had its effect. */
    private ImmutableList<WriteFailure> undo() {
        StepWriter writer = new StepWriter(host);
        ImmutableList.Builder<WriteFailure> failures = ImmutableList.builder();
        List<PlannedStep> toUndo = new ArrayList<>(done);
        failedStep.ifPresent(toUndo::add);
        for (PlannedStep step : Lists.reverse(toUndo)) {
            for (Step undo : step.undo()) {
                listener.undoing(undo);
                try {
                    writer.writeUnlessDone(undo);
                } catch (SysfsException e) {
                    failures.add(new WriteFailure(undo, e));
                }
            }
        }
        return failures.build();
    }

    private boolean isUncertain(HostChange change) {
        return change instanceof HostChange.GuestMatrixChanged guest
                && guest.gained().isEmpty()
                && plan.warnings().stream()
                        .anyMatch(warning -> warning instanceof PlanWarning.Uncertain uncertain
                                && uncertain.device().equals(guest.device())
                                && uncertain.adapters().containsAll(guest.lost().adapters()));
    }
}
