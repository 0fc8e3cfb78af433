package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread that was interrupted gets its work done, and is still interrupted then. */
class FileSysfsInterruptTest {
    private static final SysfsPath APMASK = SysfsPath.of("apmask");

    private final Path file;
    private final FileSysfs sysfs;

    FileSysfsInterruptTest(@TempDir Path root) throws IOException {
        this.file = Files.writeString(root.resolve("apmask"), "0xff\n");
        Files.createSymbolicLink(root.resolve("driver"), Path.of("vfio_ap"));
        this.sysfs = FileSysfs.at(root);
    }

    @AfterEach
    @SuppressWarnings("ThreadInterrupted")
    void clearTheFlag() {
        boolean wasSet = Thread.interrupted();
        assertThat(wasSet).isTrue();
    }

    @Test
    void readIsDone() {
        assertThat(interrupted(() -> sysfs.read(APMASK))).isEqualTo("0xff\n");
    }

    @Test
    void writeIsDone() throws IOException {
        interrupted(() -> {
            sysfs.write(APMASK, "0x00");
            return true;
        });

        Thread.interrupted();
        String written = Files.readString(file);
        Thread.currentThread().interrupt();
        assertThat(written).isEqualTo("0x00\n");
    }

    @Test
    void listIsDone() {
        assertThat(interrupted(() -> sysfs.list(SysfsPath.root()))).containsExactly("apmask", "driver");
    }

    @Test
    void statIsDone() {
        assertThat(interrupted(() -> sysfs.stat(APMASK)).isPresent()).isTrue();
    }

    @Test
    void readLinkIsDone() {
        assertThat(interrupted(() -> sysfs.readLink(SysfsPath.of("driver")))).isEqualTo("vfio_ap");
    }

    @Test
    void refusalKeepsTheFlagToo() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(AttributeMissingException.class)
                .isThrownBy(() -> sysfs.read(SysfsPath.of("missing")));
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    private static <T> T interrupted(Supplier<T> access) {
        Thread.currentThread().interrupt();
        T result = access.get();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        return result;
    }
}
