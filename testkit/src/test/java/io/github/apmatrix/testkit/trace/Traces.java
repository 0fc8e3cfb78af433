package io.github.apmatrix.testkit.trace;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The recorded traces among the test resources, one folder for each kernel. */
final class Traces {
    private Traces() {}

    static Path folder() throws URISyntaxException {
        URL folder = Objects.requireNonNull(Traces.class.getResource("/traces"), "folder of traces");
        return Path.of(folder.toURI());
    }

    static Path file(String name) throws URISyntaxException {
        return folder().resolve(name);
    }

    static List<Path> all() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(file -> file.toString().endsWith(".trace.gz"))
                    .sorted()
                    .toList();
        }
    }
}
