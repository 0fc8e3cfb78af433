package io.github.apmatrix.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Expected outputs, compared whole. {@code -Dgolden.update=true} writes them anew; the difference is reviewed as code. */
final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    static void assertOutput(String name, Run run) throws IOException {
        assertOutput(name, 0, run);
    }

    static void assertOutput(String name, int exitCode, Run run) throws IOException {
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertText(name + ".txt", run.out());
    }

    static void assertText(String fileName, String text) throws IOException {
        Path file = FOLDER.resolve(fileName);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
