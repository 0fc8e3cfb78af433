package io.github.apmatrix.examples;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.explain.Explain;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.sysfs.ApHost;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says why a queue is in a guest or not; by default walks through a recorded host. */
@Command(
        name = "ExplainQueue",
        description =
                "Says why a queue is in a guest or not, and what would help. Without queue it explains all mediated"
                        + " devices. By default it walks through a recorded host.",
        sortOptions = false)
public final class ExplainQueue implements Callable<Integer> {

    private final PrintWriter out;

    @ArgGroup
    @Nullable HostSource source;

    @Parameters(index = "0", arity = "0..1", paramLabel = "QUEUE", description = "A queue, for example 0a.001b.")
    @Nullable String queue;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DEVICE",
            description = "The UUID of a mediated device; by default the one that has the queue.")
    @Nullable String device;

    @Option(names = "--help", usageHelp = true, description = "Prints this text.")
    boolean help;

    private ExplainQueue(PrintWriter out) {
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
        return Programs.run(new ExplainQueue(out), out, err, arguments);
    }

    @Override
    public Integer call() {
        HostSnapshot host = ApHost.at(
                        source == null ? RecordedHosts.production().sysfs() : source.open())
                .snapshot();
        if (queue != null) {
            explain(host, ApQueue.parse(queue));
        } else if (source != null) {
            out.print(Explain.host(host));
        } else {
            walkThrough(host);
        }
        out.flush();
        return 0;
    }

    private void explain(HostSnapshot host, ApQueue asked) {
        out.print(
                device == null
                        ? Explain.queue(host, asked)
                        : Explain.queue(host, asked, MediatedDeviceId.parse(device)));
    }

    private void walkThrough(HostSnapshot host) {
        show("The filtered adapter: one queue without driver takes all of adapter 0b from the guest", host, "0b.0009");
        show("The over-provisioned device: the LPAR has neither the adapter nor the domain", host, "07.0028");
        show("The queue that the host keeps", host, "00.0001");
        show("The deconfigured adapter: the queue reaches the guest, and that is no help", host, "10.0001");
        show("The checkstopped adapter: likewise", host, "11.001b");
        out.println("== All mediated devices of the host\n");
        out.print(Explain.host(host));
    }

    private void show(String title, HostSnapshot host, String asked) {
        out.println("== " + title + "\n");
        out.println(Explain.queue(host, ApQueue.parse(asked)));
    }
}
