package io.github.apmatrix.examples;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.persistence.Drift;
import io.github.apmatrix.persistence.PersistenceConflict;
import io.github.apmatrix.persistence.PersistentHost;
import io.github.apmatrix.persistence.change.DeviceTool;
import io.github.apmatrix.persistence.change.FileChange;
import io.github.apmatrix.persistence.change.PersistencePlan;
import io.github.apmatrix.persistence.change.PlannedCommand;
import io.github.apmatrix.persistence.change.RestorePlan;
import io.github.apmatrix.plan.Conflicts;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.ApLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares a host with what is kept for its next boot, and makes it persistent if asked. */
@Command(
        name = "PersistHost",
        description =
                "Compares a host with what is kept for its next boot, and plans how to make them the same. By default a"
                        + " recorded host with prepared files; nothing is written.",
        sortOptions = false)
public final class PersistHost implements Callable<Integer> {
    private static final Path SYSTEM = Path.of("/");

    private final PrintWriter out;

    @ArgGroup
    @Nullable HostSource source;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "The directory that has etc, / for this machine; the host is then that of --sysfs (default"
                    + " /sys) or --capture.")
    @Nullable Path root;

    @Option(names = "--tool", paramLabel = "TOOL", description = "For the commands: mdevctl (default) or virsh.")
    DeviceTool tool = DeviceTool.MDEVCTL;

    @Option(names = "--apply", description = "Writes the files that make the running host persistent; needs --root.")
    boolean apply;

    @Option(names = "--help", usageHelp = true, description = "Prints this text.")
    boolean help;

    private PersistHost(PrintWriter out) {
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
        return Programs.run(new PersistHost(out), out, err, arguments);
    }

    @Override
    public Integer call() throws IOException {
        if (root == null && (apply || source != null)) {
            throw new IllegalArgumentException((apply ? "--apply" : "a host") + " needs --root DIR");
        } else if (root != null && !Files.isDirectory(root)) {
            throw new IllegalArgumentException("no directory " + root);
        }
        if (root != null) {
            compare((source == null ? ApHost.local() : ApHost.at(source.open())).snapshot(), root);
        } else {
            try (PreparedFiles files = PreparedFiles.create()) {
                compare(ApHost.at(RecordedHosts.scenario().sysfs()).snapshot(), files.root());
            }
        }
        out.flush();
        return 0;
    }

    private void compare(HostSnapshot running, Path files) {
        PersistentHost persistent = PersistentHost.read(files);
        Drift drift = Drift.between(running, persistent);
        print("The next boot", drift.forecast());
        print("Drift", drift.isEmpty() ? "none: the next boot brings back what is running\n" : drift);
        print("What does not fit together", conflicts(PersistenceConflict.find(persistent, running)));

        PersistencePlan plan = PersistencePlan.of(running, persistent);
        print("To make the running host persistent", plan.steps().isEmpty() ? "nothing to do\n" : plan);
        if (!plan.steps().isEmpty()) {
            print("As files", diffs(plan.fileChanges(files)));
            print("With the host's tools", commands(plan.commands(tool)));
        }
        Drift remaining = plan.remaining();
        print("What would still be different after a boot", remaining.isEmpty() ? "nothing\n" : remaining);

        if (running.masks().isPresent()) {
            RestorePlan restore = RestorePlan.of(running, persistent);
            print("To make running what is kept now instead", restore.steps().isEmpty() ? "nothing to do\n" : restore);
            if (!restore.steps().isEmpty()) {
                print("With the host's tools", commands(restore.commands(tool)));
                if (restore.feasibility() instanceof Conflicts conflicts) {
                    print("What speaks against it", conflicts);
                }
            }
        }
        if (apply) {
            write(plan, files);
        }
    }

    private void write(PersistencePlan plan, Path files) {
        plan.write(files, SYSTEM.equals(files.toAbsolutePath().normalize()) ? ApLock.local() : ApLock.inMemory());
        out.print("\nWritten: " + plan.steps().size() + " files below " + files + "\n");
    }

    private void print(String title, Object text) {
        out.print((title.equals("The next boot") ? "" : "\n") + title + ":\n\n" + text);
    }

    private static String conflicts(ImmutableList<PersistenceConflict> conflicts) {
        if (conflicts.isEmpty()) {
            return "nothing\n";
        }
        StringBuilder text = new StringBuilder();
        conflicts.forEach(
                conflict -> text.append("%s%n    remedy: %s%n".formatted(conflict.description(), conflict.remedy())));
        return text.toString();
    }

    private static String diffs(List<FileChange> changes) {
        StringBuilder text = new StringBuilder();
        changes.forEach(change -> text.append(change.diff()));
        return text.toString();
    }

    private static String commands(List<PlannedCommand> commands) {
        StringBuilder text = new StringBuilder();
        commands.forEach(command -> text.append(command).append('\n'));
        return text.toString();
    }
}
