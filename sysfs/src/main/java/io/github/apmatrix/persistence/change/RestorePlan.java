package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.persistence.PersistentHost;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.command.Chzdev;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.persistence.command.HostCommands;
import io.github.apmatrix.persistence.command.Modprobe;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition.Start;
import io.github.apmatrix.plan.DesiredHost;
import io.github.apmatrix.plan.Planner;
import io.github.apmatrix.plan.PlanningResult;
import io.github.apmatrix.plan.Rehearsal;
import io.github.apmatrix.sysfs.ApHost;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    private static final String VFIO_AP = "vfio_ap";

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
        if (steps.contains(new RestoreStep.LoadVfioAp())) {
            rehearsal.loadVfioAp();
        }
        return Planner.plan(rehearsal.snapshot(), desired());
    }

    /**
     * Returns the commands that make the changes.
     *
     * @param tool the tool for devices
     * @return the commands, each with those that undo it
     */
    public ImmutableList<PlannedCommand> commands(DeviceTool tool) {
        DeviceCommands devices = DeviceCommands.of(tool);
        ImmutableList.Builder<PlannedCommand> commands = ImmutableList.builder();
        HostMasks before = running.masks().orElseThrow();
        HostMasks after = persistent.masks();
        HostMasks cleared = cleared(before, after);
        if (steps.contains(new RestoreStep.LoadVfioAp())) {
            commands.add(PlannedCommand.of(Modprobe.load(VFIO_AP), HostCommand.of("modprobe", "--remove", VFIO_AP)));
        }
        addMasks(before, cleared, commands);
        for (RestoreStep step : steps) {
            if (step instanceof RestoreStep.Reassign reassign) {
                commands.add(devices.reassign(
                        reassign.device(),
                        MdevAttributes.of(reassign.before()),
                        reassign.definition().attributes()));
            }
        }
        for (RestoreStep step : steps) {
            if (step instanceof RestoreStep.Start start) {
                commands.add(devices.start(start.device()));
            }
        }
        addMasks(cleared, after, commands);
        return commands.build();
    }

    private static HostMasks cleared(HostMasks before, HostMasks after) {
        return new HostMasks(
                before.apmask().intersect(after.apmask()), before.aqmask().intersect(after.aqmask()));
    }

    private static void addMasks(HostMasks before, HostMasks after, ImmutableList.Builder<PlannedCommand> commands) {
        if (!before.equals(after)) {
            commands.add(PlannedCommand.of(
                    Chzdev.setActive(MaskSettings.of(after)), Chzdev.setActive(MaskSettings.of(before))));
        }
    }

    /**
     * Runs the commands of {@link #commands}. After each the masks are read back, because chzdev reports success even if the
     * kernel has refused them. If one fails, those that were run are undone in reverse order.
     *
     * <p>The tools take the lock of the AP configuration themselves, so the caller must not have it.
     *
     * @param host the host
     * @param tool the tool for devices
     * @param commands runs them
     * @throws CommandsFailedException if a command failed, or did not do what it said
     */
    public void run(ApHost host, DeviceTool tool, HostCommands commands) {
        ImmutableMap<HostCommand, HostMasks> expected = expectedMasks();
        new CommandRun(commands(tool), commands)
                .runAll(command -> Optional.ofNullable(expected.get(command.command()))
                        .flatMap(masks -> wrongMasks(host.apBus().masks(), masks)));
    }

    /** Returns the masks that there have to be after the commands that set masks. */
    private ImmutableMap<HostCommand, HostMasks> expectedMasks() {
        HostMasks cleared = cleared(running.masks().orElseThrow(), persistent.masks());
        return Stream.of(cleared, persistent.masks())
                .distinct()
                .collect(
                        ImmutableMap.toImmutableMap(masks -> Chzdev.setActive(MaskSettings.of(masks)), masks -> masks));
    }

    private static Optional<String> wrongMasks(HostMasks found, HostMasks wanted) {
        return found.equals(wanted)
                ? Optional.empty()
                : Optional.of("the kernel has apmask " + found.apmask() + ", aqmask " + found.aqmask() + ", not apmask "
                        + wanted.apmask() + ", aqmask " + wanted.aqmask());
    }

    /** Returns a line for each step. */
    @Override
    public String toString() {
        return steps.stream().map(step -> step.description() + "\n").collect(Collectors.joining());
    }
}
