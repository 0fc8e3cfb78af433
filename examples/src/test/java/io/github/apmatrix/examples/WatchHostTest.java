package io.github.apmatrix.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchHostTest {
    @Test
    void tellsAStoryThatEndsByItself() throws IOException {
        Golden.assertOutput("watch-host", Run.of(WatchHost::run));
    }

    @Test
    void aHostIsWatchedForSomeTime(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("bus/ap/devices/card0a"));
        Files.createDirectories(root.resolve("devices/ap/card0a"));
        assertThat(Run.of(WatchHost::run, "--sysfs", root.toString(), "--interval", "1", "--for", "0"))
                .isEqualTo(new Run(0, "watching " + root + ": 1 adapters, 0 queues, 0 devices\n", ""));
    }

    @Test
    void helpIsPrinted() {
        Run run = Run.of(WatchHost::run, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("Usage: WatchHost [--help] [--for=SECONDS] [--interval=SECONDS] [--sysfs=DIR]");
    }

    @ParameterizedTest
    @CsvSource({
        "--fast, Unknown option: '--fast'",
        "--sysfs=nowhere, no directory nowhere",
        "--interval=5, --interval needs --sysfs DIR",
        "--for=5, --for needs --sysfs DIR",
        "--sysfs=. --for=-1, --for -1 is negative",
        "--sysfs=. --interval=0, interval PT0S is not between zero and 365 days",
        "--sysfs=. --interval=soon, Invalid value for option '--interval'"
    })
    void aWrongArgumentIsOneLineAndExitCode2(String arguments, String message) {
        Run run = Run.of(WatchHost::run, arguments.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("WatchHost: " + message).hasLineCount(1);
    }
}
