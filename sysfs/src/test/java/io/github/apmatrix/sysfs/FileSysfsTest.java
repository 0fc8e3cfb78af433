package io.github.apmatrix.sysfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.apmatrix.sysfs.FileStatus.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSysfsTest {
    private static final SysfsPath BUS = SysfsPath.of("bus/ap");
    private static final SysfsPath APMASK = BUS.resolve("apmask");
    private static final SysfsPath MISSING = BUS.resolve("missing");

    private final Path root;
    private final Path bus;
    private final FileSysfs sysfs;

    FileSysfsTest(@TempDir Path root) throws IOException {
        this.root = root;
        this.bus = Files.createDirectories(root.resolve("bus/ap"));
        this.sysfs = FileSysfs.at(root);
    }

    @Nested
    class Read {
        @ParameterizedTest(name = "{0} bytes")
        @ValueSource(ints = {0, 1, 4095, 4096, 4097, 20_000})
        void wholeContentIsRead(int length) throws IOException {
            String content = "0a.001b\n".repeat(length / 8 + 1).substring(0, length);
            Files.writeString(bus.resolve("apmask"), content);

            assertThat(sysfs.read(APMASK)).isEqualTo(content);
        }

        @Test
        void nothingIsTrimmedAndContentIsUtf8() throws IOException {
            Files.write(bus.resolve("apmask"), " \u00e4\u20ac\n\n".getBytes(UTF_8));

            assertThat(sysfs.read(APMASK)).isEqualTo(" \u00e4\u20ac\n\n");
        }

        @Test
        void missingAttributeIsTold() {
            assertThatExceptionOfType(AttributeMissingException.class)
                    .isThrownBy(() -> sysfs.read(MISSING))
                    .withMessage(
                            "read bus/ap/missing: ENOENT: not there: the module is not loaded, the kernel is too old, "
                                    + "or the device vanished")
                    .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOENT));
        }

        @Test
        void directoryCannotBeRead() {
            assertThatExceptionOfType(SysfsIoException.class)
                    .isThrownBy(() -> sysfs.read(BUS))
                    .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.EISDIR));
        }

        @Test
        void attributeIsNoDirectory() throws IOException {
            Files.writeString(bus.resolve("apmask"), "");

            assertThatExceptionOfType(SysfsIoException.class)
                    .isThrownBy(() -> sysfs.read(APMASK.resolve("below")))
                    .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOTDIR));
        }
    }

    @Nested
    class ListDirectory {
        @Test
        void namesAreSortedAndWithoutDots() throws IOException {
            Files.createFile(bus.resolve("scans"));
            Files.createDirectory(bus.resolve("drivers"));
            Files.createFile(bus.resolve("apmask"));

            assertThat(sysfs.list(BUS)).containsExactly("apmask", "drivers", "scans");
            assertThat(sysfs.list(SysfsPath.root())).containsExactly("bus");
        }

        @Test
        void emptyDirectoryHasNoNames() {
            assertThat(sysfs.list(BUS)).isEmpty();
        }

        @Test
        void missingDirectoryIsTold() {
            assertThatExceptionOfType(AttributeMissingException.class).isThrownBy(() -> sysfs.list(MISSING));
        }

        @Test
        void attributeCannotBeListed() throws IOException {
            Files.createFile(bus.resolve("apmask"));

            assertThatExceptionOfType(SysfsIoException.class)
                    .isThrownBy(() -> sysfs.list(APMASK))
                    .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOTDIR));
        }
    }

    @Nested
    class ReadLink {
        @Test
        void targetIsAsStored() throws IOException {
            Files.createSymbolicLink(bus.resolve("driver"), Path.of("../nowhere/vfio_ap"));

            assertThat(sysfs.readLink(BUS.resolve("driver"))).isEqualTo("../nowhere/vfio_ap");
        }

        @Test
        void attributeIsNoLink() throws IOException {
            Files.createFile(bus.resolve("apmask"));

            assertThatExceptionOfType(SysfsIoException.class)
                    .isThrownBy(() -> sysfs.readLink(APMASK))
                    .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.EINVAL));
        }

        @Test
        void missingLinkIsTold() {
            assertThatExceptionOfType(AttributeMissingException.class).isThrownBy(() -> sysfs.readLink(MISSING));
        }
    }

    @Nested
    class Stat {
        @ParameterizedTest
        @CsvSource({"0200, -w-------", "0444, r--r--r--", "0644, rw-r--r--", "0000, ---------", "0751, rwxr-x--x"})
        void modeOfAnAttributeIsShown(String mode, String permissions) throws IOException {
            Path file = Files.createFile(bus.resolve("apmask"));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

            assertThat(sysfs.stat(APMASK)).isEqualTo(new FileStatus(Kind.FILE, Integer.parseInt(mode, 8)));
        }

        @Test
        void directoryIsShown() throws IOException {
            Files.setPosixFilePermissions(bus, PosixFilePermissions.fromString("rwxr-xr-x"));

            assertThat(sysfs.stat(BUS)).isEqualTo(new FileStatus(Kind.DIRECTORY, 0755));
        }

        @Test
        void linkIsNotFollowed() throws IOException {
            Files.createSymbolicLink(bus.resolve("driver"), Path.of("nowhere"));

            assertThat(sysfs.stat(BUS.resolve("driver")).kind()).isEqualTo(Kind.LINK);
        }

        @ParameterizedTest
        @ValueSource(strings = {"bus/ap/missing", "bus/mdev", "devices/vfio_ap/matrix", "devices"})
        void nothingIsAbsentAlsoWhereTheDirectoryIsMissing(String path) {
            assertThat(sysfs.stat(SysfsPath.of(path))).isEqualTo(FileStatus.ABSENT);
        }
    }

    @Nested
    class MissingRoot {
        private final FileSysfs nowhere = FileSysfs.at(root.resolve("nowhere"));

        @ParameterizedTest
        @ValueSource(strings = {"", "bus", "bus/ap", "bus/ap/apmask"})
        void everythingIsAbsent(String path) {
            assertThat(nowhere.stat(SysfsPath.of(path))).isEqualTo(FileStatus.ABSENT);
        }

        @Test
        void everyAccessTellsThatItIsMissing() {
            assertThatExceptionOfType(AttributeMissingException.class).isThrownBy(() -> nowhere.read(APMASK));
            assertThatExceptionOfType(AttributeMissingException.class).isThrownBy(() -> nowhere.list(BUS));
            assertThatExceptionOfType(AttributeMissingException.class).isThrownBy(() -> nowhere.readLink(APMASK));
            assertThatExceptionOfType(AttributeMissingException.class).isThrownBy(() -> nowhere.write(APMASK, "-1"));
        }

        @Test
        void rootMayAppearLater() throws IOException {
            assertThat(nowhere.stat(BUS)).isEqualTo(FileStatus.ABSENT);

            Files.createDirectories(root.resolve("nowhere/bus/ap"));

            assertThat(nowhere.stat(BUS).kind()).isEqualTo(Kind.DIRECTORY);
        }
    }

    @Test
    void textIsTheRoot() {
        assertThat(sysfs).hasToString(root.toString());
        assertThat(FileSysfs.local()).hasToString("/sys");
    }
}
