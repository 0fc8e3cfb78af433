package io.github.apmatrix.watch;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that take the place of udevadm. */
@Timeout(value = 3, unit = MINUTES)
class UdevSourceTest {
    private static final String EVENT = "KERNEL[1.0] bind /devices/ap/card0a/0a.0001 (ap)\\nSEQNUM=1\\n\\n";

    @TempDir
    Path directory;

    private UeventSource program(String script) throws IOException {
        Path file = Files.writeString(directory.resolve("udevadm"), "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return new UdevSource(List.of(directory.resolve("missing").toString(), file.toString()));
    }

    private static boolean awaitNews(UeventSource.Monitor monitor) {
        while (monitor.isOpen()) {
            if (monitor.hasNews()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    @Test
    void anEventIsNews() throws IOException {
        try (UeventSource.Monitor monitor =
                program("printf '" + EVENT + "'; exec sleep 100000\n").open()) {
            assertThat(monitor.isOpen()).isTrue();
            assertThat(awaitNews(monitor)).isTrue();
            assertThat(monitor.hasNews()).isFalse();
            assertThat(monitor.isOpen()).isTrue();
        }
    }

    @Test
    void itIsAskedForTheThreeSubsystems() throws IOException {
        Path arguments = directory.resolve("arguments");
        try (UeventSource.Monitor monitor = program("echo \"$LC_ALL $*\" > " + arguments + "; printf '" + EVENT + "'\n")
                .open()) {
            assertThat(awaitNews(monitor)).isTrue();
        }
        assertThat(arguments)
                .hasContent("C monitor --kernel --property --subsystem-match=ap --subsystem-match=mdev"
                        + " --subsystem-match=matrix");
    }

    @Test
    void whatAProgramSaysBeforeItDiesIsHeard() throws IOException {
        UeventSource.Monitor monitor =
                program("printf '" + EVENT + "'; exit 3\n").open();
        assertThat(awaitNews(monitor)).isTrue();
        assertThat(awaitNews(monitor)).isFalse();
        assertThat(monitor.isOpen()).isFalse();
        assertThat(monitor.hasNews()).isFalse();
        monitor.close();
    }

    @Test
    void garbageIsNoNews() throws IOException {
        UeventSource.Monitor monitor = program(
                        "head -c 3000000 /dev/urandom; head -c 3000000 /dev/zero; echo; echo error >&2\n")
                .open();
        assertThat(awaitNews(monitor)).isFalse();
    }

    @Test
    void withoutTheProgramThereIsNoNews() {
        UeventSource missing =
                new UdevSource(List.of(directory.resolve("missing").toString(), directory.toString()));
        try (UeventSource.Monitor monitor = missing.open()) {
            assertThat(monitor.isOpen()).isFalse();
            assertThat(monitor.hasNews()).isFalse();
        }
    }

    /** The pipe that the program and its child have open tells when both are gone. */
    @Test
    void closingKillsItWithItsChildren() throws Exception {
        Path alive = directory.resolve("alive");
        assertThat(new ProcessBuilder("mkfifo", alive.toString()).start().waitFor())
                .isZero();
        UeventSource.Monitor monitor = program("exec 3>" + alive + "; sleep 100000 & echo ready >&3; wait\n")
                .open();
        CompletableFuture<String> gone = new CompletableFuture<>();
        try (BufferedReader pipe = Files.newBufferedReader(alive)) {
            assertThat(pipe.readLine()).isEqualTo("ready");
            monitor.close();
            monitor.close();
            assertThat(monitor.isOpen()).isFalse();
            assertThat(monitor.hasNews()).isFalse();
            gone.complete(String.valueOf(pipe.readLine()));
        }
        assertThat(gone.get()).isEqualTo("null");
    }
}
