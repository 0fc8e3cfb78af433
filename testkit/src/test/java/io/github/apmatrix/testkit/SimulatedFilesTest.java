package io.github.apmatrix.testkit;

import static io.github.apmatrix.testkit.Console.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.apmatrix.testkit.SimulatedFiles.LastLink;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernel document, section 1. */
class SimulatedFilesTest {
    private final Console console = Console.recorded(KernelProfile.LINUX_6_12)
            .given("bus/ap/apmask", "-0x0a")
            .givenDevice(A);

    @ParameterizedTest
    @CsvSource({
        "bus/ap/drivers_probe, EACCES",
        "bus/ap/drivers/vfio_ap/bind, EACCES",
        "devices/vfio_ap/matrix/62177883-f1bb-47f0-914d-32a22e3a8804/assign_adapter, EACCES",
        "bus/ap, EISDIR",
        "devices/ap/card0a, EISDIR",
        "bus/ap/devices/card0a, EISDIR",
        "bus/ap/nothing, ENOENT",
        "bus/ap/nothing/at/all, ENOENT",
        "bus/ap/devices/0a.0003/status, ENOENT",
        "bus/ap/devices/00.0001/status, ENOENT",
        "bus/ap/apmask/deeper, ENOTDIR"
    })
    void readIsRefused(String path, String errno) {
        assertThat(console.read(path)).isEqualTo(errno);
    }

    @ParameterizedTest
    @CsvSource({
        "bus/ap/bindings, EACCES",
        "devices/vfio_ap/matrix/62177883-f1bb-47f0-914d-32a22e3a8804/matrix, EACCES",
        "bus/ap/devices/0a.0001/status, EACCES",
        "bus/ap, EISDIR",
        "bus/ap/nothing, ENOENT",
        "bus/ap/apmask/deeper, ENOTDIR"
    })
    void writeIsRefusedAlsoWithoutContent(String path, String errno) {
        assertThat(console.write(path, "1")).isEqualTo(errno);
        assertThat(console.write(path, "")).isEqualTo(errno);
    }

    @ParameterizedTest
    @CsvSource({"bus/ap/apmask, ENOTDIR", "bus/ap/nothing, ENOENT", "bus/ap/devices/0a.0001/status, ENOTDIR"})
    void listIsRefused(String path, String errno) {
        assertThat(console.list(path)).isEqualTo(errno);
    }

    @ParameterizedTest
    @CsvSource({
        "bus/ap/apmask, EINVAL",
        "bus/ap/devices, EINVAL",
        "bus/ap/nothing, ENOENT",
        "bus/ap/devices/0a.0003, ENOENT",
        "bus/ap/apmask/deeper, ENOTDIR"
    })
    void readLinkIsRefused(String path, String errno) {
        assertThat(console.readLink(path)).isEqualTo(errno);
    }

    /** The layouts of B.1 and D.1. */
    @ParameterizedTest
    @CsvSource({
        "bus/ap/devices/card0a, ../../../devices/ap/card0a",
        "bus/ap/devices/0a.0004, ../../../devices/ap/card0a/0a.0004",
        "devices/ap/card0a/driver, ../../../bus/ap/drivers/cex4card",
        "devices/ap/card0a/subsystem, ../../../bus/ap",
        "devices/ap/card0a/0a.0004/driver, ../../../../bus/ap/drivers/vfio_ap",
        "devices/ap/card00/00.0004/driver, ../../../../bus/ap/drivers/cex4queue",
        "bus/ap/drivers/cex4card/card0a, ../../../../devices/ap/card0a",
        "bus/ap/drivers/vfio_ap/0a.0004, ../../../../devices/ap/card0a/0a.0004",
        "devices/vfio_ap/matrix/driver, ../../../bus/matrix/drivers/vfio_ap",
        "bus/matrix/devices/matrix, ../../../devices/vfio_ap/matrix",
        "class/mdev_bus/matrix, ../../devices/vfio_ap/matrix",
        "bus/mdev/devices/62177883-f1bb-47f0-914d-32a22e3a8804, "
                + "../../../devices/vfio_ap/matrix/62177883-f1bb-47f0-914d-32a22e3a8804",
        "devices/vfio_ap/matrix/62177883-f1bb-47f0-914d-32a22e3a8804/mdev_type, "
                + "../mdev_supported_types/vfio_ap-passthrough",
        "devices/vfio_ap/matrix/62177883-f1bb-47f0-914d-32a22e3a8804/driver, "
                + "../../../../bus/mdev/drivers/vfio_ap_mdev"
    })
    void linksHaveTheTargetsOfTheKernel(String link, String target) {
        assertThat(console.readLink(link)).isEqualTo(target);
        assertThat(console.list(link))
                .as("list through %s", link)
                .doesNotStartWith("E")
                .isNotEmpty();
    }

    @Nested
    class ThroughLinks {
        @ParameterizedTest
        @CsvSource({
            "devices/ap/card0a/0a.0001/status, 'unassigned\n'",
            "bus/ap/devices/0a.0001/status, 'unassigned\n'",
            "bus/ap/drivers/vfio_ap/0a.0001/status, 'unassigned\n'",
            "bus/ap/devices/0a.0001/driver/0a.0002/status, 'unassigned\n'",
            "bus/ap/drivers/vfio_ap/0a.0001/driver/0a.0002/status, 'unassigned\n'",
            "bus/ap/drivers/vfio_ap/0a.0001/subsystem/ap_interrupts, '1\n'",
            "bus/mdev/devices/62177883-f1bb-47f0-914d-32a22e3a8804/mdev_type/device_api, 'vfio-ap\n'",
            "bus/mdev/devices/62177883-f1bb-47f0-914d-32a22e3a8804/mdev_type/available_instances, '65535\n'"
        })
        void anAttributeIsReadThroughSeveralLinks(String path, String content) {
            assertThat(console.read(path)).isEqualTo(content);
        }

        @Test
        void anAttributeIsWrittenThroughALink() {
            console.given("class/mdev_bus/matrix/" + A + "/assign_adapter", "0x0a");
            assertThat(console.read("bus/mdev/devices/" + A + "/matrix")).isEqualTo("0a.\n");
        }

        @Test
        void theLastLinkIsNotFollowedByReadLink() {
            assertThat(console.readLink("bus/ap/drivers/vfio_ap/0a.0001/driver"))
                    .isEqualTo("../../../../bus/ap/drivers/vfio_ap");
        }

        @Test
        void linksInACircleEnd() {
            SimulatedFiles files = files(root().link("a", "b").link("b", "a").link("c", "../../outside"));
            assertThat(refusal(files, "a")).isEqualTo("ELOOP");
            assertThat(refusal(files, "a/deeper")).isEqualTo("ELOOP");
            assertThat(refusal(files, "c")).isEqualTo("ENOENT");
        }

        private static String refusal(SimulatedFiles files, String path) {
            return catchThrowableOfType(KernelRefusal.class, () -> files.read(path, LastLink.FOLLOW))
                    .errno()
                    .name();
        }
    }

    @Nested
    class Content {
        @Test
        void anAttributeMayBeEmpty() {
            assertThat(console.matrix(A)).isEmpty();
            assertThat(console.guestMatrix(A)).isEmpty();
            assertThat(console.get(A, "control_domains")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"4094, 4094", "4095, 4095", "4096, 4095", "9000, 4095"})
        void aReadGivesAtMostOnePageLessOneByte(int shown, int delivered) {
            SimulatedFiles files = files(root().readOnly("big", root -> "x".repeat(shown)));
            assertThat(files.read("big", LastLink.FOLLOW)).hasSize(delivered);
        }

        @Test
        void aWriteGivesTheStoreAtMostOnePage() {
            List<String> stored = new ArrayList<>();
            SimulatedFiles files = files(root().writeOnly("store", (root, value) -> stored.add(value)));
            assertThat(files.write("store", new byte[4096], LastLink.FOLLOW)).isEqualTo(4096);
            assertThat(files.write("store", new byte[5000], LastLink.FOLLOW)).isEqualTo(4096);
            assertThat(stored).extracting(String::length).containsExactly(4096, 4096);
        }

        @Test
        void aLongMaskIsCutAfterOnePageAndTheRestIsNotSeen() {
            String cut = "-0" + ",".repeat(4094);
            assertThat(console.apmask(cut + "+0")).isEqualTo("SHORT");
            assertThat(console.read("bus/ap/apmask")).startsWith("0x7f");
        }

        /** 20 adapters and 30 domains are 600 lines of 8 bytes; the 512th loses its newline (E.4). */
        @Test
        void aBigMatrixIsCutWithinALine() {
            console.given("bus/ap/apmask", "\n");
            for (int adapter = 0; adapter < 20; adapter++) {
                console.givenSet(A, "assign_adapter", Integer.toString(adapter));
            }
            for (int domain = 0; domain < 30; domain++) {
                console.givenSet(A, "assign_domain", Integer.toString(domain));
            }
            assertThat(console.matrix(A))
                    .hasSize(4095)
                    .startsWith("00.0000\n00.0001\n")
                    .endsWith("\n11.0000\n11.0001");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bus/ap/apmask", "bus/ap/drivers_probe", "bus/ap/uevent", "bus/ap/config_time"})
    void anEmptyWriteRunsNothingAndSucceeds(String path) {
        String before = console.read(path);
        assertThat(console.write(path, "")).isEqualTo("OK");
        assertThat(console.read(path)).isEqualTo(before);
    }

    @Test
    void theRoutineThatTheModeForbidsIsNeverRun() {
        SimulatedFiles files = files(root().readOnly("r", root -> {
                    throw new AssertionError("shown");
                })
                .writeOnly("w", (root, value) -> {
                    throw new AssertionError("stored");
                }));
        assertThat(files.stat("r").mode()).isEqualTo(0444);
        assertThat(files.stat("w").mode()).isEqualTo(0200);
        assertThat(catchThrowableOfType(KernelRefusal.class, () -> files.read("w", LastLink.FOLLOW)))
                .hasMessage("EACCES: Permission denied");
        assertThat(catchThrowableOfType(KernelRefusal.class, () -> files.write("r", new byte[1], LastLink.FOLLOW)))
                .hasMessage("EACCES: Permission denied");
    }

    @Test
    void aMissingRoutineRefusesWhereTheModeLetsItThrough() {
        SimulatedFiles files = files(root().attribute(
                        Attribute.<String>readOnly("r", root -> root).withMode(0644))
                .attribute(Attribute.<String>writeOnly("w", (root, value) -> {}).withMode(0644)));
        assertThat(files.read("r", LastLink.FOLLOW)).asString().isEqualTo("root");
        assertThat(catchThrowableOfType(KernelRefusal.class, () -> files.write("r", new byte[1], LastLink.FOLLOW)))
                .hasMessageStartingWith("EIO");
        assertThat(catchThrowableOfType(KernelRefusal.class, () -> files.read("w", LastLink.FOLLOW)))
                .hasMessageStartingWith("EIO");
    }

    private static ObjectType.Builder<String> root() {
        return ObjectType.builder();
    }

    private static SimulatedFiles files(ObjectType.Builder<String> root) {
        return new SimulatedFiles(root.build().directory("root"));
    }
}
