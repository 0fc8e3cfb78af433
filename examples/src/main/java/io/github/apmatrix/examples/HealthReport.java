package io.github.apmatrix.examples;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.health.Finding;
import io.github.apmatrix.health.FindingReport;
import io.github.apmatrix.health.HealthCheck;
import io.github.apmatrix.health.Severity;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.persistence.PersistenceFindings;
import io.github.apmatrix.persistence.PersistentHost;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.FileSysfs;
import io.github.apmatrix.sysfs.Sysfs;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what is wrong with a host, as a report or as lines for monitoring; by default with a recorded one. */
@Command(
        name = "HealthReport",
        description = "Says what is wrong with a host. By default a recorded host.",
        sortOptions = false,
        exitCodeOnInvalidInput = HealthReport.NOT_CHECKED,
        exitCodeOnExecutionException = HealthReport.NOT_CHECKED,
        exitCodeListHeading = "Exit codes, as monitoring plug-ins have them:%n",
        exitCodeList = {
            "0:nothing, or only notices",
            "1:the worst is a warning",
            "2:the worst is critical",
            "3:the host could not be checked, or an argument is wrong"
        })
public final class HealthReport implements Callable<Integer> {
    static final int NOT_CHECKED = 3;

    private final PrintWriter out;

    @ArgGroup
    @Nullable HostSource source;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description =
                    "The directory that has etc, / for this machine: compares with what is kept there for the next"
                            + " boot, too. The host is then that of --sysfs (default /sys) or --capture.")
    @Nullable Path root;

    @Option(names = "--lines", description = "Prints a line of key=value fields for each finding, for programs.")
    boolean lines;

    @Option(names = "--help", usageHelp = true, description = "Prints this text.")
    boolean help;

    private HealthReport(PrintWriter out) {
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
        return Programs.run(new HealthReport(out), out, err, arguments);
    }

    @Override
    public Integer call() {
        if (root != null && !Files.isDirectory(root)) {
            throw new IllegalArgumentException("no directory " + root);
        }
        HostSnapshot host = ApHost.at(sysfs()).snapshot();
        if (!host.apBus().isKnown()) {
            throw new IllegalArgumentException("the AP bus could not be read");
        }
        ImmutableList.Builder<Finding> findings = ImmutableList.builder();
        findings.addAll(HealthCheck.of(host));
        if (root != null) {
            findings.addAll(PersistenceFindings.find(host, PersistentHost.read(root)));
        }
        FindingReport report = FindingReport.of(findings.build());
        out.print(lines ? report.lines() : report);
        out.flush();
        return report.worst().map(HealthReport::exitCode).orElse(0);
    }

    private Sysfs sysfs() {
        if (source != null) {
            return source.open();
        }
        return root == null ? RecordedHosts.production().sysfs() : FileSysfs.local();
    }

    private static int exitCode(Severity worst) {
        return switch (worst) {
            case NOTICE -> 0;
            case WARNING -> 1;
            case CRITICAL -> 2;
        };
    }
}
