package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.command.Chzdev;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition.Start;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The commands of a plan. First definitions give up what others wait for, then masks change, then definitions become what
 * they shall be: chzdev and ap-check compare each change with all definitions that start automatically.
 */
final class CommandForm {
    private final PersistencePlan plan;
    private final DeviceCommands devices;

    CommandForm(PersistencePlan plan, DeviceTool tool) {
        this.plan = plan;
        this.devices = DeviceCommands.of(tool);
    }

    ImmutableList<PlannedCommand> commands() {
        List<PersistenceStep.Redefine> redefinitions =
                steps(PersistenceStep.Redefine.class).toList();
        return Stream.of(
                        redefinitions.stream()
                                .filter(step -> isStopped(step) || isAwaited(step))
                                .map(step -> devices.setStart(step.device(), Start.AUTO, Start.MANUAL)),
                        steps(PersistenceStep.SetMasks.class).map(this::setMasks),
                        steps(PersistenceStep.ListModule.class).map(step -> listModule()),
                        redefinitions.stream()
                                .filter(step -> !isStopped(step))
                                .flatMap(step -> devices
                                        .redefine(
                                                step.device(),
                                                isAwaited(step) ? step.before().withStart(Start.MANUAL) : step.before(),
                                                step.after())
                                        .stream()),
                        steps(PersistenceStep.Define.class)
                                .flatMap(step -> devices.define(step.device(), step.definition()).stream()))
                .flatMap(commands -> commands)
                .collect(ImmutableList.toImmutableList());
    }

    private <T extends PersistenceStep> Stream<T> steps(Class<T> type) {
        return plan.steps().stream().filter(type::isInstance).map(type::cast);
    }

    private static boolean isStopped(PersistenceStep.Redefine step) {
        return step.onlyStart() && step.after().start() == Start.MANUAL;
    }

    /** Whether the definition as it is would have another change refused. */
    private boolean isAwaited(PersistenceStep.Redefine step) {
        if (step.before().start() == Start.MANUAL || step.onlyStart()) {
            return false;
        }
        ApQueueSet given = ApQueueSet.of(step.before().config().matrix())
                .difference(step.after().config().matrix());
        boolean byMasks = !given.intersect(plan.expected().masks().reserved()).isEmpty();
        return byMasks
                || plan.expected().autostarted().entrySet().stream()
                        .anyMatch(other -> !other.getKey().equals(step.device())
                                && !given.intersect(other.getValue().config().matrix())
                                        .isEmpty());
    }

    /** chzdev does not give masks back as long as definitions contradict them, even if that was so before. */
    private ImmutableList<PlannedCommand> contradicting(MaskSettings masks) {
        Matrix reserved =
                plan.running().masks().map(masks::orElse).orElseThrow().reserved();
        return plan.before().autostarted().entrySet().stream()
                .filter(definition -> definition.getValue().config().matrix().sharesQueueWith(reserved))
                .map(Map.Entry::getKey)
                .filter(id -> steps(PersistenceStep.Redefine.class)
                        .noneMatch(step -> step.device().equals(id) && (isStopped(step) || isAwaited(step))))
                .map(id -> devices.setStart(id, Start.AUTO, Start.MANUAL))
                .collect(ImmutableList.toImmutableList());
    }

    private PlannedCommand setMasks(PersistenceStep.SetMasks step) {
        ImmutableList.Builder<HostCommand> undo = ImmutableList.builder();
        MaskSettings before = step.before().map(ApRules::masks).orElse(MaskSettings.none());
        if (before.apmask().isEmpty() || before.aqmask().isEmpty()) {
            undo.add(Chzdev.removePersistent());
        }
        if (!before.isEmpty()) {
            ImmutableList<PlannedCommand> contradicting = contradicting(before);
            contradicting.forEach(pause -> undo.add(pause.command()));
            undo.add(Chzdev.setPersistent(before));
            contradicting.forEach(pause -> undo.addAll(pause.undo()));
        }
        return new PlannedCommand(Chzdev.setPersistent(MaskSettings.of(step.masks())), undo.build());
    }

    private static PlannedCommand listModule() {
        String file = "/" + PersistenceStep.MODULES_FILE;
        return PlannedCommand.of(
                // the last line that is there can be without end
                HostCommand.of("tee", "--append", file).withInput("\nvfio_ap\n"),
                HostCommand.of("sed", "--in-place", "$ d", file));
    }
}
