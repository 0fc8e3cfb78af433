package io.github.apmatrix.examples;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A temporary directory with files of {@code /etc} that do not quite fit the recorded host; deleted when closed. */
final class PreparedFiles implements AutoCloseable {
    private static final List<String> NAMES = List.of(
            "etc/udev/rules.d/41-ap.rules",
            "etc/mdevctl.d/matrix/4b0518fd-9237-493f-93c8-c5597f8006a3",
            "etc/mdevctl.d/matrix/62177883-f1bb-47f0-914d-32a22e3a8804");

    private final Path root;

    private PreparedFiles(Path root) {
        this.root = root;
    }

    static PreparedFiles create() throws IOException {
        PreparedFiles files = new PreparedFiles(Files.createTempDirectory("apmatrix"));
        for (String name : NAMES) {
            Path file = files.root.resolve(name);
            Files.createDirectories(file.getParent());
            try (InputStream content =
                    Objects.requireNonNull(PreparedFiles.class.getResourceAsStream("files/" + name), name)) {
                Files.copy(content, file);
            }
        }
        return files;
    }

    Path root() {
        return root;
    }

    @Override
    public void close() throws IOException {
        MoreFiles.deleteRecursively(root, RecursiveDeleteOption.ALLOW_INSECURE);
    }
}
