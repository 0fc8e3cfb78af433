package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.command.Chzdev;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.persistence.command.Modprobe;
import java.util.stream.Stream;

/**
 * The commands of a plan. Where vfio_ap has to be loaded, the masks come before it, because mdevctl starts devices as soon
 * as it is loaded. Otherwise bits are cleared, devices give up what others wait for, then they get what they shall have, and
 * bits are set.
 */
final class RestoreCommands {
    private static final String VFIO_AP = "vfio_ap";

    private final RestorePlan plan;
    private final DeviceCommands devices;
    private final ImmutableList.Builder<PlannedCommand> commands = ImmutableList.builder();

    RestoreCommands(RestorePlan plan, DeviceTool tool) {
        this.plan = plan;
        this.devices = DeviceCommands.of(tool);
    }

    ImmutableList<PlannedCommand> commands() {
        HostMasks before = plan.running().masks().orElseThrow();
        HostMasks first = plan.firstMasks();
        addMasks(before, first);
        if (plan.loadsVfioAp()) {
            commands.add(PlannedCommand.of(Modprobe.load(VFIO_AP), HostCommand.of("modprobe", "--remove", VFIO_AP)));
            commands.add(PlannedCommand.of(HostCommand.of("udevadm", "settle")));
        }
        steps(RestoreStep.Reassign.class)
                .filter(this::isAwaited)
                .forEach(step -> reassign(step, step.before(), kept(step)));
        steps(RestoreStep.Reassign.class)
                .forEach(step -> reassign(
                        step,
                        isAwaited(step) ? kept(step) : step.before(),
                        step.definition().config()));
        steps(RestoreStep.Start.class).forEach(step -> commands.add(devices.start(step.device())));
        addMasks(first, plan.persistent().masks());
        return commands.build();
    }

    private <T extends RestoreStep> Stream<T> steps(Class<T> type) {
        return plan.steps().stream().filter(type::isInstance).map(type::cast);
    }

    private void addMasks(HostMasks before, HostMasks after) {
        if (!before.equals(after)) {
            commands.add(PlannedCommand.of(
                    Chzdev.setActive(MaskSettings.of(after)), Chzdev.setActive(MaskSettings.of(before))));
        }
    }

    private void reassign(RestoreStep.Reassign step, ApConfig before, ApConfig after) {
        if (!before.equals(after)) {
            commands.add(devices.reassign(step.device(), before, after));
        }
    }

    /** Whether another device wants what this one gives up. */
    private boolean isAwaited(RestoreStep.Reassign step) {
        ApQueueSet given = ApQueueSet.of(step.before().matrix())
                .difference(step.definition().config().matrix());
        return Stream.concat(
                        steps(RestoreStep.Reassign.class)
                                .filter(other -> !other.device().equals(step.device()))
                                .map(other -> other.definition().config().matrix()),
                        steps(RestoreStep.Start.class)
                                .map(other -> other.definition().config().matrix()))
                .anyMatch(wanted -> !given.intersect(wanted).isEmpty());
    }

    /** What the device has before and after; at once what it has after, if that gains no queue. */
    private static ApConfig kept(RestoreStep.Reassign step) {
        ApConfig after = step.definition().config();
        ApConfig kept = step.before().intersect(after);
        Matrix both = kept.matrix();
        if (both.equals(after.matrix())) {
            return after;
        }
        // ap-check refuses control domains without usage domains
        return kept.usageDomains().isEmpty() ? kept.withControlDomains(DomainSet.none()) : kept;
    }
}
