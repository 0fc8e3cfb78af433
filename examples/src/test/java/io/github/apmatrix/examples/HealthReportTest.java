package io.github.apmatrix.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthReportTest {
    private static final Path CAPTURES = Path.of("target/test-classes/captures");

    private static String capture(String name) {
        return CAPTURES.resolve(name + ".sysfs.gz").toString();
    }

    @Test
    void byDefaultARecordedHostIsChecked() throws IOException {
        Golden.assertOutput("health-report", 1, Run.of(HealthReport::run));
    }

    @Test
    void linesForMonitoringSayTheSame() throws IOException {
        Golden.assertOutput("health-report-lines", 1, Run.of(HealthReport::run, "--lines"));
    }

    @Test
    void filesForTheNextBootAreCompared() throws IOException {
        try (PreparedFiles files = PreparedFiles.create()) {
            String root = files.root().toString();
            Golden.assertOutput(
                    "health-report-persistence",
                    1,
                    Run.of(HealthReport::run, "--capture", capture("6.12/scenario"), "--root", root));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1/scenario", "6.12/bare", "7.3/empty", "6.12/large"})
    void aHealthyHostHasNoFindings(String host) {
        assertThat(Run.of(HealthReport::run, "--capture", capture(host)))
                .isEqualTo(new Run(0, "0 critical, 0 warnings, 0 notices\n", ""));
        assertThat(Run.of(HealthReport::run, "--lines", "--capture", capture(host)))
                .isEqualTo(new Run(0, "", ""));
    }

    @Test
    void noticesAreNoReasonForAnAlarm() {
        Run run = Run.of(HealthReport::run, "--capture", capture("6.1/truncated"));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("0 critical, 0 warnings, 1 notice\n").contains("notice: matrix-cut\n");
    }

    /** The recorded host of the default, with adapter 01 of two running guests checkstopped. */
    @Test
    void aRunningGuestWithoutAnswersIsCritical(@TempDir Path root) throws IOException {
        RecordedHosts.production().unpack(root);
        Path chkstop = root.resolve("devices/ap/card01/chkstop");
        Files.delete(chkstop);
        Files.writeString(chkstop, "1\n");
        Run run = Run.of(HealthReport::run, "--lines", "--sysfs", root.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out())
                .startsWith("severity=critical identifier=adapter-checkstopped culprit=\"adapter 01\" adapters=01"
                        + " queues=none devices=4b0518fd-9237-493f-93c8-c5597f8006a3,"
                        + "62177883-f1bb-47f0-914d-32a22e3a8804 ");
    }

    @Test
    void helpTellsTheExitCodes() {
        Run run = Run.of(HealthReport::run, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("Usage: HealthReport [--help] [--lines] [--root=DIR] [--sysfs=DIR |")
                .contains("  0   nothing, or only notices\n", "  2   the worst is critical\n");
    }

    @ParameterizedTest
    @CsvSource({"--root=nowhere, no directory nowhere", "--capture=nowhere, no file nowhere", "--fast, --fast"})
    void whatCannotBeCheckedIsNeitherWellNorCritical(String argument, String culprit) {
        Run run = Run.of(HealthReport::run, argument);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("HealthReport: ").contains(culprit).hasLineCount(1);
    }
}
