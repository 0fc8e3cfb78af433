package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.apmatrix.sysfs.FileStatus.Kind;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CaptureSysfsTest {
    private static final Sysfs SCENARIO = Captures.sysfs("6.12", "scenario");
    private static final Sysfs LINKS = Capture.parse("""
                    file 0644 /sys/bus/a/value "1\\n"
                    link /sys/bus/absolute => /sys/bus/a
                    link /sys/bus/alias => a
                    link /sys/bus/dangling => b
                    link /sys/bus/out => ../../etc
                    link /sys/bus/loop1 => loop2
                    link /sys/bus/loop2 => loop1
                    link /sys/bus/valuelink => alias/value
                    """).sysfs();

    private static SysfsPath path(String text) {
        return SysfsPath.of(text);
    }

    @ParameterizedTest
    @CsvSource({
        "devices/ap/card00/00.001b/status",
        "bus/ap/devices/00.001b/status",
        "bus/ap/drivers/vfio_ap/00.001b/status",
        "devices/ap/card00/00.001b/driver/00.001b/status"
    })
    void pathRunsThroughLinks(String path) {
        assertThat(SCENARIO.read(path(path))).isEqualTo("assigned\n");
        assertThat(SCENARIO.stat(path(path))).isEqualTo(new FileStatus(Kind.FILE, 0444));
    }

    @Test
    void emptyContentIsRead() {
        SysfsPath controlDomains = path("devices/vfio_ap/matrix/cef03c3c-903d-4ecc-9a83-40694cb8aee4/control_domains");

        assertThat(Captures.sysfs("6.12", "production").read(controlDomains)).isEmpty();
    }

    @Test
    void recordedErrorIsGivenAgain() {
        SysfsPath bind = path("bus/ap/drivers/vfio_ap/bind");

        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> SCENARIO.read(bind))
                .withMessage("read " + bind + ": EACCES: no privilege, or nobody can read this");
        assertThat(SCENARIO.stat(bind)).isEqualTo(new FileStatus(Kind.FILE, 0200));
    }

    @Test
    void listHasDirectoriesFilesAndLinks() {
        assertThat(SCENARIO.list(path("bus/ap/drivers/cex4card")))
                .containsExactly("bind", "card00", "card0a", "card0b", "uevent", "unbind");
        assertThat(SCENARIO.list(path("bus/ap/devices/card0a")))
                .startsWith("0a.0001", "0a.0002", "0a.0004", "0a.001b", "API_ordinalnr")
                .doesNotContain("00.0001");
    }

    @Test
    void listOfADirectoryHasNothingOfItsNeighbours() {
        Sysfs sysfs = Capture.parse("dir /sys/a\ndir /sys/a-b\ndir /sys/a.b/c\ndir /sys/a/b\ndir /sys/a0\n")
                .sysfs();

        assertThat(sysfs.list(path("a"))).containsExactly("b");
        assertThat(sysfs.list(path("a-b"))).isEmpty();
        assertThat(sysfs.list(SysfsPath.root())).containsExactly("a", "a-b", "a.b", "a0");
    }

    @Test
    void directoriesAboveTheRecordedOnesAreThereToo() {
        assertThat(SCENARIO.list(SysfsPath.root())).containsExactly("bus", "class", "devices", "module");
        assertThat(SCENARIO.list(path("bus"))).containsExactly("ap", "matrix", "mdev");
        assertThat(SCENARIO.stat(path("bus")).kind()).isEqualTo(Kind.DIRECTORY);
        assertThat(SCENARIO.stat(SysfsPath.root()).kind()).isEqualTo(Kind.DIRECTORY);
        assertThat(SCENARIO.stat(path("bu"))).isEqualTo(FileStatus.ABSENT);
    }

    @Test
    void linkItselfIsLookedAtWithoutFollowing() {
        assertThat(SCENARIO.stat(path("bus/ap/devices/card00"))).isEqualTo(new FileStatus(Kind.LINK, 0777));
        assertThat(SCENARIO.readLink(path("bus/ap/devices/card00/driver")))
                .isEqualTo("../../../bus/ap/drivers/cex4card");
        assertThat(LINKS.stat(path("bus/dangling")).kind()).isEqualTo(Kind.LINK);
    }

    @Test
    void everyWriteIsRefusedAsReadOnly() {
        assertThatExceptionOfType(SysfsIoException.class)
                .isThrownBy(() -> SCENARIO.write(path("bus/ap/apmask"), "-1"))
                .withMessage("write \"-1\" to bus/ap/apmask: EROFS: Read-only file system");
        assertThatExceptionOfType(AttributeMissingException.class)
                .isThrownBy(() -> SCENARIO.write(path("bus/ap/missing"), "-1"));
    }

    static Stream<Arguments> wrongUses() {
        return Stream.of(
                wrongUse("reading nothing", (sysfs, path) -> sysfs.read(path.resolve("x")), "bus/a", Errno.ENOENT),
                wrongUse("reading a directory", Sysfs::read, "bus/a", Errno.EISDIR),
                wrongUse("reading a link", Sysfs::read, "bus/dangling", Errno.ELOOP),
                wrongUse("looking below a file", Sysfs::stat, "bus/a/value/x", Errno.ENOTDIR),
                wrongUse("reading below a file", Sysfs::read, "bus/a/value/x", Errno.ENOTDIR),
                wrongUse("listing nothing", Sysfs::list, "bus/x", Errno.ENOENT),
                wrongUse("listing a file", Sysfs::list, "bus/a/value", Errno.ENOTDIR),
                wrongUse("reading a file as a link", Sysfs::readLink, "bus/a/value", Errno.EINVAL),
                wrongUse("reading no link", Sysfs::readLink, "bus/x", Errno.ENOENT),
                wrongUse("reading a loop", Sysfs::read, "bus/loop1", Errno.ELOOP),
                wrongUse("reading through a loop", Sysfs::read, "bus/loop1/value", Errno.ELOOP),
                wrongUse("listing a loop", Sysfs::list, "bus/loop2", Errno.ELOOP),
                wrongUse("looking through a loop", Sysfs::stat, "bus/loop2/value", Errno.ELOOP));
    }

    private static Arguments wrongUse(String name, BiConsumer<Sysfs, SysfsPath> access, String path, Errno errno) {
        return argumentSet(name, access, SysfsPath.of(path), errno);
    }

    @ParameterizedTest
    @MethodSource("wrongUses")
    void wrongUseIsAnsweredAsByTheKernel(BiConsumer<Sysfs, SysfsPath> access, SysfsPath path, Errno errno) {
        assertThatExceptionOfType(SysfsException.class)
                .isThrownBy(() -> access.accept(LINKS, path))
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(errno));
    }

    @Test
    void linkToALinkIsFollowed() {
        assertThat(LINKS.list(path("bus/alias"))).containsExactly("value");
        assertThat(LINKS.read(path("bus/alias/value"))).isEqualTo("1\n");
    }

    @Test
    void fortyLinksAreFollowedAsByTheKernel() {
        assertThat(chainOfLinks(40).read(path("link0/value"))).isEqualTo("1\n");
        assertThatExceptionOfType(SysfsIoException.class)
                .isThrownBy(() -> chainOfLinks(41).read(path("link0/value")))
                .satisfies(refused -> assertThat(refused.errno()).isEqualTo(Errno.ELOOP));
    }

    private static Sysfs chainOfLinks(int length) {
        StringBuilder text = new StringBuilder("file 0444 /sys/link" + length + "/value \"1\\n\"\n");
        for (int i = 0; i < length; i++) {
            text.append("link /sys/link" + i + " => link" + (i + 1) + "\n");
        }
        return Capture.parse(text.toString()).sysfs();
    }

    @ParameterizedTest
    @CsvSource({"bus/out/passwd, bus/out", "bus/absolute/value, bus/absolute"})
    void linkOutOfTheRootIsNotFollowed(String path, String link) {
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> LINKS.read(path(path)))
                .withMessageContaining("the path leads out of the root through " + link);
        assertThatExceptionOfType(AccessRefusedException.class).isThrownBy(() -> LINKS.stat(path(path)));
        assertThat(LINKS.stat(path(link)).kind()).isEqualTo(Kind.LINK);
    }
}
