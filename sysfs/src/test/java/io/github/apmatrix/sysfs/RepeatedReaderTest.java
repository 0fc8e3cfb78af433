package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read again; that this is enough is shown with hosts that change. */
class RepeatedReaderTest {
    @ParameterizedTest
    @CsvSource({
        "6.1, scenario",
        "6.1, truncated",
        "6.1, large",
        "6.12, bare",
        "6.12, production",
        "7.3, empty",
        "7.3, production"
    })
    void everyReadingOfARecordedHostIsThatOfASnapshot(String kernel, String name) {
        Sysfs sysfs = Captures.sysfs(kernel, name);
        HostSnapshot whole = ApHost.at(sysfs).snapshot();
        RepeatedReader reader = new RepeatedReader(sysfs);
        assertThat(reader.read()).isEqualTo(whole);
        assertThat(reader.read()).isEqualTo(whole);
    }

    @Test
    void theSecondReadingReadsMuchLess() {
        StubSysfs sysfs = StubSysfs.accepting(Captures.sysfs("6.12", "production"));
        RepeatedReader reader = new RepeatedReader(sysfs);
        reader.read();
        int first = sysfs.calls().size();
        reader.read();
        List<SysfsCall> second = sysfs.calls().subList(first, sysfs.calls().size());
        assertThat(second.size()).isLessThan(first / 2);
        assertThat(second)
                .filteredOn(call -> call.path().toString().matches("devices/ap/card../..[.].*"))
                .extracting(call -> call.path().name())
                .contains("online", "status")
                .doesNotContain("config", "chkstop", "driver");
    }

    @Test
    void afterABusScanCardsAndQueuesAreReadAnew() {
        SysfsPath scans = SysfsPath.of("bus/ap/scans");
        ChangingHost host = new ChangingHost(
                EditedHost.of("6.12", "scenario").content(scans, "7\n").sysfs());
        RepeatedReader reader = new RepeatedReader(host);
        HostSnapshot before = reader.read();
        EditedHost deconfigured = EditedHost.of("6.12", "scenario")
                .content(SysfsPath.of("devices/ap/card0a/0a.0001/config"), "0\n")
                .content(SysfsPath.of("devices/ap/card0b/serialnr"), "93ABCDEF\n");
        host.become(deconfigured.content(scans, "7\n").sysfs());
        assertThat(reader.read()).isEqualTo(before);
        host.become(deconfigured.content(scans, "8\n").sysfs());
        assertThat(reader.read()).isEqualTo(deconfigured.snapshot()).isNotEqualTo(before);
    }

    @Test
    void whereScansAreNotCountedEverythingIsReadAnew() {
        SysfsPath scans = SysfsPath.of("bus/ap/scans");
        ChangingHost host = new ChangingHost(
                EditedHost.of("6.12", "scenario").without(scans).sysfs());
        RepeatedReader reader = new RepeatedReader(host);
        reader.read();
        EditedHost checkstopped = EditedHost.of("6.12", "scenario")
                .without(scans)
                .content(SysfsPath.of("devices/ap/card0a/0a.0001/chkstop"), "1\n");
        host.become(checkstopped.sysfs());
        assertThat(reader.read()).isEqualTo(checkstopped.snapshot());
    }

    @Test
    void aCardWhoseStateChangesIsReadAnewWithItsQueues() {
        ChangingHost host = new ChangingHost(Captures.sysfs("6.12", "scenario"));
        RepeatedReader reader = new RepeatedReader(host);
        reader.read();
        EditedHost deconfigured = EditedHost.of("6.12", "scenario")
                .content(SysfsPath.of("devices/ap/card0b/config"), "0\n")
                .content(SysfsPath.of("devices/ap/card0b/serialnr"), "\n")
                .content(SysfsPath.of("devices/ap/card0b/0b.0001/config"), "0\n");
        host.become(deconfigured.sysfs());
        assertThat(reader.read()).isEqualTo(deconfigured.snapshot());
    }

    /** A tree that somebody made need not have what a kernel has. */
    @Test
    void aTreeWithoutListsOfDriversIsReadByItsLinks(@TempDir Path root) throws Exception {
        Path queue = Files.createDirectories(root.resolve("devices/ap/card0a/0a.0001"));
        Files.createDirectories(root.resolve("bus/ap/drivers/vfio_ap"));
        Files.createDirectories(root.resolve("bus/ap/devices/card0a"));
        Files.createDirectories(root.resolve("bus/ap/devices/0a.0001"));
        Files.createSymbolicLink(queue.resolve("driver"), Path.of("../../../../bus/ap/drivers/vfio_ap"));
        RepeatedReader reader = new RepeatedReader(FileSysfs.at(root));
        HostSnapshot whole = ApHost.at(FileSysfs.at(root)).snapshot();
        assertThat(reader.read()).isEqualTo(whole);
        assertThat(reader.read()).isEqualTo(whole);
        assertThat(whole.queues().get(ApQueue.parse("0a.0001")))
                .isNotNull()
                .satisfies(device -> assertThat(device.driver()).isEqualTo(DriverBinding.to("vfio_ap")));
        Files.delete(queue.resolve("driver"));
        assertThat(reader.read()).isEqualTo(ApHost.at(FileSysfs.at(root)).snapshot());
    }

    @Test
    void aDirectoryThatIsGoneHasNothing(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("devices/ap/card0a"));
        Path devices = Files.createDirectories(root.resolve("bus/ap/devices"));
        Path card = Files.createDirectories(devices.resolve("card0a"));
        RepeatedReader reader = new RepeatedReader(FileSysfs.at(root));
        assertThat(reader.read().cards()).containsOnlyKeys(AdapterId.of(0x0a));
        Files.delete(card);
        Files.delete(devices);
        assertThat(reader.read().cards()).isEmpty();
    }
}
