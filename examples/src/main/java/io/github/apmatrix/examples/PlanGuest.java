package io.github.apmatrix.examples;

import com.google.common.base.Splitter;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.HostDifference;
import io.github.apmatrix.plan.DesiredHost;
import io.github.apmatrix.plan.Plan;
import io.github.apmatrix.plan.Planner;
import io.github.apmatrix.plan.PlanningResult;
import io.github.apmatrix.render.LevelsTable;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.ExecutionListener;
import io.github.apmatrix.sysfs.ExecutionReport;
import io.github.apmatrix.testkit.KernelProfile;
import io.github.apmatrix.testkit.SimulatedKernel;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plans what a guest shall get, and does it if asked. */
@Command(
        name = "PlanGuest",
        description =
                "Plans what a guest shall get: prints the conflicts, or the commands and what they lead to. By default"
                        + " on a simulated kernel with adapters 00, 0a and 0b.",
        sortOptions = false)
public final class PlanGuest implements Callable<Integer> {
    private static final DomainSet DOMAINS = DomainSet.domains(0x01, 0x02, 0x04, 0x1b);
    private static final int CONFLICTS = 1;

    private final PrintWriter out;

    @ArgGroup
    @Nullable HostSource source;

    @Option(
            names = "--kernel",
            paramLabel = "RELEASE",
            description = "The simulated one: 6.1, 6.6, 6.12 (default) or 7.3.")
    @Nullable String release;

    @Option(names = "--device", paramLabel = "UUID", description = "The mediated device; created if it is not there.")
    String device = "4b0518fd-9237-493f-93c8-c5597f8006a3";

    @Option(names = "--adapters", paramLabel = "LIST", description = "Numbers like 0,0x0a (default); may be empty.")
    String adapters = "0,0x0a";

    @Option(names = "--domains", paramLabel = "LIST", description = "Usage domains; by default 0x1b.")
    String domains = "0x1b";

    @Option(names = "--control-domains", paramLabel = "LIST", description = "Control domains; by default none.")
    String controlDomains = "";

    @Option(names = "--like-usage", description = "Takes the usage domains as control domains too.")
    boolean likeUsage;

    @Option(
            names = "--keep",
            paramLabel = "QUEUES",
            description = "Queues that must stay with the host: 0a.0001,0a.0002.")
    String kept = "";

    @Option(names = "--permit-losses", description = "Lets running guests lose what cannot be given back.")
    boolean permitLosses;

    @Option(names = "--apply", description = "Makes the steps; not on a recorded host.")
    boolean apply;

    @Option(names = "--help", usageHelp = true, description = "Prints this text.")
    boolean help;

    private PlanGuest(PrintWriter out) {
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
        return Programs.run(new PlanGuest(out), out, err, arguments);
    }

    @Override
    public Integer call() {
        if (apply && source != null && source.isRecorded()) {
            throw new IllegalArgumentException("a recorded host cannot be changed");
        } else if (release != null && source != null) {
            throw new IllegalArgumentException("--kernel is for the simulated host only");
        }
        DesiredHost desired = desired();
        ApHost host = source == null ? simulated() : ApHost.at(source.open());
        PlanningResult result = Planner.plan(host.snapshot(), desired);
        if (!(result instanceof Plan plan)) {
            out.print(result);
            out.flush();
            return CONFLICTS;
        }
        out.print(plan.isEmpty() ? "nothing to do\n" : plan.toString());
        out.print("\nThe host " + (apply ? "after it" : "would be") + ":\n\n");
        int exitCode = apply ? execute(host, plan) : 0;
        out.print(LevelsTable.of(apply ? host.snapshot() : plan.predicted()));
        out.print("\nChanges:\n" + HostDifference.between(plan.before(), apply ? host.snapshot() : plan.predicted()));
        out.flush();
        return exitCode;
    }

    private int execute(ApHost host, Plan plan) {
        ExecutionReport report = host.execute(plan, ExecutionListener.none());
        out.print(report + "\n");
        return report.isDone() ? 0 : CONFLICTS;
    }

    private DesiredHost desired() {
        ApConfig config = ApConfig.of(
                        AdapterSet.copyOf(
                                words(adapters).map(AdapterId::parseNumber).toList()),
                        domainSet(domains))
                .withControlDomains(domainSet(controlDomains));
        DesiredHost.Builder desired = DesiredHost.builder()
                .device(
                        MediatedDeviceId.parse(device),
                        likeUsage ? config.union(config.withControlDomainsLikeUsage()) : config)
                .keepForHost(ApQueueSet.copyOf(words(kept).map(ApQueue::parse).toList()));
        return (permitLosses ? desired.permitLosses() : desired).build();
    }

    private static DomainSet domainSet(String list) {
        return DomainSet.copyOf(words(list).map(DomainId::parseNumber).toList());
    }

    private static Stream<String> words(String list) {
        return list.isBlank() ? Stream.empty() : Splitter.on(',').trimResults().splitToStream(list);
    }

    private ApHost simulated() {
        SimulatedKernel kernel = SimulatedKernel.builder()
                .profile(release == null ? KernelProfile.LINUX_6_12 : KernelProfile.ofRelease(release))
                .adapter(AdapterId.of(0x00), CardType.CEX7A)
                .adapter(AdapterId.of(0x0a), CardType.CEX7P)
                .adapter(AdapterId.of(0x0b), CardType.CEX8C)
                .usageDomains(DOMAINS)
                .controlDomains(DOMAINS)
                .build();
        return ApHost.at(kernel.sysfs());
    }
}
