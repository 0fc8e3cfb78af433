package io.github.apmatrix.examples;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.render.LevelsTable;
import io.github.apmatrix.render.QueueTable;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.AssignmentRefusedException;
import io.github.apmatrix.sysfs.DeviceHeldException;
import io.github.apmatrix.sysfs.VfioAp;
import io.github.apmatrix.testkit.KernelProfile;
import io.github.apmatrix.testkit.SimulatedKernel;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Gives two queues to a guest, step by step, on a simulated kernel: the scenario of IBM's documentation. */
@Command(
        name = "PassThroughScenario",
        description = "Gives two crypto queues to a guest, step by step, on a simulated kernel.",
        sortOptions = false)
public final class PassThroughScenario implements Callable<Integer> {
    private static final AdapterId ADAPTER_00 = AdapterId.of(0x00);
    private static final AdapterId ADAPTER_0A = AdapterId.of(0x0a);
    private static final AdapterId ADAPTER_0B = AdapterId.of(0x0b);
    private static final DomainId DOMAIN_1B = DomainId.of(0x1b);
    private static final DomainSet DOMAINS = domains(0x01, 0x02, 0x04, 0x1b);
    private static final MediatedDeviceId DEVICE = MediatedDeviceId.parse("4b0518fd-9237-493f-93c8-c5597f8006a3");
    private static final MediatedDeviceId OTHER = MediatedDeviceId.parse("62177883-f1bb-47f0-914d-32a22e3a8804");

    private final PrintWriter out;

    @Option(names = "--kernel", paramLabel = "RELEASE", description = "6.1, 6.6, 6.12 (default) or 7.3.")
    String release = KernelProfile.LINUX_6_12.release();

    @Option(names = "--help", usageHelp = true, description = "Prints this text.")
    boolean help;

    private PassThroughScenario(PrintWriter out) {
        this.out = out;
    }

    /**
     * Runs the program.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String... arguments) {
        System.exit(run(Programs.writer(System.out), Programs.writer(System.err), arguments));
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return Programs.run(new PassThroughScenario(out), out, err, arguments);
    }

    @Override
    public Integer call() {
        SimulatedKernel kernel = SimulatedKernel.builder()
                .profile(KernelProfile.ofRelease(release))
                .adapter(ADAPTER_00, CardType.CEX7A)
                .adapter(ADAPTER_0A, CardType.CEX7P)
                .adapter(ADAPTER_0B, CardType.CEX8C)
                .usageDomains(DOMAINS)
                .controlDomains(DOMAINS)
                .build();
        ApHost host = ApHost.at(new ShellEcho(kernel.sysfs(), out)); // on IBM Z: ApHost.local()

        freeQueues(host);
        assign(host.vfioAp());
        runGuest(host, kernel);
        tidyUp(host);
        refuse(host);
        return 0;
    }

    private void freeQueues(ApHost host) {
        title("Free adapters 00 and 0a for vfio_ap; the host keeps 0b");
        host.apBus().updateAdapterMask(MaskUpdate.removing(adapters(0x00, 0x0a).mask()));
        HostSnapshot now = host.snapshot();
        out.print(QueueTable.of(now, now.boundToVfioAp()));
    }

    private void assign(VfioAp vfioAp) {
        title("Create a mediated device and assign adapters 00 and 0a, domain 001b and control domain 001b");
        vfioAp.create(DEVICE);
        vfioAp.assign(DEVICE, ADAPTER_00);
        vfioAp.assign(DEVICE, ADAPTER_0A);
        show("matrix", vfioAp.matrix(DEVICE).matrix().orElseThrow().toKernelText());
        vfioAp.assign(DEVICE, DOMAIN_1B);
        show("matrix", vfioAp.matrix(DEVICE).matrix().orElseThrow().toKernelText());
        showControlDomains(vfioAp);
        vfioAp.assignControlDomain(DEVICE, DOMAIN_1B);
        showControlDomains(vfioAp);
    }

    private void runGuest(ApHost host, SimulatedKernel kernel) {
        title("The four levels of the host");
        out.print(LevelsTable.of(host.snapshot()));

        title("A guest starts on the device; adapter 0a is unplugged and comes back");
        kernel.guests().attach(DEVICE);
        showGuestMatrix(host.vfioAp());
        kernel.machine().unplug(ADAPTER_0A);
        out.println("(adapter 0a is unplugged)");
        showGuestMatrix(host.vfioAp());
        kernel.machine().plug(ADAPTER_0A, CardType.CEX7P);
        out.println("(adapter 0a is plugged again)");
        showGuestMatrix(host.vfioAp());
        try {
            host.vfioAp().remove(DEVICE);
        } catch (DeviceHeldException refused) {
            out.println("not removed while the guest runs: " + refused.getMessage());
        }
        kernel.guests().detach(DEVICE);
        out.println("(the guest has ended)");
    }

    private void tidyUp(ApHost host) {
        title("Remove the device and give the queues back to the host");
        host.vfioAp().remove(DEVICE);
        host.apBus().updateAdapterMask(MaskUpdate.adding(adapters(0x00, 0x0a).mask()));
        HostSnapshot now = host.snapshot();
        out.println("devices: " + now.devices().size() + ", queues with vfio_ap: " + now.boundToVfioAp());
    }

    private void refuse(ApHost host) {
        title("Two changes that the kernel refuses: a queue of the host, and a queue of another device");
        host.apBus().updateAdapterMask(MaskUpdate.removing(adapters(0x0a).mask()));
        VfioAp vfioAp = host.vfioAp();
        vfioAp.create(DEVICE);
        vfioAp.assign(DEVICE, ADAPTER_0A);
        vfioAp.assign(DEVICE, DOMAIN_1B);
        expectRefusal(() -> vfioAp.assign(DEVICE, ADAPTER_0B));
        vfioAp.create(OTHER);
        vfioAp.assign(OTHER, ADAPTER_0A);
        expectRefusal(() -> vfioAp.assign(OTHER, DOMAIN_1B));
    }

    private void expectRefusal(Runnable change) {
        try {
            change.run();
        } catch (AssignmentRefusedException refused) {
            out.println(refused.getMessage());
        }
    }

    private void title(String text) {
        out.println();
        out.println("== " + text);
    }

    private void show(String attribute, String content) {
        out.print(attribute + ":" + (content.isEmpty() ? " (empty)\n" : "\n" + content));
    }

    private void showControlDomains(VfioAp vfioAp) {
        show(
                "control_domains",
                vfioAp.controlDomains(DEVICE).stream()
                        .map(domain -> domain + "\n")
                        .collect(Collectors.joining()));
    }

    private void showGuestMatrix(VfioAp vfioAp) {
        show("guest_matrix", vfioAp.guestMatrix(DEVICE).matrix().orElseThrow().toKernelText());
    }
}
