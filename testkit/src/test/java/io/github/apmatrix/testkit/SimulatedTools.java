package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.command.CommandResult;
import io.github.apmatrix.persistence.command.HostCommand;
import java.nio.file.Path;
import java.util.List;

/**
 * The tools of a host, on the files below a root and a simulated kernel: chzdev, mdevctl with ap-check, virsh, modprobe,
 * udevadm, tee and sed, as far as plans use them. Their rules stand here once more, apart from those of the library.
 */
final class SimulatedTools {
    static final ImmutableList<MediatedDeviceId> DEVICES =
            ImmutableList.of(Console.A, Console.B, MediatedDeviceId.parse("11111111-2222-4333-8444-555555555555"));

    private final ToolHost host;
    private final SimulatedChzdev chzdev;
    private final SimulatedMdevctl mdevctl;
    private final SimulatedVirsh virsh;
    private final boolean current;

    /** Current tools write another rule than old ones; and with them, udev has mdevctl start devices. */
    SimulatedTools(Path root, SimulatedKernel kernel, boolean current) {
        this.host = new ToolHost(root, kernel);
        SimulatedApCheck check = new SimulatedApCheck(host, DEVICES);
        this.chzdev = new SimulatedChzdev(host, check, current);
        this.mdevctl = new SimulatedMdevctl(host, check);
        this.virsh = new SimulatedVirsh(host, check, mdevctl);
        this.current = current;
    }

    RecordingHostCommands commands() {
        return new RecordingHostCommands()
                .simulate(command -> true, SimulatedTools::unknown)
                .simulate("chzdev", chzdev::run)
                .simulate("mdevctl", mdevctl::run)
                .simulate("virsh", virsh::run)
                .simulate("modprobe", this::modprobe)
                .simulate("udevadm", command -> CommandResult.success(""))
                .simulate("tee", this::tee)
                .simulate("sed", this::sed);
    }

    private static CommandResult unknown(HostCommand command) {
        throw new IllegalArgumentException("no such tool: " + command);
    }

    private CommandResult modprobe(HostCommand command) {
        if (command.arguments().equals(List.of("modprobe", "vfio_ap"))) {
            boolean registers = !host.isLoaded();
            host.kernel().loadVfioAp();
            if (registers && current) {
                mdevctl.startAll();
            }
        } else if (command.arguments().equals(List.of("modprobe", "--remove", "vfio_ap"))) {
            try {
                host.kernel().unloadVfioAp();
            } catch (KernelRefusal e) {
                return CommandResult.of(1, "", "modprobe: FATAL: Module vfio_ap is in use.\n");
            }
        } else {
            return unknown(command);
        }
        return CommandResult.success("");
    }

    private CommandResult tee(HostCommand command) {
        String file = command.arguments().get(2).substring(1);
        host.write(file, host.text(file).orElse("") + command.input());
        return CommandResult.success(command.input());
    }

    /** Deletes the last line. */
    private CommandResult sed(HostCommand command) {
        if (!command.arguments().subList(1, 3).equals(List.of("--in-place", "$ d"))) {
            return unknown(command);
        }
        String file = command.arguments().get(3).substring(1);
        return host.text(file)
                .map(text -> {
                    host.write(file, text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1));
                    return CommandResult.success("");
                })
                .orElseGet(() -> CommandResult.of(2, "", "sed: can't read /" + file + ": No such file or directory\n"));
    }
}
