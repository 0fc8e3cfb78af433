package io.github.apmatrix.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShowHostTest {
    private static final Path CAPTURES = Path.of("target/test-classes/captures");

    @ParameterizedTest
    @CsvSource({
        "6.12, scenario",
        "6.12, production",
        "6.12, bare",
        "6.1, truncated",
        "6.1, large",
        "7.3, empty",
        "7.3, production"
    })
    void aRecordedHostIsShown(String kernel, String host) throws IOException {
        String file = CAPTURES.resolve(kernel + "/" + host + ".sysfs.gz").toString();
        Golden.assertOutput("show-host-" + kernel + "-" + host, Run.of(ShowHost::run, "--capture", file));
    }

    static List<Path> captures() throws IOException {
        try (Stream<Path> files = Files.walk(CAPTURES)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void everyRecordedHostHasItsLevels(Path capture) {
        Run run = Run.of(ShowHost::run, "--capture", capture.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("AP bus           yes\n")
                .containsPattern("LPAR adapters +(none|00)")
                .containsPattern("(?m)^(no queues: |domain  )")
                .doesNotContain("LPAR adapters    not known");
    }

    @Test
    void aTreeOfFilesIsReadLikeASysfs(@TempDir Path root) throws IOException {
        Path bus = Files.createDirectories(root.resolve("bus/ap"));
        Files.writeString(bus.resolve("apmask"), "0x" + "f".repeat(64) + "\n");
        Files.writeString(bus.resolve("aqmask"), "0x" + "0".repeat(64) + "\n");
        Run run = Run.of(ShowHost::run, "--sysfs", root.toString());
        assertThat(run.out())
                .contains("AP bus           yes\n", "vfio_ap loaded   no\n")
                .contains("host apmask      00-ff\n", "     aqmask      none\n", "LPAR adapters    not known\n");
    }

    @Test
    void aHostWithoutApBusIsNoError(@TempDir Path root) {
        assertThat(Run.of(ShowHost::run, "--sysfs", root.toString()))
                .isEqualTo(new Run(0, "AP bus           no\nvfio_ap loaded   no\n", ""));
    }

    @Test
    void helpIsPrinted() {
        Run run = Run.of(ShowHost::run, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: ShowHost [--help] [--sysfs=DIR | --capture=FILE]");
    }

    @ParameterizedTest
    @CsvSource({
        "--fast, Unknown option: '--fast'",
        "--capture, Missing required parameter for option '--capture' (FILE)",
        "--capture=nowhere, no file nowhere",
        "--sysfs=nowhere, no directory nowhere",
        "--capture=pom.xml, pom.xml is not a capture (line 1): no dir"
    })
    void aWrongArgumentIsOneLineAndExitCode2(String argument, String message) {
        Run run = Run.of(ShowHost::run, argument);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("ShowHost: " + message).hasLineCount(1);
    }
}
