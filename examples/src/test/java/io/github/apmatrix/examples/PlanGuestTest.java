package io.github.apmatrix.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanGuestTest {
    private static final String PRODUCTION =
            Path.of("target/test-classes/captures/6.12/production.sysfs.gz").toString();

    @Test
    void aPlanIsPrinted() throws IOException {
        Golden.assertOutput("plan-guest", Run.of(PlanGuest::run, "--like-usage"));
    }

    @ParameterizedTest
    @CsvSource({"6.1", "7.3"})
    void aPlanIsExecuted(String release) throws IOException {
        Golden.assertOutput(
                "plan-guest-apply-" + release, Run.of(PlanGuest::run, "--kernel", release, "--like-usage", "--apply"));
    }

    @Test
    void controlDomainsLikeUsageComeOnTopOfOthers() {
        assertThat(Run.of(PlanGuest::run, "--like-usage", "--control-domains=4").out())
                .contains("and has adapters 00,0a x domains 001b (control domains 0004,001b)\n");
    }

    @Test
    void aRecordedHostCanBePlannedFor() throws IOException {
        Golden.assertOutput(
                "plan-guest-production",
                Run.of(PlanGuest::run, "--capture", PRODUCTION, "--adapters=0,3", "--domains=0x53", "--keep=06.0001"));
    }

    @Test
    void conflictsArePrintedWithTheirCulprits() {
        Run run = Run.of(
                PlanGuest::run,
                "--capture",
                PRODUCTION,
                "--device=cef03c3c-903d-4ecc-9a83-40694cb8aee4",
                "--adapters=0,1",
                "--domains=0",
                "--keep=00.0000");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                        conflict: devices cef03c3c-903d-4ecc-9a83-40694cb8aee4 and 4b0518fd-9237-493f-93c8-c5597f8006a3\
                         would both have 01.0000
                        conflict: device cef03c3c-903d-4ecc-9a83-40694cb8aee4 needs 00.0000, which must stay with the host
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--apply --capture=x | a recorded host cannot be changed",
                "--adapters=0,256 | 256",
                "--adapters=0,,1 | end of text",
                "--domains=1, | end of text",
                "--kernel=6.1 --sysfs=. | --kernel is for the simulated host only",
                "--device=1234 | 1234",
                "--keep=0a | 0a",
                "--kernel=5.4 | 5.4"
            })
    void aWrongArgumentIsOneLineThatNamesIt(String arguments, String culprit) {
        Run run = Run.of(PlanGuest::run, arguments.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("PlanGuest: ").contains(culprit).hasLineCount(1);
    }
}
