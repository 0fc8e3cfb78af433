package io.github.apmatrix.testkit;

import io.github.apmatrix.sysfs.Capture;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The recorded hosts among the test resources, one folder for each kernel. */
public final class RecordedHosts {
    private static final String SUFFIX = ".sysfs.gz";

    private RecordedHosts() {}

    private static Path folder() throws URISyntaxException {
        URL folder = Objects.requireNonNull(RecordedHosts.class.getResource("/captures"), "folder of captures");
        return Path.of(folder.toURI());
    }

    /** Returns names like {@code 6.12/bare}. */
    static List<String> all() throws IOException, URISyntaxException {
        Path folder = folder();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }

    static Capture of(String name) throws IOException, URISyntaxException {
        return Capture.read(folder().resolve(name + SUFFIX));
    }

    public static Capture of(KernelProfile profile, String host) throws IOException, URISyntaxException {
        return of(profile.release() + "/" + host);
    }
}
