package io.github.apmatrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedTextTest {
    @Test
    void controlCharactersAreEscaped() {
        assertThat(QuotedText.quote("05.0004\n\t\0\u007f\\\"\u00b5"))
                .isEqualTo("\"05.0004\\n\\t\\x00\\x7f\\\\\\\"\u00b5\"");
    }

    @Test
    void hexEscapesAreReadInEitherCase() {
        assertThat(QuotedText.unquote("\"\\x0A\\x0a\\x41\"")).isEqualTo("\n\nA");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``       | 0",
                "`\"`     | 0",
                "abc      | 2",
                "`\"abc`  | 3",
                "`\"a\"b\"`| 2",
                "`\"\\q\"` | 1",
                "`\"\\x4\"`| 1",
                "`\"a\\\"` | 2"
            })
    void aTextThatIsNotQuotedIsRefusedWithItsPosition(String text, int index) {
        assertThatExceptionOfType(ApFormatException.class)
                .isThrownBy(() -> QuotedText.unquote(text))
                .satisfies(e -> {
                    assertThat(e.input()).isEqualTo(text);
                    assertThat(e.errorIndex()).isEqualTo(index);
                });
    }

    @Test
    void aLongTextIsAbbreviatedInMessages() {
        assertThat(QuotedText.abbreviate("x".repeat(100))).isEqualTo(QuotedText.quote("x".repeat(100)));
        assertThat(QuotedText.abbreviate("x".repeat(101)))
                .isEqualTo(QuotedText.quote("x".repeat(100)) + "... (101 characters)");
    }
}
