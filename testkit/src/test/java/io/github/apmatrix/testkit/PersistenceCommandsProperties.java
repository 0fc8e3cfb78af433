package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Maps;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.persistence.PersistentHost;
import io.github.apmatrix.persistence.change.CommandsFailedException;
import io.github.apmatrix.persistence.change.DeviceTool;
import io.github.apmatrix.persistence.change.PersistencePlan;
import io.github.apmatrix.persistence.change.PlannedCommand;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.command.CommandFailedException;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.persistence.command.HostCommands;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition.Start;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.ApLock;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.assertj.core.api.Assertions;

/** Running hosts made persistent by simulated tools, compared with what the library writes itself. */
class PersistenceCommandsProperties {
    private static final int TRIES = 120;

    @Provide
    Arbitrary<Fate> fates() {
        return Fate.any();
    }

    @Provide
    Arbitrary<PersistentFiles> files() {
        return PersistentFiles.any();
    }

    /** What files mean, however they are written. */
    private record Meaning(
            MaskSettings rule,
            boolean ruleLoads,
            Map<MediatedDeviceId, ApConfig> configs,
            Map<MediatedDeviceId, Start> starts,
            boolean loadedEarly) {
        static Meaning of(PersistentHost host) {
            return new Meaning(
                    host.rules().map(ApRules::masks).orElse(MaskSettings.none()),
                    host.rules().filter(ApRules::loadsVfioAp).isPresent(),
                    Map.copyOf(Maps.transformValues(host.definitions(), MdevDefinition::config)),
                    Map.copyOf(Maps.transformValues(host.definitions(), MdevDefinition::start)),
                    host.earlyLoad().isPresent());
        }

        static Meaning of(Path root) {
            return of(PersistentHost.read(root));
        }
    }

    /** The checks compare definitions with each other, and with masks that know of no overrides. */
    private static boolean contradicts(PersistentHost persistent, HostSnapshot running) {
        Matrix reserved = persistent
                .rules()
                .map(ApRules::masks)
                .orElse(MaskSettings.none())
                .orElse(running.masks().orElseThrow())
                .reserved();
        Map<MediatedDeviceId, MdevDefinition> automatic = persistent.autostarted();
        return automatic.entrySet().stream().anyMatch(definition -> {
            Matrix matrix = definition.getValue().config().matrix();
            return matrix.sharesQueueWith(reserved)
                    || automatic.entrySet().stream()
                            .anyMatch(other -> !other.getKey().equals(definition.getKey())
                                    && other.getValue().config().matrix().sharesQueueWith(matrix));
        });
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theToolsMakeWhatTheLibraryWritesOrLeaveAllAsItWas(
            @ForAll("fates") Fate fate,
            @ForAll("files") PersistentFiles files,
            @ForAll DeviceTool tool,
            @ForAll boolean current) {
        SimulatedKernel kernel = fate.happen().kernel();
        HostSnapshot running = ApHost.at(kernel.sysfs()).snapshot();
        files.inDirectory(root -> {
            PersistentHost before = PersistentHost.read(root);
            PersistencePlan plan = PersistencePlan.of(running, before);
            RecordingHostCommands tools = new SimulatedTools(root, kernel, current).commands();
            boolean contradiction = contradicts(plan.expected(), running);
            try {
                plan.run(root, tool, tools);
            } catch (CommandsFailedException e) {
                assertThat(contradiction).as("%s%n%s%n%s", plan, tools, e).isTrue();
                assertThat(e).hasCauseInstanceOf(CommandFailedException.class);
                assertThat(e.notUndone()).as("%s%n%s%n%s", plan, tools, e).isEmpty();
                assertThat(Meaning.of(root)).as("%s%n%s", plan, tools).isEqualTo(Meaning.of(before));
                Statistics.collect("refused");
                return;
            }
            assertThat(Meaning.of(root)).as("%s%n%s", plan, tools).isEqualTo(Meaning.of(plan.expected()));
            assertThat(tools.commands()).hasSize(plan.commands(tool).size());
            files.inDirectory(written -> {
                plan.write(written, ApLock.inMemory());
                assertThat(Meaning.of(root)).as("%s%n%s", plan, tools).isEqualTo(Meaning.of(written));
            });
            Statistics.collect(plan.steps().isEmpty() ? "nothing to do" : "done");
        });
        Statistics.coverage(coverage -> coverage.check("done").percentage(percentage -> percentage > 80));
    }

    @Property(tries = TRIES / 3, edgeCases = EdgeCasesMode.NONE)
    void aFailureAtAnyCommandIsUndone(
            @ForAll("fates") Fate fate,
            @ForAll("files") PersistentFiles files,
            @ForAll DeviceTool tool,
            @ForAll Sabotage.Kind kind) {
        SimulatedKernel kernel = fate.happen().kernel();
        HostSnapshot running = ApHost.at(kernel.sysfs()).snapshot();
        files.inDirectory(root -> {
            PersistentHost before = PersistentHost.read(root);
            PersistencePlan plan = PersistencePlan.of(running, before);
            if (contradicts(plan.expected(), running)) {
                return;
            }
            ImmutableList<PlannedCommand> planned = plan.commands(tool);
            for (int failing = 0; failing < planned.size(); failing++) {
                RecordingHostCommands tools = new SimulatedTools(root, kernel, true).commands();
                CommandsFailedException e = failed(plan, root, tool, new Sabotage(tools, kind, failing));
                assertThat(e).hasMessageContaining(programOf(planned.get(failing)));
                assertThat(e.notUndone()).as("%s%n%s%n%s", plan, tools, e).isEmpty();
                assertThat(e).hasMessageEndingWith("; what was done before is undone");
                assertThat(Meaning.of(root)).as("%s%n%s%n%s", plan, tools, e).isEqualTo(Meaning.of(before));
                Statistics.collect(contradicts(before, running) ? "contradictions given back" : "given back");
            }
        });
        Statistics.coverage(coverage -> {
            coverage.check("contradictions given back").count(count -> count > 0);
            coverage.check("given back").count(count -> count > 0);
        });
    }

    private static CommandsFailedException failed(
            PersistencePlan plan, Path root, DeviceTool tool, HostCommands commands) {
        return Assertions.catchThrowableOfType(CommandsFailedException.class, () -> plan.run(root, tool, commands));
    }

    private static String programOf(PlannedCommand command) {
        return String.join(" ", command.command().arguments().subList(0, 2)) + " ";
    }

    @Property(tries = TRIES / 3, edgeCases = EdgeCasesMode.NONE)
    void whatCouldNotBeUndoneIsNamed(
            @ForAll("fates") Fate fate, @ForAll("files") PersistentFiles files, @ForAll DeviceTool tool) {
        SimulatedKernel kernel = fate.happen().kernel();
        HostSnapshot running = ApHost.at(kernel.sysfs()).snapshot();
        files.inDirectory(root -> {
            PersistentHost before = PersistentHost.read(root);
            PersistencePlan plan = PersistencePlan.of(running, before);
            ImmutableList<PlannedCommand> planned = plan.commands(tool);
            if (contradicts(plan.expected(), running) || planned.size() < 2) {
                return;
            }
            int failing = planned.size() - 1;
            RecordingHostCommands tools = new SimulatedTools(root, kernel, true).commands();
            CommandsFailedException e =
                    failed(plan, root, tool, new Sabotage(tools, Sabotage.Kind.EXIT, failing, failing + 1));
            HostCommand notUndone = planned.get(failing - 1).undo().get(0);
            if (Meaning.of(root).equals(Meaning.of(before))) {
                assertThat(e.notUndone()).isEmpty();
            } else {
                assertThat(e.notUndone()).as("%s%n%s", plan, tools).contains(notUndone);
                assertThat(e).hasMessageContaining(notUndone.toString());
                Statistics.collect("named");
            }
        });
        Statistics.coverage(coverage -> coverage.check("named").count(count -> count > TRIES / 20));
    }
}
