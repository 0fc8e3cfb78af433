package io.github.apmatrix.testkit.trace;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.testkit.KernelProfile;
import io.github.apmatrix.testkit.SimulatedKernel;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Replays recorded traces, each against a fresh simulated kernel, and reports where the answers differ.
 *
 * <p>As a program it takes trace files, or folders of them, and prints each divergence and a last line
 * {@code REPLAYED <files> files, <ops> operations, <n> divergences}. It exits with 1 if there is any, and with 2 if an
 * argument or a trace is not understood.
 *
 * @since 0.1.0
 */
public final class TraceReplay {
    private static final String USAGE = """
            Usage: TraceReplay [--profile RELEASE] FILE_OR_FOLDER...
            Replays recorded traces (*.trace, *.trace.gz) against the simulated kernel.
              --profile RELEASE  6.1, 6.6, 6.12 or 7.3; by default the kernel that each trace names
              --help             prints this text
            """;

    private TraceReplay() {}

    /**
     * Runs the program.
     *
     * @param arguments files, folders and options
     */
    public static void main(String... arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    /**
     * Replays a trace.
     *
     * @param trace the trace
     * @param profile how the simulated kernel behaves
     * @return the lines that were answered differently, in their order
     */
    public static ImmutableList<Divergence> replay(Trace trace, KernelProfile profile) {
        SimulatedKernel kernel = trace.boot(profile);
        ImmutableList.Builder<Divergence> divergences = ImmutableList.builder();
        for (TraceOperation operation : trace.operations()) {
            String actual = operation.perform(kernel);
            if (!actual.equals(operation.expected())) {
                divergences.add(new Divergence(trace.name(), operation, actual));
            }
        }
        return divergences.build();
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.contains("--help")) {
            out.print(USAGE);
            return 0;
        }
        try {
            List<String> paths = new ArrayList<>(arguments);
            Optional<KernelProfile> forced = takeProfile(paths);
            List<Path> files = files(paths);
            long operations = 0;
            long divergences = 0;
            for (Path file : files) {
                Trace trace = read(file);
                ImmutableList<Divergence> found = replay(trace, forced.orElseGet(trace::profile));
                found.forEach(out::println);
                operations += trace.operations().size();
                divergences += found.size();
            }
            out.printf("REPLAYED %d files, %d operations, %d divergences%n", files.size(), operations, divergences);
            return divergences == 0 ? 0 : 1;
        } catch (IllegalArgumentException | IOException | UncheckedIOException e) {
            err.println("TraceReplay: " + e.getMessage());
            return 2;
        }
    }

    private static Trace read(Path file) throws IOException {
        try {
            return Trace.read(file);
        } catch (ApFormatException e) {
            throw new IllegalArgumentException(file + " is " + e.getMessage(), e);
        }
    }

    private static Optional<KernelProfile> takeProfile(List<String> arguments) {
        int at = arguments.indexOf("--profile");
        if (at < 0) {
            return Optional.empty();
        } else if (at + 1 == arguments.size()) {
            throw new IllegalArgumentException("--profile needs a release: 6.1, 6.6, 6.12 or 7.3");
        }
        arguments.remove(at);
        return Optional.of(KernelProfile.ofRelease(arguments.remove(at)));
    }

    private static List<Path> files(List<String> paths) throws IOException {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("no trace given; try --help");
        }
        List<Path> files = new ArrayList<>();
        for (String path : paths) {
            if (path.startsWith("-")) {
                throw new IllegalArgumentException("unknown option " + path + "; try --help");
            }
            files.addAll(files(Path.of(path)));
        }
        return files;
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("no file or folder " + path);
        } else if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> below = Files.walk(path)) {
            List<Path> traces = below.filter(TraceReplay::isTrace).sorted().toList();
            if (traces.isEmpty()) {
                throw new IllegalArgumentException("no trace in folder " + path);
            }
            return traces;
        }
    }

    private static boolean isTrace(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".trace") || name.endsWith(".trace.gz");
    }
}
