package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.persistence.PersistentHost;
import io.github.apmatrix.persistence.boot.BootMasks;
import io.github.apmatrix.persistence.change.CommandsFailedException;
import io.github.apmatrix.persistence.change.DeviceTool;
import io.github.apmatrix.persistence.change.PersistencePlan;
import io.github.apmatrix.persistence.change.PersistenceStep;
import io.github.apmatrix.persistence.change.RestorePlan;
import io.github.apmatrix.persistence.change.RunningHostChangedException;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.command.Chzdev;
import io.github.apmatrix.persistence.command.CommandFailedException;
import io.github.apmatrix.persistence.command.CommandFailure;
import io.github.apmatrix.persistence.command.CommandInterruptedException;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.persistence.command.HostCommands;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.ApLock;
import io.github.apmatrix.sysfs.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the host's tools do that nobody expects, and what plans make of it. */
class ToolTrapsTest {
    private static final HostMasks FREE = new HostMasks(
            AdapterSet.adapters(0, 0x0a).complement(), DomainSet.domains(1, 2).complement());
    private static final int CEX3C = 9;
    private static final ApConfig ONE = config(0, 1);
    private static final ApConfig OTHER = config(0x0a, 2);

    @TempDir
    Path root;

    private final Console console = Console.recorded(KernelProfile.LINUX_6_12);
    private final ApHost host = ApHost.at(console.kernel().sysfs());
    private RecordingHostCommands tools = new RecordingHostCommands();

    private static ApConfig config(int adapter, int domain) {
        return ApConfig.of(AdapterSet.adapters(adapter), DomainSet.domains(domain));
    }

    private static String decimal(String attribute, int number) {
        return "    {\n      \"" + attribute + "\": \"" + number + "\"\n    }";
    }

    @BeforeEach
    void installTools() {
        tools = new SimulatedTools(root, console.kernel(), true).commands();
    }

    private void free() {
        console.given("bus/ap/apmask", "-0,-0x0a").given("bus/ap/aqmask", "-1,-2");
    }

    private void start(MediatedDeviceId id, int adapter, int domain) {
        console.givenDevice(id)
                .givenSet(id, "assign_adapter", Integer.toString(adapter))
                .givenSet(id, "assign_domain", Integer.toString(domain));
    }

    private void keep(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    private void keepRule(HostMasks masks) throws IOException {
        keep(ToolHost.RULES, ApRules.of(MaskSettings.of(masks)).toText().orElseThrow());
    }

    private void define(MediatedDeviceId id, ApConfig config) throws IOException {
        keep(
                ToolHost.DEFINITIONS + "/" + id,
                MdevDefinition.of(MdevDefinition.Start.AUTO, MdevAttributes.of(config))
                        .toText());
    }

    private Optional<ApConfig> assigned(MediatedDeviceId id) {
        return host.vfioAp().device(id).flatMap(MediatedDevice::assigned);
    }

    private RestorePlan restore() {
        return RestorePlan.of(host.snapshot(), PersistentHost.read(root));
    }

    private PersistencePlan persist() {
        return PersistencePlan.of(host.snapshot(), PersistentHost.read(root));
    }

    @Test
    void chzdevSucceedsAlthoughTheKernelRefusesTheMasks() throws IOException {
        keepRule(FREE);
        RestorePlan plan = restore();
        console.kernel().faults().onWrite("bus/ap/apmask").failNext(Errno.EBUSY);
        assertThatExceptionOfType(CommandsFailedException.class)
                .isThrownBy(() -> plan.run(host, DeviceTool.MDEVCTL, tools))
                .withMessage("a command reported success, but the kernel has apmask 00-ff, aqmask 0000,0003-00ff, not"
                        + " apmask 01-09,0b-ff, aqmask 0000,0003-00ff; what was done before is undone")
                .satisfies(e -> assertThat(e.notUndone()).isEmpty());
        assertThat(host.apBus().masks()).isEqualTo(HostMasks.allReserved());
        plan.run(host, DeviceTool.MDEVCTL, tools);
        assertThat(host.apBus().masks()).isEqualTo(FREE);
    }

    @Test
    void masksThatTheKernelDoesNotTakeBackAreNamed() throws IOException {
        keepRule(FREE);
        define(Console.A, ONE);
        tools.failNext("mdevctl", 1, "Error: no\n");
        console.kernel().faults().onWrite("bus/ap/apmask").failNth(2, Errno.EBUSY);
        HostCommand back = Chzdev.setActive(MaskSettings.of(HostMasks.allReserved()));
        assertThatExceptionOfType(CommandsFailedException.class)
                .isThrownBy(() -> restore().run(host, DeviceTool.MDEVCTL, tools))
                .withMessageContaining("Error: no")
                .withMessageContaining("undoing failed (the kernel has apmask 01-09,0b-ff")
                .withMessageContaining(back.toString())
                .satisfies(e -> assertThat(e.notUndone()).containsExactly(back));
    }

    @ParameterizedTest
    @EnumSource
    void twoDevicesCanExchangeTheirQueues(DeviceTool tool) throws IOException {
        keepRule(FREE);
        free();
        start(Console.A, 0x0a, 2);
        start(Console.B, 0, 1);
        define(Console.A, ONE);
        define(Console.B, OTHER.withControlDomainsLikeUsage());
        restore().run(host, tool, tools);
        assertThat(assigned(Console.A)).contains(ONE);
        assertThat(assigned(Console.B)).contains(OTHER.withControlDomainsLikeUsage());
    }

    @Test
    void aDetourOfADefinitionIsNotForLiveChanges() throws IOException {
        keepRule(FREE);
        free();
        start(Console.A, 0x0a, 2);
        define(Console.A, ONE);
        String file = ToolHost.DEFINITIONS + "/" + Console.A;
        String text = Files.readString(root.resolve(file));
        String domain = decimal("assign_domain", 1);
        keep(
                file,
                text.replace(
                        domain, domain + ",\n" + decimal("assign_domain", 2) + ",\n" + decimal("unassign_domain", 2)));
        restore().run(host, DeviceTool.MDEVCTL, tools);
        assertThat(assigned(Console.A)).contains(ONE);
    }

    @ParameterizedTest
    @EnumSource
    void devicesThatStartWhenVfioApIsLoadedAreTaken(DeviceTool tool) throws IOException {
        console.kernel().unloadVfioAp();
        keepRule(FREE);
        define(Console.A, ONE);
        define(Console.B, OTHER);
        restore().run(host, tool, tools);
        assertThat(assigned(Console.A)).contains(ONE);
        assertThat(assigned(Console.B)).contains(OTHER);
    }

    @Test
    void aHostThatChangedIsLeftAlone() throws IOException {
        keepRule(FREE);
        RestorePlan plan = restore();
        free();
        assertThatExceptionOfType(RunningHostChangedException.class)
                .isThrownBy(() -> plan.run(host, DeviceTool.VIRSH, tools))
                .withMessageStartingWith(
                        "the running host has changed since the plan was made: the kernel has apmask 01");
        assertThat(tools.commands()).isEmpty();
    }

    @Test
    void whatIsImpossibleIsNotTried() throws IOException {
        keepRule(HostMasks.allReserved());
        free();
        start(Console.A, 0, 1);
        assertThatExceptionOfType(CommandsFailedException.class)
                .isThrownBy(() -> restore().run(host, DeviceTool.MDEVCTL, tools))
                .withMessageStartingWith("no command was run: ")
                .withMessageContaining(Console.A.toString());
        assertThat(tools.commands()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void apCheckDoesNotKnowOverrides(DeviceTool tool) {
        Console newest = Console.recorded(KernelProfile.LINUX_7_3);
        newest.given("bus/ap/devices/0a.0002/driver_override", "vfio_ap")
                .given("bus/ap/drivers/cex4queue/unbind", "0a.0002")
                .given("bus/ap/drivers/vfio_ap/bind", "0a.0002")
                .givenDevice(Console.A);
        newest.givenSet(Console.A, "assign_adapter", "10").givenSet(Console.A, "assign_domain", "2");
        tools = new SimulatedTools(root, newest.kernel(), true).commands();
        PersistentHost before = PersistentHost.read(root);
        PersistencePlan plan =
                PersistencePlan.of(ApHost.at(newest.kernel().sysfs()).snapshot(), before);
        assertThatExceptionOfType(CommandsFailedException.class)
                .isThrownBy(() -> plan.run(root, tool, tools))
                .satisfies(e -> assertThat(e.notUndone()).isEmpty())
                .havingCause()
                .isInstanceOfSatisfying(
                        CommandFailedException.class,
                        e -> assertThat(e.failure()).isEqualTo(CommandFailure.CONFLICT));
        assertThat(PersistentHost.read(root)).isEqualTo(before);
    }

    @Test
    void mdevctlLosesFieldsThatItDoesNotKnow() throws IOException {
        define(Console.A, ONE);
        String file = ToolHost.DEFINITIONS + "/" + Console.A;
        keep(file, Files.readString(root.resolve(file)).replaceFirst("\\{", "{\n  \"note\": \"mine\","));
        persist().run(root, DeviceTool.MDEVCTL, tools);
        assertThat(Files.readString(root.resolve(file))).contains("manual").doesNotContain("note");
    }

    @Test
    void aModuleListWithoutLastNewlineIsContinuedOnANewLine() throws IOException {
        // no host driver takes this card, so the rule waits at boot unless vfio_ap is there first
        SimulatedLpar machine = console.kernel().machine();
        machine.together(() -> {
            machine.unplug(AdapterId.of(0x0a));
            machine.plugRaw(AdapterId.of(0x0a), CEX3C, new ApFunctions(0));
        });
        HostMasks masks = HostMasks.allReserved()
                .withApmask(AdapterSet.adapters(0x0a).complement())
                .withAqmask(DomainSet.none());
        console.given("bus/ap/apmask", "-0x0a").given("bus/ap/aqmask", "-0-0xff");
        keep("proc/cmdline", BootMasks.parameters(masks) + "\n");
        String file = PersistenceStep.MODULES_FILE;
        keep(file, "# none");
        PersistencePlan plan = persist();
        assertThat(plan.steps()).hasAtLeastOneElementOfType(PersistenceStep.ListModule.class);
        plan.run(root, DeviceTool.MDEVCTL, tools);
        assertThat(Files.readString(root.resolve(file))).isEqualTo("# none\nvfio_ap\n");
        Files.delete(root.resolve(ToolHost.RULES));
        keep(file, "# none");
        plan.write(root, ApLock.inMemory());
        assertThat(Files.readString(root.resolve(file))).isEqualTo("# none\nvfio_ap\n");
    }

    @Test
    void anInterruptDoesNotKeepFromUndoing() throws IOException {
        keepRule(FREE);
        define(Console.A, ONE);
        HostCommands interruptible = command -> {
            if (command.program().equals("mdevctl")) {
                Thread.currentThread().interrupt();
            }
            if (Thread.currentThread().isInterrupted()) {
                throw CommandInterruptedException.beforeStart(command);
            }
            return tools.run(command);
        };
        assertThatExceptionOfType(CommandsFailedException.class)
                .isThrownBy(() -> restore().run(host, DeviceTool.MDEVCTL, interruptible))
                .withCauseInstanceOf(CommandInterruptedException.class)
                .satisfies(e -> assertThat(e.notUndone()).isEmpty());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(host.apBus().masks()).isEqualTo(HostMasks.allReserved());
    }
}
