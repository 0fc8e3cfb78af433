package io.github.apmatrix;

import static io.github.apmatrix.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterIdTest {
    @Nested
    class Of {
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 63, 64, 255})
        void everyNumberFrom0To255IsAnAdapter(int value) {
            assertThat(AdapterId.of(value).value()).isEqualTo(value);
            assertThat(AdapterId.of(value)).isEqualTo(new AdapterId(value)).hasSameHashCodeAs(new AdapterId(value));
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 256, Integer.MIN_VALUE, Integer.MAX_VALUE})
        void otherNumbersAreRefused(int value) {
            String message = "adapter " + value + " is not between 0 and 255";
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AdapterId.of(value))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AdapterId(value))
                    .withMessage(message);
        }
    }

    @Nested
    class ParseHex {
        @ParameterizedTest
        @CsvSource({"00, 0", "0a, 10", "10, 16", "ff, 255"})
        void twoLowerCaseHexDigitsAreTheNumber(String text, int value) {
            assertThat(AdapterId.parseHex(text)).isEqualTo(AdapterId.of(value));
        }

        @ParameterizedTest
        @CsvSource({
            "0x0a, 1",
            "0x, 1",
            "a, 1",
            "0A, 1",
            "A0, 0",
            "00a, 2",
            "'', 0",
            "'0a\n', 2",
            "' a', 0",
            "+a, 0",
            "-1, 0",
            "0g, 1",
            "0\u0660, 1"
        })
        void anythingElseIsRefusedWithTheFirstWrongCharacter(String text, int errorIndex) {
            assertRefused(AdapterId::parseHex, text, errorIndex);
        }

        @Test
        void theMessageSaysWhatTheKernelPrints() {
            assertThat(assertRefused(AdapterId::parseHex, "0x0a"))
                    .hasMessage("not an adapter as the kernel prints it: unexpected \"x\" instead of 2 lower-case hex "
                            + "digits without prefix at index 1 of \"0x0a\"");
        }
    }

    @Test
    void hexIsTwoDigitsAndTheNumberHasAPrefix() {
        assertThat(AdapterId.of(10).toHex()).isEqualTo("0a");
        assertThat(AdapterId.of(10).toNumber()).isEqualTo("0x0a");
        assertThat(AdapterId.of(255)).hasToString("ff");
        assertThat(AdapterId.of(0)).hasToString("00");
    }

    @Test
    void theOrderIsNumerical() {
        assertThat(AdapterId.of(9)).isLessThan(AdapterId.of(10)).isLessThan(AdapterId.of(0x80));
        assertThat(AdapterId.of(255)).isGreaterThan(AdapterId.of(254)).isEqualByComparingTo(new AdapterId(255));
    }
}
