package io.github.apmatrix.examples;

import io.github.apmatrix.render.HostReport;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.FileSysfs;
import io.github.apmatrix.sysfs.Sysfs;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the four levels of a host: what the LPAR has, what the host keeps, what is assigned, what guests get. */
@Command(
        name = "ShowHost",
        description = "Prints the four levels of a host: what the LPAR has, what the host keeps, what is assigned to"
                + " mediated devices, and what their guests get.",
        sortOptions = false)
public final class ShowHost implements Callable<Integer> {
    private final PrintWriter out;

    @ArgGroup
    @Nullable HostSource source;

    @Option(names = "--help", usageHelp = true, description = "Prints this text.")
    boolean help;

    private ShowHost(PrintWriter out) {
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
        return Programs.run(new ShowHost(out), out, err, arguments);
    }

    @Override
    public Integer call() {
        Sysfs sysfs = source == null ? FileSysfs.local() : source.open();
        out.print(HostReport.of(ApHost.at(sysfs).snapshot()));
        out.flush();
        return 0;
    }
}
