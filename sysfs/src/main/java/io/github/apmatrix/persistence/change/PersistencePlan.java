package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.persistence.Drift;
import io.github.apmatrix.persistence.PersistentHost;
import io.github.apmatrix.persistence.command.HostCommands;
import io.github.apmatrix.sysfs.ApLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * How the files of a host have to change so that its next boot brings back what is running now. They are written by the
 * library, all or none, or by the host's tools:
 *
 * <pre>{@code
 * PersistentHost persistent = PersistentHost.read(Path.of("/"));
 * PersistencePlan plan = PersistencePlan.of(host.snapshot(), persistent);
 * System.out.println(plan.remaining());                   // what no file can bring back
 * plan.write(Path.of("/"), ApLock.local());
 * }</pre>
 *
 * <p>Devices that are running are defined to start automatically. Definitions of devices that are not running stay, but do
 * not start automatically any more. A definition that assigns what is assigned keeps its notation.
 *
 * @param running the host that the next boot shall bring back
 * @param before what is kept now
 * @param steps the changes; none if nothing has to change
 * @param expected what is kept after them
 * @param notKnown what of the running host is not known and therefore not kept
 * @since 0.1.0
 */
public record PersistencePlan(
        HostSnapshot running,
        PersistentHost before,
        ImmutableList<PersistenceStep> steps,
        PersistentHost expected,
        ImmutableList<String> notKnown) {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(95);

    /**
     * Plans.
     *
     * @param running the host now
     * @param persistent what is kept now
     * @return a plan, without steps if nothing has to change
     */
    public static PersistencePlan of(HostSnapshot running, PersistentHost persistent) {
        return new PersistencePlanner(running, persistent).plan();
    }

    /**
     * Returns what will differ after the next boot all the same: driver overrides, for example, do not survive.
     *
     * @return the drift between the running host and what is kept after the steps
     */
    public Drift remaining() {
        return Drift.between(running, expected);
    }

    /**
     * Returns the files that change.
     *
     * @param root the directory that has the host's {@code etc}, usually {@code /}
     * @return a change for each file, in the order of the steps; with the texts that the files have now
     * @throws PersistentHostChangedException if what is kept is not any more what the plan was made for
     * @throws java.io.UncheckedIOException if a file cannot be read
     */
    public ImmutableList<FileChange> fileChanges(Path root) {
        return new FileForm(this, root).changes();
    }

    /**
     * Writes the files, all or none, waiting for the lock as long as the tools do.
     *
     * @param root the directory that has the host's {@code etc}, usually {@code /}
     * @param lock the lock of the AP configuration
     * @throws PersistentHostChangedException if what is kept is not any more what the plan was made for; nothing was written
     * @throws FileTransactionException if a file could not be written
     * @throws io.github.apmatrix.sysfs.ApLockException if the lock was not obtained; nothing was written
     */
    public void write(Path root, ApLock lock) {
        ApLock.Held held = lock.acquire(LOCK_TIMEOUT);
        try {
            new FileForm(this, root).write();
        } finally {
            held.close();
        }
    }

    /**
     * Returns the commands that change the same by the host's tools, in an order that their checks accept.
     *
     * <p>The checks know nothing of driver overrides: ap-check refuses a device that starts automatically with queues that
     * the persistent masks reserve, also if overrides give these queues to it now. Such a plan can only be
     * {@linkplain #write written}; but after the next boot the overrides are gone, and the device does not start.
     *
     * @param tool the tool for definitions
     * @return the commands, each with those that undo it
     */
    public ImmutableList<PlannedCommand> commands(DeviceTool tool) {
        return new CommandForm(this, tool).commands();
    }

    /**
     * Runs the commands of {@link #commands}. If one fails, those that were run are undone in reverse order. Then the files are
     * read, because chzdev reports success even if it could not write.
     *
     * <p>The files are afterwards not byte for byte as {@link #write} leaves them, but mean the same. Fields of definitions
     * that mdevctl does not know are lost. Definitions that contradict each other or the masks can be given back only by
     * force, so undoing can run {@code mdevctl --force}, also for {@link DeviceTool#VIRSH}.
     *
     * <p>The tools take the lock of the AP configuration themselves, so the caller must not have it.
     *
     * @param root the directory that has the host's {@code etc}, usually {@code /}
     * @param tool the tool for definitions
     * @param commands runs them
     * @throws PersistentHostChangedException if what is kept is not any more what the plan was made for; nothing was run
     * @throws CommandsFailedException if a command failed, or did not do what it said
     */
    public void run(Path root, DeviceTool tool, HostCommands commands) {
        new FileForm(this, root).requireUnchanged();
        new CommandRun(commands(tool), commands, new FileCheck(this, root)).run();
    }

    /** Returns a line for each step. */
    @Override
    public String toString() {
        return steps.stream().map(step -> step.description() + "\n").collect(Collectors.joining());
    }
}
