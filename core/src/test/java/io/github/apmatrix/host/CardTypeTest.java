package io.github.apmatrix.host;

import static io.github.apmatrix.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardTypeTest {
    @ParameterizedTest
    @CsvSource({
        "CEX4A, 4, ACCELERATOR",
        "CEX7A, 7, ACCELERATOR",
        "CEX8C, 8, CCA",
        "CEX8P, 8, EP11",
        "CEX2A, 2, ACCELERATOR",
        "CEX10C, 10, CCA",
        "CEX99P, 99, EP11"
    })
    void aTypeIsAGenerationAndAMode(String text, int generation, CardMode mode) {
        assertThat(CardType.parse(text))
                .isEqualTo(new CardType(generation, mode))
                .hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "C", "CEX", "CEXA", "CEX7", "CEX7X", "CEX7a", "cex7A", "CEX 7A", "CEX7A\n", " CEX7A", "CEX1A",
                "CEX0A", "CEX100A", "CEX-7A", "CEX7AA", "XEC7A", "PCICA"
            })
    void otherTextsAreRefused(String text) {
        assertRefused(CardType::parse, text);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 0, -7, 100})
    void generationsOutOfRangeAreRefused(int generation) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CardType(generation, CardMode.CCA))
                .withMessage("generation " + generation + " is not between 2 and 99");
    }

    @Test
    void theConstantsPrintTheirNames() {
        assertThat(CardType.CEX4A).hasToString("CEX4A");
        assertThat(CardType.CEX5C).hasToString("CEX5C");
        assertThat(CardType.CEX6P).hasToString("CEX6P");
        assertThat(CardType.CEX8C).hasToString("CEX8C");
    }

    @Test
    void modesPrintAsLszcryptPrintsThem() {
        assertThat(CardMode.values())
                .extracting(CardMode::toString)
                .containsExactly("Accelerator", "CCA-Coproc", "EP11-Coproc");
    }
}
