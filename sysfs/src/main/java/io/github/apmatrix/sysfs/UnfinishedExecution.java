package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import io.github.apmatrix.plan.PlannedStep;
import io.github.apmatrix.plan.Step;
import io.github.apmatrix.sysfs.ExecutionReport.WriteFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
     * Undoes what was done, the last step first, under the lock of the host. A refused write does not keep the others from
     * being made.
     *
     * @param host the host
     * @param lockTimeout the longest wait for the lock
     * @return what could not be undone; if there is anything, the journal stays
     * @throws ApLockException if the lock was not obtained in time
     */
    public ImmutableList<WriteFailure> undo(ApHost host, Duration lockTimeout) {
        List<Step> writes = Lists.reverse(steps.subList(0, started)).stream()
                .flatMap(step -> step.undo().stream())
                .toList();
        return locked(host, lockTimeout, () -> perform(host, writes, Integer.MAX_VALUE));
    }

    /**
     * Makes the rest of the steps, up to the first one that is refused, under the lock of the host.
     *
     * @param host the host
     * @param lockTimeout the longest wait for the lock
     * @return the step that was refused, if one was; then the journal stays
     * @throws ApLockException if the lock was not obtained in time
     */
    public Optional<WriteFailure> finish(ApHost host, Duration lockTimeout) {
        List<Step> writes = steps.subList(Math.max(0, started - 1), steps.size()).stream()
                .map(PlannedStep::step)
                .toList();
        return locked(host, lockTimeout, () -> perform(host, writes, 1)).stream()
                .findFirst();
    }

    private ImmutableList<WriteFailure> locked(
            ApHost host, Duration timeout, Supplier<ImmutableList<WriteFailure>> work) {
        ApLock.Held held = host.lock().acquire(timeout);
        try {
            ImmutableList<WriteFailure> failures = work.get();
            if (failures.isEmpty()) {
                Files.delete(journal);
            }
            return failures;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the journal " + journal, e);
        } finally {
            held.close();
        }
    }

    private static ImmutableList<WriteFailure> perform(ApHost host, List<Step> writes, int mostFailures) {
        StepWriter writer = new StepWriter(host);
        List<WriteFailure> failures = new ArrayList<>();
        for (Step write : writes) {
            try {
                writer.writeUnlessDone(write);
            } catch (SysfsException e) {
                failures.add(new WriteFailure(write, e));
                if (failures.size() == mostFailures) {
                    break;
                }
            }
        }
        return ImmutableList.copyOf(failures);
    }

    /** Returns how far it came, and its steps. */
    @Override
    public String toString() {
        return started + " of " + steps.size() + " steps started: " + steps;
    }
}
