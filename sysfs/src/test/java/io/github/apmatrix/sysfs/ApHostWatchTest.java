package io.github.apmatrix.sysfs;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.watch.HostUpdate;
import io.github.apmatrix.watch.HostWatcher;
import io.github.apmatrix.watch.UeventSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 3, unit = MINUTES)
class ApHostWatchTest {
    @Test
    void anyHostCanBeWatched() throws InterruptedException {
        ChangingHost host = new ChangingHost(Captures.sysfs("6.12", "scenario"));
        EditedHost edited = EditedHost.of("6.12", "scenario").content(SysfsPath.of("bus/ap/config_time"), "40\n");
        BlockingQueue<HostUpdate> updates = new LinkedBlockingQueue<>();
        try (HostWatcher watcher = ApHost.at(host).watch(updates::add)) {
            assertThat(watcher.first())
                    .isEqualTo(ApHost.at(Captures.sysfs("6.12", "scenario")).snapshot());
            host.become(edited.sysfs());
            HostSnapshot arrived =
                    watcher.awaitUntil(now -> now.configTime().orElseThrow().toSeconds() == 40, Duration.ofMinutes(2));
            assertThat(arrived).isEqualTo(edited.snapshot());
            assertThat(updates.take()).hasToString("the period of the bus scan is 40 seconds (was 30 seconds)\n");
        }
    }

    @Test
    void onlyTheSysfsOfThisMachineHasUdev() {
        assertThat(FileSysfs.local().uevents()).isSameAs(UeventSource.udevadm());
        assertThat(FileSysfs.at(Path.of("/sys")).uevents()).isSameAs(UeventSource.udevadm());
        assertThat(FileSysfs.at(Path.of("/tmp")).uevents()).isSameAs(UeventSource.none());
        assertThat(Captures.sysfs("6.12", "scenario").uevents()).isSameAs(UeventSource.none());
    }
}
