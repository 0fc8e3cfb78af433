package io.github.apmatrix.examples;

import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.render.HostReport;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.Capture;
import io.github.apmatrix.sysfs.FileSysfs;
import io.github.apmatrix.sysfs.Sysfs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
    @Nullable Source source;

    @Option(names = "--help", usageHelp = true, description = "Prints this text.")
    boolean help;

    private ShowHost(PrintWriter out) {
        this.out = out;
    }

    /** Where the host is read from: one of them. */
    static final class Source {
        @Option(names = "--sysfs", paramLabel = "DIR", description = "A sysfs; by default /sys.")
        @Nullable Path sysfs;

        @Option(names = "--capture", paramLabel = "FILE", description = "A recorded host, text or .gz.")
        @Nullable Path capture;

        Sysfs open() {
            if (capture != null) {
                return read(capture).sysfs();
            } else if (sysfs != null && !Files.isDirectory(sysfs)) {
                throw new IllegalArgumentException("no directory " + sysfs);
            }
            return sysfs == null ? FileSysfs.local() : FileSysfs.at(sysfs);
        }

        private static Capture read(Path file) {
            try {
                return Capture.read(file);
            } catch (NoSuchFileException e) {
                throw new IllegalArgumentException("no file " + file, e);
            } catch (IOException e) {
                throw new IllegalArgumentException("cannot read " + file + " (" + e + ")", e);
            } catch (ApFormatException e) {
                throw new IllegalArgumentException(file + " is " + e.getMessage(), e);
            }
        }
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
