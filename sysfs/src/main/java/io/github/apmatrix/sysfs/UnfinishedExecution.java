package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import io.github.apmatrix.plan.PlannedStep;
import io.github.apmatrix.plan.Step;
import io.github.apmatrix.sysfs.ExecutionReport.UndoFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What an execution left whose process died. The last step that was started may have been made or not; both ways out mind
 * that. When all went well the journal is deleted.
 *
 * @since 0.1.0
 */
public final class UnfinishedExecution {
    private final Path journal;
    private final ImmutableList<PlannedStep> steps;
    private final int started;

    UnfinishedExecution(Path journal, ImmutableList<PlannedStep> steps, int started) {
        this.journal = journal;
        this.steps = steps;
        this.started = started;
    }

    /**
     * Returns the steps of the plan.
     *
     * @return the steps in their order
     */
    public ImmutableList<PlannedStep> steps() {
        return steps;
    }

    /**
     * Returns how many steps were started.
     *
     * @return a number; the step with this number, counted from 1, may have been made or not
     */
    public int started() {
        return started;
    }

    /**
     * Undoes what was done, the last step first, under the lock of the host.
     *
     * @param host the host
     * @param lockTimeout the longest wait for the lock
     * @return what could not be undone; if there is anything, the journal stays
     * @throws ApLockException if the lock was not obtained in time
     */
    public ImmutableList<UndoFailure> undo(ApHost host, Duration lockTimeout) {
        return perform(
                host,
                lockTimeout,
                Lists.reverse(steps.subList(0, started)).stream()
                        .flatMap(step -> step.undo().stream())
                        .toList());
    }

    /**
     * Makes the rest of the steps, under the lock of the host.
     *
     * @param host the host
     * @param lockTimeout the longest wait for the lock
     * @return the steps that were refused; if there is any, the journal stays
     * @throws ApLockException if the lock was not obtained in time
     */
    public ImmutableList<UndoFailure> finish(ApHost host, Duration lockTimeout) {
        return perform(
                host,
                lockTimeout,
                steps.subList(Math.max(0, started - 1), steps.size()).stream()
                        .map(PlannedStep::step)
                        .toList());
    }

    private ImmutableList<UndoFailure> perform(ApHost host, Duration lockTimeout, List<Step> writes) {
        ApLock.Held held = host.lock().acquire(lockTimeout);
        try {
            StepWriter writer = new StepWriter(host);
            ImmutableList.Builder<UndoFailure> failures = ImmutableList.builder();
            for (Step write : writes) {
                try {
                    writer.writeUnlessDone(write);
                } catch (SysfsException e) {
                    failures.add(new UndoFailure(write, e));
                }
            }
            ImmutableList<UndoFailure> all = failures.build();
            if (all.isEmpty()) {
                Files.delete(journal);
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the journal " + journal, e);
        } finally {
            held.close();
        }
    }

    /** Returns how far it came, and its steps. */
    @Override
    public String toString() {
        return started + " of " + steps.size() + " steps started: " + steps;
    }
}
