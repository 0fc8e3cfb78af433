package io.github.apmatrix.persistence.mdevctl;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real mdevctl with a root directory of its own: 1.2.0 cannot be told another one. */
final class MdevctlChroot {
    private static final Path PROGRAM = Path.of("/usr/bin/mdevctl");
    private static final Path DEFINITIONS = Path.of("etc/mdevctl.d");

    private final Path root;

    /** What a command gave back. */
    record Result(int exitCode, String out) {}

    private MdevctlChroot(Path root) {
        this.root = root;
    }

    /** Why the program cannot be run here, or empty if it can. */
    static Optional<String> hindrance(Path directory) throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            return Optional.of("mdevctl is not installed, so nothing is checked against the real one");
        }
        Result version = create(directory).run("--version");
        return version.exitCode == 0
                ? Optional.empty()
                : Optional.of("mdevctl cannot be run in a chroot: " + version.out);
    }

    static MdevctlChroot create(Path directory) throws IOException, InterruptedException {
        Path root = Files.createTempDirectory(directory, "root");
        for (String file : neededFiles()) {
            Path copy = root.resolve(file.substring(1));
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of(file), copy);
        }
        Files.createDirectories(root.resolve(DEFINITIONS).resolve("scripts.d/callouts"));
        Files.createDirectories(root.resolve(DEFINITIONS).resolve("scripts.d/notifiers"));
        return new MdevctlChroot(root);
    }

    /** The program and the libraries that ldd names. */
    private static List<String> neededFiles() throws IOException, InterruptedException {
        List<String> files = new ArrayList<>(List.of(PROGRAM.toString()));
        for (String word : Splitter.onPattern("\\s+").split(execute(List.of("ldd", PROGRAM.toString())).out)) {
            if (word.startsWith("/")) {
                files.add(word);
            }
        }
        return files;
    }

    Path root() {
        return root;
    }

    Path definitions() {
        return root.resolve(DEFINITIONS);
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        List<String> inRoot = Stream.concat(
                        Stream.of("chroot", root.toString(), PROGRAM.toString()), Stream.of(arguments))
                .toList();
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        return execute(
                isRoot
                        ? inRoot
                        : Stream.concat(Stream.of("unshare", "--map-root-user"), inRoot.stream())
                                .toList());
    }

    private static Result execute(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(command + " does not end");
        }
        return new Result(process.exitValue(), out);
    }
}
