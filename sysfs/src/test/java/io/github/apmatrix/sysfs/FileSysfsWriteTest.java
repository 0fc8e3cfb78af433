package io.github.apmatrix.sysfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSysfsWriteTest {
    private static final SysfsPath ATTRIBUTE = SysfsPath.of("assign_adapter");

    private final Path root;
    private final Path file;
    private final FileSysfs sysfs;

    FileSysfsWriteTest(@TempDir Path root) {
        this.root = root;
        this.file = root.resolve("assign_adapter");
        this.sysfs = FileSysfs.at(root);
    }

    @Test
    void missingAttributeIsNotCreated() {
        assertThatExceptionOfType(AttributeMissingException.class)
                .isThrownBy(() -> sysfs.write(ATTRIBUTE, "0x0a"))
                .withMessageStartingWith("write \"0x0a\" to assign_adapter: ENOENT: ");
        assertThat(file).doesNotExist();
    }

    @Test
    void nothingIsTruncated() throws IOException {
        Files.writeString(file, "longer content");

        sysfs.write(ATTRIBUTE, "0x0a");

        assertThat(file).hasContent("0x0aer content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x0a", "1\n", "\n", " \u00e4\u20ac "})
    void bytesAreExactlyThoseOfTheValue(String value) throws IOException {
        Files.createFile(file);

        sysfs.write(ATTRIBUTE, value);

        assertThat(file).hasBinaryContent(value.getBytes(UTF_8));
    }

    @Test
    void emptyValueChangesNothing() throws IOException {
        Files.writeString(file, "kept");

        sysfs.write(ATTRIBUTE, "");

        assertThat(file).hasContent("kept");
    }

    @Test
    void emptyValueStillNeedsTheAttribute() {
        assertThatExceptionOfType(AttributeMissingException.class).isThrownBy(() -> sysfs.write(ATTRIBUTE, ""));
    }

    @Test
    void onePageIsTaken() throws IOException {
        Files.createFile(file);
        String page = "x".repeat(Sysfs.MAX_WRITE);

        sysfs.write(ATTRIBUTE, page);

        assertThat(file).hasContent(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00e4"})
    void valueBeyondOnePageIsRefusedBeforeAnythingIsWritten(String character) throws IOException {
        Files.createFile(file);
        int bytes = character.getBytes(UTF_8).length;
        String tooLong = character.repeat(Sysfs.MAX_WRITE / bytes + 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> sysfs.write(ATTRIBUTE, tooLong))
                .withMessageContaining("to assign_adapter: " + (Sysfs.MAX_WRITE + bytes) + " bytes")
                .withMessageContaining("4096 in one write");
        assertThat(file).isEmptyFile();
    }

    @Test
    void directoryCannotBeWritten() {
        assertThatExceptionOfType(SysfsIoException.class)
                .isThrownBy(() -> sysfs.write(SysfsPath.root(), "1"))
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.EISDIR));
    }

    @Test
    void pipeGetsTheBytesAndTheEnd() throws Exception {
        makePipe(file);
        CompletableFuture<byte[]> reader = CompletableFuture.supplyAsync(() -> readToTheEnd(file));
        String value = "0x" + "f".repeat(64);

        sysfs.write(ATTRIBUTE, value);

        assertThat(reader.get(60, SECONDS)).isEqualTo(value.getBytes(UTF_8));
    }

    /** The kernel takes each write to a thread's name as the whole name, so a second one would replace the first. */
    @Test
    void valueGoesOutInOneWrite() throws IOException {
        Path name = Path.of("/proc/self/comm");
        assumeTrue(Files.isWritable(name), "there is no writable /proc/self/comm, which shows how writes were split");
        String before = Files.readString(name).strip();
        try {
            FileSysfs.at(Path.of("/proc/self")).write(SysfsPath.of("comm"), "one-write-only");

            assertThat(name).hasContent("one-write-only\n");
        } finally {
            Files.writeString(name, before);
        }
    }

    private void makePipe(Path pipe) throws InterruptedException {
        int exit;
        try {
            exit = new ProcessBuilder("mkfifo", pipe.toString())
                    .directory(root.toFile())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            exit = -1;
        }
        assumeTrue(exit == 0, "mkfifo is not there or cannot make a named pipe");
    }

    private static byte[] readToTheEnd(Path pipe) {
        try (var in = Files.newInputStream(pipe)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
