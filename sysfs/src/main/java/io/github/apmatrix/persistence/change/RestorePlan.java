package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.persistence.PersistentHost;
import io.github.apmatrix.persistence.command.CommandFailure;
import io.github.apmatrix.persistence.command.CommandResult;
import io.github.apmatrix.persistence.command.HostCommands;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition.Start;
import io.github.apmatrix.plan.Conflict;
import io.github.apmatrix.plan.Conflicts;
import io.github.apmatrix.plan.DesiredHost;
import io.github.apmatrix.plan.Planner;
import io.github.apmatrix.plan.PlanningResult;
import io.github.apmatrix.plan.Rehearsal;
import io.github.apmatrix.sysfs.ApHost;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a running host becomes what is kept for its next boot, without the boot: vfio_ap is loaded, the masks are set, devices
 * that start automatically are started, and running ones get what their definitions say. Devices that run without being
 * defined stay as they are.
 *
 * <p>The host's tools do it with {@link #run}. Or the library does, once vfio_ap is loaded:
 *
 * <pre>{@code
 * if (Planner.plan(host.snapshot(), restore.desired()) instanceof Plan plan) {
 *     host.execute(plan, ExecutionListener.logging());
 * }
 * }</pre>
 *
 * @param running the host now
 * @param persistent what is kept
 * @param steps the changes; none if the host is what is kept already
 * @since 0.1.0
 */
public record RestorePlan(HostSnapshot running, PersistentHost persistent, ImmutableList<RestoreStep> steps) {
    /**
     * Plans.
     *
     * @param running the host now
     * @param persistent what is kept
     * @return a plan, whatever speaks against it: see {@link #feasibility()}
     * @throws IllegalArgumentException if the masks of the running host are not known
     */
    public static RestorePlan of(HostSnapshot running, PersistentHost persistent) {
        HostMasks masks = running.masks()
                .orElseThrow(() -> new IllegalArgumentException("the masks of the running host are not known"));
        ImmutableList.Builder<RestoreStep> steps = ImmutableList.builder();
        if (!running.vfioAp().isYes()
                && (persistent.loadsVfioAp() || !persistent.autostarted().isEmpty())) {
            steps.add(new RestoreStep.LoadVfioAp());
        }
        if (!masks.equals(persistent.masks())) {
            steps.add(new RestoreStep.SetMasks(masks, persistent.masks()));
        }
        persistent
                .definitions()
                .forEach((id, definition) -> step(running, id, definition).ifPresent(steps::add));
        return new RestorePlan(running, persistent, steps.build());
    }

    private static Optional<RestoreStep> step(HostSnapshot running, MediatedDeviceId id, MdevDefinition definition) {
        MediatedDevice device = running.devices().get(id);
        if (device == null) {
            return definition.start() == Start.AUTO
                    ? Optional.of(new RestoreStep.Start(id, definition))
                    : Optional.empty();
        }
        return device.assigned()
                .filter(assigned -> !assigned.equals(definition.config()))
                .map(assigned -> new RestoreStep.Reassign(id, assigned, definition));
    }

    /**
     * Returns what the host shall be.
     *
     * @return the masks, the devices that start automatically, and the running devices that are defined
     */
    public DesiredHost desired() {
        DesiredHost.Builder desired = DesiredHost.builder().masks(persistent.masks());
        persistent.definitions().forEach((id, definition) -> {
            if (definition.start() == Start.AUTO || running.devices().containsKey(id)) {
                desired.device(id, definition.config());
            }
        });
        return desired.build();
    }

    /**
     * Returns whether the host can become that.
     *
     * @return a plan of writes for a host on which vfio_ap is loaded, or what speaks against it
     */
    public PlanningResult feasibility() {
        Rehearsal rehearsal = Rehearsal.of(running);
        if (loadsVfioAp()) {
            rehearsal.loadVfioAp();
        }
        return Planner.plan(rehearsal.snapshot(), desired());
    }

    /**
     * Returns what the tools would refuse, although the kernel would not: to change running devices on a kernel without
     * {@code ap_config}, control domains without any usage domain, queues that only a driver override gives to vfio_ap.
     * {@link ApHost#execute} can do it.
     *
     * @return a sentence for each obstacle, without period; empty if the tools can do what is {@linkplain #feasibility()
     *     feasible}
     */
    public ImmutableList<String> refusedByTools() {
        return new ToolObstacles(this).find();
    }

    /**
     * Returns the commands that make the changes.
     *
     * @param tool the tool for devices
     * @return the commands, each with those that undo it
     */
    public ImmutableList<PlannedCommand> commands(DeviceTool tool) {
        return new RestoreCommands(this, tool).commands();
    }

    boolean loadsVfioAp() {
        return steps.contains(new RestoreStep.LoadVfioAp());
    }

    /** Returns the masks before devices change. */
    HostMasks firstMasks() {
        HostMasks before = running.masks().orElseThrow();
        HostMasks after = persistent.masks();
        return loadsVfioAp()
                ? after
                : new HostMasks(
                        before.apmask().intersect(after.apmask()),
                        before.aqmask().intersect(after.aqmask()));
    }

    /**
     * Runs the commands of {@link #commands}, if it is known that they can succeed: some kernels do not take masks back that
     * they have taken before, so it is not tried in vain. After each the masks are read back, because chzdev reports success even if the
     * kernel has refused them, and in the end the devices. If a command fails, those that were run are undone in reverse
     * order.
     *
     * <p>The tools take the lock of the AP configuration themselves, so the caller must not have it.
     *
     * @param host the host
     * @param tool the tool for devices
     * @param commands runs them
     * @throws RunningHostChangedException if the host is not any more what the plan was made for; nothing was run
     * @throws CommandsFailedException if a command failed, or did not do what it said; or if the plan is not
     *     {@linkplain #feasibility() feasible} or {@linkplain #refusedByTools() refused by the tools}, so nothing was run
     */
    public void run(ApHost host, DeviceTool tool, HostCommands commands) {
        RestoreCheck check = new RestoreCheck(this, host);
        check.differenceFromStart().ifPresent(difference -> {
            throw new RunningHostChangedException(difference);
        });
        if (feasibility() instanceof Conflicts conflicts) {
            throw CommandsFailedException.nothingRun(
                    conflicts.conflicts().stream().map(Conflict::description).toList());
        } else if (!refusedByTools().isEmpty()) {
            throw CommandsFailedException.nothingRun(refusedByTools());
        }
        new CommandRun(commands(tool), loadsVfioAp() ? takingStartedDevices(commands) : commands, check).run();
    }

    /** Usually udev has mdevctl start the devices when vfio_ap is loaded. */
    private static HostCommands takingStartedDevices(HostCommands commands) {
        return command -> {
            CommandResult result = commands.run(command);
            return !result.isSuccess() && CommandFailure.of(command, result) == CommandFailure.ALREADY_ACTIVE
                    ? CommandResult.success("")
                    : result;
        };
    }

    /** Returns a line for each step. */
    @Override
    public String toString() {
        return steps.stream().map(step -> step.description() + "\n").collect(Collectors.joining());
    }
}
