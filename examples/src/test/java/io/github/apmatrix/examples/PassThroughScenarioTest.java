package io.github.apmatrix.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassThroughScenarioTest {
    @Test
    void playsTheDocumentedScenario() throws IOException {
        Golden.assertOutput("pass-through-scenario", Run.of(PassThroughScenario::run));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.6", "7.3"})
    void theKernelMakesNoDifferenceButForTheQueueDepth(String release) {
        Run run = Run.of(PassThroughScenario::run, "--kernel", release);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().replace("13     07", "13     08"))
                .isEqualTo(Run.of(PassThroughScenario::run).out());
    }

    @Test
    void helpIsPrinted() {
        Run run = Run.of(PassThroughScenario::run, "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: PassThroughScenario");
    }

    @Test
    void aWrongArgumentIsOneLineAndExitCode2() {
        assertThat(Run.of(PassThroughScenario::run, "--kernel", "2.4"))
                .isEqualTo(new Run(
                        2, "", "PassThroughScenario: no profile for Linux 2.4; there are 6.1, 6.6, 6.12, 7.3\n"));
        assertThat(Run.of(PassThroughScenario::run, "--fast"))
                .isEqualTo(new Run(2, "", "PassThroughScenario: Unknown option: '--fast' (try --help)\n"));
    }
}
