package io.github.apmatrix.persistence.chzdev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MaskUpdate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChzdevValueTest {
    @Nested
    class Reading {
        @Test
        void listNamesTheWholeMask() {
            assertThat(ChzdevValue.parse("3,5-10,0x25"))
                    .isEqualTo(MaskUpdate.replacing(ApMask.of(3, 5, 6, 7, 8, 9, 10, 0x25)));
        }

        @Test
        void signedListIsChanges() {
            MaskUpdate update = ChzdevValue.parse("+0-4,-0xf0,+0XF0,-2");

            assertThat(update).isEqualTo(MaskUpdate.parse("+0-4,-0xf0,+0xf0,-2"));
            assertThat(update.applyTo(ApMask.of(0xf1))).isEqualTo(ApMask.of(0, 1, 3, 4, 0xf0, 0xf1));
        }

        @Test
        void minusBeforeARangeClearsTheRange() {
            assertThat(ChzdevValue.parse("-20-22"))
                    .isEqualTo(MaskUpdate.removing(ApMask.of(IntStream.rangeClosed(20, 22))));
        }

        @Test
        void leadingZeroIsOctal() {
            assertThat(ChzdevValue.parse("010,00,0377")).isEqualTo(MaskUpdate.replacing(ApMask.of(0, 8, 255)));
        }

        @Test
        void hexNumberIsNoMask() {
            assertThat(ChzdevValue.parse("0xff")).isEqualTo(MaskUpdate.replacing(ApMask.of(255)));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "''|nothing|0",
                    "+|no number|1",
                    "0x|no number|0",
                    "abc|no number|0",
                    "0x1g|no number|0",
                    "1,|no number|2",
                    "1,,2|no number|2",
                    ",1|no number|0",
                    "+1,|no number|3",
                    "1-|no number|2",
                    "+1-|no number|3",
                    "--5|no number|1",
                    "-+5|no number|1",
                    "+1-2-3|no number|3",
                    "' 1'|no number|0",
                    "1, 2|no number|2",
                    "08|a leading zero means octal, so no 8 or 9|0",
                    "1,2-019|a leading zero means octal, so no 8 or 9|4",
                    "300|a number above 255|0",
                    "+1,-256|a number above 255|4",
                    "99999999999999999999999|a number above 255|0",
                    "0xffff|a number above 255 (a hex mask is no value of chzdev)|0",
                    "0x4000000000000000000000000000000000000000000000000000000000000000"
                            + "|a number above 255 (a hex mask is no value of chzdev)|0",
                    "5-3|a range that ends before it starts|0",
                    "+1,-5-3|a range that ends before it starts|4",
                    "1,+2|a change among plain numbers|2",
                    "+1,2|no + or - before one of the changes|3"
                })
        void malformedValueIsRefused(String text, String problem, int index) {
            assertThatExceptionOfType(ApFormatException.class)
                    .isThrownBy(() -> ChzdevValue.parse(text))
                    .withMessage("not a value of chzdev: %s at index %s of \"%s\"".formatted(problem, index, text))
                    .satisfies(e -> assertThat(e.errorIndex()).isEqualTo(index));
        }

        @Test
        void longListOfChangesTakesNoLongTime() {
            MaskUpdate update = ChzdevValue.parse("+1" + ",-1,+1".repeat(50_000));

            assertThat(update.applyTo(ApMask.none())).isEqualTo(ApMask.of(1));
        }
    }

    @Nested
    class Writing {
        @Test
        void setsAreRangesAsTheToolsPrintThem() {
            AdapterSet adapters = AdapterSet.adapters(0, 3, 10).complement();
            DomainSet domains = DomainSet.domains(1, 2, 3, 4, 71, 171).complement();

            assertThat(ChzdevValue.toText(adapters)).isEqualTo("1-2,4-9,11-255");
            assertThat(ChzdevValue.toText(domains)).isEqualTo("0,5-70,72-170,172-255");
            assertThat(ChzdevValue.toText(AdapterSet.all())).isEqualTo("0-255");
            assertThat(ChzdevValue.toText(AdapterSet.adapters(0, 1, 255))).isEqualTo("0-1,255");
        }

        @Test
        void emptySetIsWrittenAsAChange() {
            assertThat(ChzdevValue.toText(DomainSet.none())).isEqualTo("-0-255");
            assertThat(ChzdevValue.toText(MaskUpdate.replacing(ApMask.none()))).isEqualTo("-0-255");
        }

        @Test
        void changesAreDecimal() {
            assertThat(ChzdevValue.toText(MaskUpdate.parse("+0x0-4,-0xf0"))).isEqualTo("+0-4,-240");
        }

        @Test
        void noChangeHasNoValue() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ChzdevValue.toText(MaskUpdate.adding(ApMask.none())))
                    .withMessage("chzdev has no value for no change");
        }
    }
}
