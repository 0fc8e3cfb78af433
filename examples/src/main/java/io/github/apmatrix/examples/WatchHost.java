package io.github.apmatrix.examples;

import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.FileSysfs;
import io.github.apmatrix.watch.HostUpdate;
import io.github.apmatrix.watch.HostWatcher;
import io.github.apmatrix.watch.WatchOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what happens to a host: by default a story on a simulated kernel, else a real host until Ctrl-C. */
@Command(
        name = "WatchHost",
        description = "Prints what happens to a host. By default a short story on a simulated kernel.",
        sortOptions = false)
public final class WatchHost implements Callable<Integer> {
    private final PrintWriter out;

    @Option(names = "--sysfs", paramLabel = "DIR", description = "Watches a host until Ctrl-C: /sys for this machine.")
    @Nullable Path sysfs;

    @Option(names = "--interval", paramLabel = "SECONDS", description = "How often to read the host (default 5).")
    @Nullable Long interval;

    @Option(names = "--for", paramLabel = "SECONDS", description = "Ends after that time.")
    @Nullable Long limit;

    @Option(names = "--help", usageHelp = true, description = "Prints this text.")
    boolean help;

    private WatchHost(PrintWriter out) {
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
        return Programs.run(new WatchHost(out), out, err, arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (sysfs != null) {
            watch(sysfs);
        } else if (interval != null || limit != null) {
            throw new IllegalArgumentException((interval != null ? "--interval" : "--for") + " needs --sysfs DIR");
        } else {
            new WatchedStory(out).tell();
        }
        out.flush();
        return 0;
    }

    private void watch(Path root) throws InterruptedException {
        if (!Files.isDirectory(root)) {
            throw new IllegalArgumentException("no directory " + root);
        } else if (limit != null && limit < 0) {
            throw new IllegalArgumentException("--for " + limit + " is negative");
        }
        WatchOptions options = interval == null
                ? WatchOptions.defaults()
                : WatchOptions.defaults().withInterval(Duration.ofSeconds(interval));
        try (HostWatcher watcher = ApHost.at(FileSysfs.at(root)).watch(this::print, options)) {
            Thread onExit = new Thread(watcher::close); // Ctrl-C, kill
            Runtime.getRuntime().addShutdownHook(onExit);
            HostSnapshot first = watcher.first();
            out.println("watching " + root + ": " + first.cards().size() + " adapters, "
                    + first.queues().size() + " queues, " + first.devices().size() + " devices");
            out.flush();
            TimeUnit.SECONDS.sleep(limit == null ? Long.MAX_VALUE : limit);
            Runtime.getRuntime().removeShutdownHook(onExit);
        }
    }

    private void print(HostUpdate update) {
        LocalTime now = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
        update.events().forEach(event -> out.println(now + " " + event.description()));
        out.flush();
    }
}
