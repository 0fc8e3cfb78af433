package io.github.apmatrix.host;

import static io.github.apmatrix.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeTextsTest {
    @Nested
    class Functions {
        @ParameterizedTest
        @CsvSource({
            "0x6A800000, -MC-A-N-F-, ACCELERATOR",
            "0x92800000, S--D--N-F-, CCA",
            "0x06800000, -----XN-F-, EP11",
        })
        void lettersAndModeComeFromTheBits(String text, String letters, CardMode mode) {
            ApFunctions functions = ApFunctions.parse(text);
            assertThat(functions.letters()).isEqualTo(letters);
            assertThat(functions.mode()).contains(mode);
            assertThat(functions).hasToString(text);
        }

        @Test
        void tenBitsHaveLetters() {
            assertThat(new ApFunctions(-1).letters()).isEqualTo("SMCDAXNHFR");
            assertThat(new ApFunctions(0x0040_0000).letters()).isEqualTo("---------R");
            assertThat(new ApFunctions(0x003f_ffff).letters()).isEqualTo("----------");
            assertThat(new ApFunctions(0).mode()).isEmpty();
        }

        @Test
        void eitherCaseIsReadAndUpperCaseIsPrinted() {
            assertThat(ApFunctions.parse("0x6a80000f"))
                    .isEqualTo(new ApFunctions(0x6a80000f))
                    .hasToString("0x6A80000F");
            assertThat(ApFunctions.parse("0xFFFFFFFF").word()).isEqualTo(-1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "0x",
                    "6A800000",
                    "0x6A80000",
                    "0x6A8000000",
                    "0X6A800000",
                    "0x6A80000g",
                    "0x6A800000\n",
                    " 0x6A80000"
                })
        void otherTextsAreRefused(String text) {
            assertRefused(ApFunctions::parse, text);
        }

        @Test
        void theFirstWrongDigitIsNamed() {
            assertRefused(ApFunctions::parse, "0x6A8g0000", 5);
        }
    }

    @Nested
    class BindingsText {
        @ParameterizedTest
        @CsvSource({
            "0/0 (complete), 0, 0, true",
            "6/6 (complete), 6, 6, true",
            "5/6, 5, 6, false",
            "6/6, 6, 6, false",
            "65536/65536 (complete), 65536, 65536, true"
        })
        void boundQueuesOfAllQueuesAreCounted(String text, int bound, int queues, boolean complete) {
            Bindings bindings = Bindings.parse(text);
            assertThat(bindings.bound()).isEqualTo(bound);
            assertThat(bindings.queues()).isEqualTo(queues);
            assertThat(bindings.isComplete()).isEqualTo(complete);
            assertThat(bindings)
                    .hasToString(text)
                    .isEqualTo(Bindings.parse(text))
                    .hasSameHashCodeAs(Bindings.parse(text));
        }

        @Test
        void completeOrNotIsADifference() {
            assertThat(Bindings.parse("6/6")).isNotEqualTo(Bindings.parse("6/6 (complete)"));
            assertThat(Bindings.parse("5/6")).isNotEqualTo(Bindings.parse("6/6"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "6",
                    "6/",
                    "/6",
                    "6/6 ",
                    "6/6\n",
                    "6/6(complete)",
                    "6/6 complete",
                    "-1/6",
                    "6/6 (complete)\n",
                    "a/b",
                    "99999999999/6"
                })
        void otherTextsAreRefused(String text) {
            assertRefused(Bindings::parse, text);
        }
    }

    @Nested
    class Status {
        @ParameterizedTest
        @EnumSource
        void aStatusIsReadAsItPrints(VfioStatus status) {
            assertThat(VfioStatus.of(status.toString())).contains(status);
        }

        @Test
        void theTextsAreThoseOfTheKernel() {
            assertThat(VfioStatus.of("unassigned")).contains(VfioStatus.UNASSIGNED);
            assertThat(VfioStatus.of("assigned")).contains(VfioStatus.ASSIGNED);
            assertThat(VfioStatus.of("in use")).contains(VfioStatus.IN_USE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "in use\n", "In use", "IN_USE", "in-use"})
        void otherTextsAreNoStatus(String text) {
            assertThat(VfioStatus.of(text)).isEmpty();
        }
    }
}
