package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a builder refuses, before anything boots. */
class SimulatedKernelBuilderTest {
    private final SimulatedKernel.Builder builder = SimulatedKernel.builder();

    @Test
    void aParameterThatTheBusDoesNotHaveIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.apParameter("domian", "1"))
                .withMessage("the AP bus has no parameter domian");
    }

    @ParameterizedTest
    @ValueSource(strings = {"domain", "poll_thread", "useirq"})
    void aParameterThatIsNoNumberIsNamedWithItsValue(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.apParameter(name, "x"))
                .withMessage("parameter %s is not a number: \"x\"", name);
        builder.apParameter(name, "0");
    }

    @Test
    void whatIsRefusedDoesNotReplaceWhatWasGiven() {
        builder.apParameter("useirq", "0");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.apParameter("useirq", "on"));
        assertThat(new Console(builder.build()).read("bus/ap/ap_interrupts")).isEqualTo("0\n");
    }

    @Test
    void aNegativeWaitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.removalWait(Duration.ofSeconds(-1)))
                .withMessage("the wait for a removal is negative: PT-1S");
    }
}
