package io.github.apmatrix;

import static io.github.apmatrix.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainIdTest {
    @Nested
    class Of {
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 63, 64, 255})
        void everyNumberFrom0To255IsADomain(int value) {
            assertThat(DomainId.of(value).value()).isEqualTo(value);
            assertThat(DomainId.of(value)).isEqualTo(new DomainId(value)).hasSameHashCodeAs(new DomainId(value));
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 256, Integer.MIN_VALUE, Integer.MAX_VALUE})
        void otherNumbersAreRefused(int value) {
            String message = "domain " + value + " is not between 0 and 255";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DomainId.of(value))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new DomainId(value))
                    .withMessage(message);
        }
    }

    @Nested
    class ParseHex {
        @ParameterizedTest
        @CsvSource({"0000, 0", "000a, 10", "0010, 16", "00ff, 255"})
        void fourLowerCaseHexDigitsAreTheNumber(String text, int value) {
            assertThat(DomainId.parseHex(text)).isEqualTo(DomainId.of(value));
        }

        @ParameterizedTest
        @CsvSource({
            "0x0a, 1",
            "a, 1",
            "0a, 2",
            "001, 3",
            "000A, 3",
            "0000a, 4",
            "'', 0",
            "'000a\n', 4",
            "0100, 0",
            "ffff, 0"
        })
        void anythingElseIsRefused(String text, int errorIndex) {
            assertRefused(DomainId::parseHex, text, errorIndex);
        }
    }

    @Test
    void hexIsFourDigitsAndTheNumberHasAPrefix() {
        assertThat(DomainId.of(27).toHex()).isEqualTo("001b");
        assertThat(DomainId.of(27).toNumber()).isEqualTo("0x001b");
        assertThat(DomainId.of(255)).hasToString("00ff");
        assertThat(DomainId.of(0)).hasToString("0000");
    }

    @Test
    void theOrderIsNumerical() {
        assertThat(DomainId.of(9)).isLessThan(DomainId.of(10)).isLessThan(DomainId.of(0x80));
        assertThat(DomainId.of(255)).isGreaterThan(DomainId.of(254)).isEqualByComparingTo(new DomainId(255));
    }
}
