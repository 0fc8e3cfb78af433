package io.github.apmatrix.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainQueueTest {
    private static final Path CAPTURES = Path.of("target/test-classes/captures");

    @Test
    void byDefaultItWalksThroughARecordedHost() throws IOException {
        Golden.assertOutput("explain-queue", Run.of(ExplainQueue::run));
    }

    @ParameterizedTest
    @CsvSource({"6.1, production", "7.3, production", "6.1, truncated", "6.12, bare"})
    void withoutQueueAllDevicesAreExplained(String kernel, String host) throws IOException {
        String file = CAPTURES.resolve(kernel + "/" + host + ".sysfs.gz").toString();
        Golden.assertOutput("explain-host-" + kernel + "-" + host, Run.of(ExplainQueue::run, "--capture", file));
    }

    @Test
    void aQueueIsExplainedForTheDeviceThatHasIt() {
        assertThat(Run.of(ExplainQueue::run, "0b.0009").out())
                .startsWith(
                        "0b.0009 does not reach the guest of device 7c1d9a52-5f0e-4d0a-9a11-c2b7f2f0a001: 0b.0009 is"
                                + " free for vfio_ap, but without driver.\n");
    }

    @Test
    void aQueueIsExplainedForAnotherDevice() {
        assertThat(Run.of(ExplainQueue::run, "0b.0009", "e4d909c2-90d0-4fb1-8a06-8cffadd220ec")
                        .out())
                .contains("0b.0009 is assigned to device 7c1d9a52-5f0e-4d0a-9a11-c2b7f2f0a001; device"
                        + " e4d909c2-90d0-4fb1-8a06-8cffadd220ec does not have adapter 0b and domain 0009.\n");
    }

    @Test
    void aHostWithoutApBusMakesNothingUp(@TempDir Path root) {
        assertThat(Run.of(ExplainQueue::run, "--sysfs", root.toString(), "0a.001b")
                        .out())
                .startsWith(
                        "0a.001b does not reach any guest: this Linux has no AP bus; the host has no mediated device.\n");
    }

    @ParameterizedTest
    @CsvSource({"0a, '0a'", "0a.001b 1234, '1234'", "--capture=nowhere, nowhere"})
    void aWrongArgumentIsOneLineThatNamesIt(String arguments, String culprit) {
        Run run = Run.of(ExplainQueue::run, arguments.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("ExplainQueue: ").contains(culprit).hasLineCount(1);
    }
}
