package io.github.apmatrix.persistence.command;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where programs are: Java itself would search only in its own PATH, which often lacks the directories of root. */
final class ProgramSearch {
    private static final String USUAL = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final ImmutableSet<String> directories;

    private ProgramSearch(ImmutableSet<String> directories) {
        this.directories = directories;
    }

    /** Relative directories are left out: what is run should not depend on where this process happens to be. */
    static ProgramSearch in(String path) {
        return new ProgramSearch(Stream.of(path, USUAL)
                .flatMap(part -> Splitter.on(':').splitToStream(part))
                .filter(directory -> directory.startsWith("/"))
                .collect(ImmutableSet.toImmutableSet()));
    }

    /** The directories as a value of PATH. */
    String path() {
        return String.join(":", directories);
    }

    Path find(HostCommand command) {
        ImmutableList<Path> files =
                candidates(command.program()).filter(Files::exists).collect(ImmutableList.toImmutableList());
        Optional<Path> program = files.stream()
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
        if (program.isEmpty() && files.isEmpty()) {
            throw new ProgramMissingException(command);
        }
        return program.orElseThrow(
                () -> new CommandIoException(command, "not started: " + files.get(0) + " is no executable file", null));
    }

    private Stream<Path> candidates(String program) {
        return program.contains("/")
                ? Stream.of(Path.of(program).toAbsolutePath())
                : directories.stream().map(directory -> Path.of(directory, program));
    }
}
