package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.apmatrix.sysfs.FileStatus.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileSysfsLinksTest {
    private static final SysfsPath CONFIG = SysfsPath.of("bus/ap/devices/card05/config");

    private final Path outside;
    private final Path devices;
    private final FileSysfs sysfs;

    FileSysfsLinksTest(@TempDir Path temp) throws IOException {
        Path root = Files.createDirectory(temp.resolve("sys"));
        this.outside = Files.createDirectories(temp.resolve("outside/card05"));
        this.devices = Files.createDirectories(root.resolve("bus/ap/devices"));
        Files.createDirectories(root.resolve("devices/ap/card05"));
        Files.writeString(root.resolve("devices/ap/card05/config"), "1\n");
        Files.writeString(outside.resolve("config"), "secret");
        Files.createSymbolicLink(outside.resolve("driver"), Path.of("secret"));
        this.sysfs = FileSysfs.at(root);
    }

    static Stream<Arguments> accesses() {
        return Stream.of(
                argumentSet("read", access(Sysfs::read)),
                argumentSet("write", access((sysfs, path) -> sysfs.write(path, "0"))),
                argumentSet(
                        "list", access((sysfs, path) -> sysfs.list(path.parent().orElseThrow()))),
                argumentSet("stat", access(Sysfs::stat)),
                argumentSet("read link", access((sysfs, path) -> sysfs.readLink(path))));
    }

    private static BiConsumer<Sysfs, SysfsPath> access(BiConsumer<Sysfs, SysfsPath> access) {
        return access;
    }

    @Test
    void pathRunsThroughALinkWithinTheRoot() throws IOException {
        linkCard("../../../devices/ap/card05");

        assertThat(sysfs.read(CONFIG)).isEqualTo("1\n");
        assertThat(sysfs.list(SysfsPath.of("bus/ap/devices/card05"))).containsExactly("config");
        assertThat(sysfs.stat(CONFIG).kind()).isEqualTo(Kind.FILE);
        sysfs.write(CONFIG, "0");
        assertThat(sysfs.read(SysfsPath.of("devices/ap/card05/config"))).isEqualTo("0\n");
    }

    @ParameterizedTest
    @MethodSource("accesses")
    void linkOutOfTheRootIsNotFollowed(BiConsumer<Sysfs, SysfsPath> access) throws IOException {
        linkCard("../../../../outside/card05");

        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> access.accept(sysfs, CONFIG))
                .withMessageContaining("the path leads out of " + sysfs)
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.UNKNOWN));
        assertThat(outside.resolve("config")).hasContent("secret");
    }

    @ParameterizedTest
    @MethodSource("accesses")
    void absoluteLinkOutOfTheRootIsNotFollowed(BiConsumer<Sysfs, SysfsPath> access) throws IOException {
        linkCard(outside.toString());

        assertThatExceptionOfType(AccessRefusedException.class).isThrownBy(() -> access.accept(sysfs, CONFIG));
    }

    @Test
    void linkOutOfTheRootItselfCanBeLookedAt() throws IOException {
        linkCard("../../../../outside/card05");
        SysfsPath link = SysfsPath.of("bus/ap/devices/card05");

        assertThat(sysfs.stat(link).kind()).isEqualTo(Kind.LINK);
        assertThat(sysfs.readLink(link)).isEqualTo("../../../../outside/card05");
    }

    @Test
    void linkAtTheEndIsNeitherReadNorWritten() throws IOException {
        Files.createSymbolicLink(devices.resolve("alias"), Path.of("../../../devices/ap/card05/config"));
        SysfsPath alias = SysfsPath.of("bus/ap/devices/alias");

        assertThatExceptionOfType(SysfsIoException.class)
                .isThrownBy(() -> sysfs.read(alias))
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.ELOOP));
        assertThatExceptionOfType(SysfsIoException.class)
                .isThrownBy(() -> sysfs.write(alias, "0"))
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.ELOOP));
        assertThat(sysfs.read(SysfsPath.of("devices/ap/card05/config"))).isEqualTo("1\n");
    }

    @Test
    void linkThatLeadsToItselfIsALoop() throws IOException {
        linkCard("card05");

        assertThatExceptionOfType(SysfsIoException.class)
                .isThrownBy(() -> sysfs.read(CONFIG))
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.ELOOP));
    }

    @Test
    void rootMayBeALinkItself() throws IOException {
        Path root = Path.of(sysfs.toString());
        Path link = Files.createSymbolicLink(root.resolveSibling("link"), root);

        assertThat(FileSysfs.at(link).read(SysfsPath.of("devices/ap/card05/config")))
                .isEqualTo("1\n");
    }

    private void linkCard(String target) throws IOException {
        Files.createSymbolicLink(devices.resolve("card05"), Path.of(target));
    }
}
