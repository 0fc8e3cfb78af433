package io.github.apmatrix.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class AllocateGuestsTest {
    @Test
    void allGuestsGetTheirQueuesAndOneMoreIsExplained() throws IOException {
        Golden.assertOutput("allocate-guests", Run.of(AllocateGuests::run));
    }

    @Test
    void aWrongArgumentIsOneLine() {
        Run run = Run.of(AllocateGuests::run, "--twenty");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("AllocateGuests: ")
                .contains("--twenty")
                .hasLineCount(1);
    }
}
