package io.github.apmatrix;

import static io.github.apmatrix.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelNumberTest {
    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "'5\n', 5",
        "+5, 5",
        "05, 5",
        "0x5, 5",
        "0X5, 5",
        "+0x05, 5",
        "0, 0",
        "00, 0",
        "+0, 0",
        "010, 8",
        "10, 10",
        "0x10, 16",
        "0xAB, 171",
        "0xab, 171",
        "0XaB, 171",
        "171, 171",
        "0253, 171",
        "'+0x00ff\n', 255"
    })
    void numbersOfTheThreeBasesAreReadAlikeEverywhere(String text, int value) {
        assertThat(KernelNumber.parseUnsigned(text)).isEqualTo(value);
        assertThat(AdapterId.parseNumber(text)).isEqualTo(AdapterId.of(value));
        assertThat(DomainId.parseNumber(text)).isEqualTo(DomainId.of(value));
    }

    @ParameterizedTest
    @CsvSource({
        "08, 1",
        "09, 1",
        "0x, 1",
        "0X, 1",
        "0xg, 1",
        "0b1, 1",
        "1e, 1",
        "1f, 1",
        "00ab, 2",
        "0x1g, 3",
        "0x 1, 1",
        "'5 ', 1",
        "' 5', 0",
        "'5\n\n', 2",
        "'5\n6', 2",
        "'5\t', 1",
        "-1, 0",
        "-0, 0",
        "++5, 1",
        "+-5, 1",
        "+, 1",
        "'\n', 0",
        "'+\n', 1",
        "'', 0",
        "abc, 0",
        "5_0, 1",
        "'5,6', 1",
        "5.0, 1",
        "٥, 0",
        "1٥, 1"
    })
    void otherTextsAreRefusedWithTheFirstWrongCharacter(String text, int errorIndex) {
        assertThat(assertRefused(KernelNumber::parseUnsigned, text, errorIndex).isOverflow())
                .isFalse();
        assertRefused(AdapterId::parseNumber, text, errorIndex);
        assertRefused(DomainId::parseNumber, text, errorIndex);
    }

    @ParameterizedTest
    @CsvSource({
        "18446744073709551615, -1",
        "0xffffffffffffffff, -1",
        "01777777777777777777777, -1",
        "9223372036854775808, -9223372036854775808",
        "18446744073709551609, -7",
        "256, 256",
        "4294967296, 4294967296"
    })
    void upTo64BitsAreReadButAreNoAdapterOrDomain(String text, long bits) {
        assertThat(KernelNumber.parseUnsigned(text)).isEqualTo(bits);
        assertThat(assertRefused(AdapterId::parseNumber, text).isOverflow()).isFalse();
        assertThat(assertRefused(DomainId::parseNumber, text).isOverflow()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "18446744073709551616",
                "18446744073709551616\n",
                "18446744073709551616junk",
                "+18446744073709551616 ",
                "18446744073709551620",
                "184467440737095516150",
                "99999999999999999999999999999999",
                "0x10000000000000000",
                "0x10000000000000000g",
                "02000000000000000000000",
                "02000000000000000000000\n\n"
            })
    void above64BitsIsAnOverflowWhateverFollows(String text) {
        assertThat(assertRefused(KernelNumber::parseUnsigned, text).isOverflow())
                .isTrue();
        assertThat(assertRefused(AdapterId::parseNumber, text).isOverflow()).isTrue();
        assertThat(assertRefused(DomainId::parseNumber, text).isOverflow()).isTrue();
    }

    @Test
    void leadingZerosNeverOverflow() {
        assertThat(KernelNumber.parseUnsigned("0x" + "0".repeat(100) + "7")).isEqualTo(7);
        assertThat(KernelNumber.parseUnsigned("0".repeat(100) + "17")).isEqualTo(15);
    }

    @Test
    void theMessageSaysWhatWhereAndWhy() {
        assertThat(assertRefused(AdapterId::parseNumber, "0xg\n"))
                .hasMessage("not an adapter number: unexpected \"x\" instead of the end at index 1 of \"0xg\\n\"");
        assertThat(assertRefused(DomainId::parseNumber, "+"))
                .hasMessage("not a domain number: end of text instead of a digit at index 1 of \"+\"");
        assertThat(assertRefused(DomainId::parseNumber, "256"))
                .hasMessage("not a domain number: a number above 255 at index 0 of \"256\"");
        assertThat(assertRefused(KernelNumber::parseUnsigned, "18446744073709551616"))
                .hasMessage("not a number: a number above 64 bits at index 0 of \"18446744073709551616\"");
    }
}
