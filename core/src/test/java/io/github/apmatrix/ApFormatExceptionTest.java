package io.github.apmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApFormatExceptionTest {
    @Test
    void theMessageSaysWhatWhyAndWhere() {
        ApFormatException exception = ApFormatException.malformed("a value", "abc", 2, "no c");
        assertThat(exception)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a value: no c at index 2 of \"abc\"");
        assertThat(exception.input()).isEqualTo("abc");
        assertThat(exception.errorIndex()).isEqualTo(2);
        assertThat(exception.isOverflow()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`a\nb`, a\\nb",
                "`a\tb`, a\\tb",
                "a\"b, a\\\"b",
                "a\\b, a\\\\b",
                "a\u0000b, a\\x00b",
                "a\u001bb, a\\x1bb",
                "aéb, aéb"
            })
    void charactersThatWouldDisturbALineAreEscaped(String input, String shown) {
        assertThat(ApFormatException.malformed("a value", input, 0, "problem"))
                .hasMessage("not a value: problem at index 0 of \"" + shown + "\"");
    }

    @Test
    void onlyTheStartOfALongTextIsShown() {
        String shown = "x".repeat(100);
        assertThat(ApFormatException.malformed("a value", shown, 0, "problem"))
                .message()
                .endsWith("of \"" + shown + "\"");
        ApFormatException exception = ApFormatException.malformed("a value", shown + "y", 100, "problem");
        assertThat(exception).message().endsWith("at index 100 of \"" + shown + "\"... (101 characters)");
        assertThat(exception.input()).isEqualTo(shown + "y");
    }
}
