package io.github.apmatrix;

import static io.github.apmatrix.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApMaskTest {
    private static final String ZEROS = "0x" + "0".repeat(64);
    private static final String ONES = "0x" + "f".repeat(64);

    @Nested
    class Text {
        @Test
        void bitZeroIsTheLeftmost() {
            assertThat(ApMask.of(0)).hasToString("0x8" + "0".repeat(63));
            assertThat(ApMask.of(255)).hasToString("0x" + "0".repeat(63) + "1");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4, 62, 63, 64, 65, 127, 128, 191, 192, 254, 255})
        void aBitIsOneOfFourInItsDigit(int bit) {
            String hex = ApMask.of(bit).toHex();
            assertThat(hex.charAt(2 + bit / 4)).isEqualTo(Character.forDigit(8 >> bit % 4, 16));
            assertThat(hex.chars().skip(2).filter(c -> c != '0')).hasSize(1);
        }

        @Test
        void shortListsOfBitsPrintAsTheKernelPrintsThem() {
            assertThat(ApMask.of(1, 7)).hasToString("0x41" + "0".repeat(62));
            assertThat(ApMask.of(1, 3)).hasToString("0x5" + "0".repeat(63));
            assertThat(ApMask.of(IntStream.rangeClosed(0x10, 0x1f))).hasToString("0x0000ffff" + "0".repeat(56));
            assertThat(ApMask.all().difference(ApMask.of(5, 6))).hasToString("0xf9" + "f".repeat(62));
        }

        @Test
        void emptyAndFullPrintAllDigits() {
            assertThat(ApMask.none()).hasToString(ZEROS);
            assertThat(ApMask.all()).hasToString(ONES);
            assertThat(ApMask.parse(ZEROS)).isEqualTo(ApMask.none());
            assertThat(ApMask.parse(ONES)).isEqualTo(ApMask.all());
        }

        @ParameterizedTest
        @CsvSource({"0x, 2", "0x41, 4", "0xF, 2", "0x0g, 3"})
        void digitsThatAreMissingOrWrongAreRefused(String text, int errorIndex) {
            assertRefused(ApMask::parse, text, errorIndex);
        }

        @Test
        void textsNextToAMaskAreRefused() {
            assertRefused(ApMask::parse, "");
            assertRefused(ApMask::parse, "f".repeat(64));
            assertRefused(ApMask::parse, "0X" + "f".repeat(64));
            assertRefused(ApMask::parse, " " + ONES);
            assertRefused(ApMask::parse, "0x" + "f".repeat(63), 65);
            assertRefused(ApMask::parse, ONES + "f", 66);
            assertRefused(ApMask::parse, ONES + "\n", 66);
            assertRefused(ApMask::parse, ONES + " ", 66);
            assertRefused(ApMask::parse, "0x" + "F".repeat(64), 2);
            assertRefused(ApMask::parse, "0x" + "f".repeat(63) + "F", 65);
            assertRefused(ApMask::parse, "0x" + "f".repeat(63) + "\n", 65);
        }
    }

    @Nested
    class Bits {
        @ParameterizedTest
        @ValueSource(ints = {-1, 256, Integer.MIN_VALUE, Integer.MAX_VALUE})
        void numbersOutOfRangeAreRefused(int bit) {
            String message = "bit " + bit + " is not between 0 and 255";
            ApMask mask = ApMask.of(0, 255);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ApMask.of(bit))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ApMask.of(IntStream.of(0, bit)))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> mask.contains(bit))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> mask.with(bit))
                    .withMessage(message);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> mask.without(bit))
                    .withMessage(message);
        }

        @Test
        void theOrderAndTheNumberOfMentionsDoNotMatter() {
            assertThat(ApMask.of(255, 0, 64, 0)).isEqualTo(ApMask.of(0, 64, 255));
            assertThat(ApMask.of()).isEqualTo(ApMask.none());
            assertThat(ApMask.of(IntStream.range(0, ApMask.SIZE))).isEqualTo(ApMask.all());
        }

        @Test
        void changesMakeANewMask() {
            ApMask mask = ApMask.of(63);
            assertThat(mask.with(64)).isEqualTo(ApMask.of(63, 64));
            assertThat(mask.without(63)).isEqualTo(ApMask.none());
            assertThat(mask).isEqualTo(ApMask.of(63));
        }

        @Test
        void emptyAndFullAreTheTwoEnds() {
            assertThat(ApMask.none().isEmpty()).isTrue();
            assertThat(ApMask.none().size()).isZero();
            assertThat(ApMask.none().stream()).isEmpty();
            assertThat(ApMask.all().isEmpty()).isFalse();
            assertThat(ApMask.all().size()).isEqualTo(256);
            assertThat(ApMask.all().stream())
                    .containsExactlyElementsOf(IntStream.range(0, 256).boxed().toList());
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 63, 64, 127, 128, 191, 192, 255})
        void masksThatDifferInOneBitAreNotEqual(int bit) {
            assertThat(ApMask.of(bit)).isNotEqualTo(ApMask.none());
            assertThat(ApMask.all().without(bit)).isNotEqualTo(ApMask.all());
            assertThat(ApMask.all().without(bit).containsAll(ApMask.all())).isFalse();
            assertThat(ApMask.of(bit).intersects(ApMask.all())).isTrue();
            assertThat(ApMask.of(bit).isEmpty()).isFalse();
        }
    }

    @Nested
    class NextBit {
        @Test
        void theStartCounts() {
            assertThat(ApMask.of(5).nextBit(5)).isEqualTo(5);
            assertThat(ApMask.of(5).nextBit(6)).isEqualTo(-1);
        }

        @Test
        void emptyWordsArePassed() {
            assertThat(ApMask.of(255).nextBit(0)).isEqualTo(255);
            assertThat(ApMask.of(0, 192).nextBit(1)).isEqualTo(192);
            assertThat(ApMask.of(63, 64).nextBit(64)).isEqualTo(64);
        }

        @Test
        void after255ThereIsNone() {
            assertThat(ApMask.all().nextBit(255)).isEqualTo(255);
            assertThat(ApMask.all().nextBit(256)).isEqualTo(-1);
            assertThat(ApMask.none().nextBit(0)).isEqualTo(-1);
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 257})
        void startsOutOfRangeAreRefused(int from) {
            assertThatIllegalArgumentException().isThrownBy(() -> ApMask.all().nextBit(from));
        }
    }
}
