package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.apmatrix.ApMask;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.MaskUpdate.Overflow;
import io.github.apmatrix.sysfs.Errno;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTextTest {
    private static Errno refusal(ThrowingCallable parser) {
        KernelRefusal refusal = catchThrowableOfType(KernelRefusal.class, parser);
        assertThat(refusal).as("refusal").isNotNull();
        return refusal.errno();
    }

    /** Kernel document, section 2.1. */
    @Nested
    class Unsigned {
        @ParameterizedTest
        @CsvSource({
            "5, 5",
            "'5\n', 5",
            "+5, 5",
            "05, 5",
            "0x5, 5",
            "0X5, 5",
            "+0x05, 5",
            "010, 8",
            "0xAB, 171",
            "0xab, 171",
            "171, 171",
            "0253, 171",
            "18446744073709551615, -1",
            "'5\0junk', 5",
            "'0x1b\n\0', 27"
        })
        void theBaseIsThatOfThePrefix(String text, long value) {
            assertThat(KernelText.unsigned(text)).isEqualTo(value);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "08", "0x", "0xg", "0b1", "1e", "5 ", " 5", "5\n\n", "-1", "++5", "\n", "abc", "1f", "00ab", "",
                    "\0", "\0005"
                })
        void otherTextsAreInvalid(String text) {
            assertThat(refusal(() -> KernelText.unsigned(text))).isEqualTo(Errno.EINVAL);
        }

        @ParameterizedTest
        @ValueSource(strings = {"18446744073709551616", "18446744073709551616junk", "0x10000000000000000"})
        void above64BitsIsOutOfRangeWhateverFollows(String text) {
            assertThat(refusal(() -> KernelText.unsigned(text))).isEqualTo(Errno.ERANGE);
        }
    }

    /** Kernel document, section 2.2. */
    @Nested
    class LooseNumbers {
        @ParameterizedTest
        @CsvSource({
            "5, 5, 5",
            "' \t\n5', 5, 5",
            "-7, -7, -7",
            "5abc, 5, 5",
            "'5 6', 5, 5",
            "0x10, 0, 16",
            "-0x10, 0, -16",
            "010, 10, 8",
            "08, 8, 0",
            "0x, 0, 0",
            "0xg, 0, 0",
            "4294967301, 5, 5",
            "2147483648, -2147483648, -2147483648",
            "'5\0006', 5, 5"
        })
        void whatFollowsTheNumberIsIgnoredAndOnlyPercentILooksAtThePrefix(String text, int decimal, int anyBase) {
            assertThat(KernelText.decimal(text, Overflow.WRAPS)).isEqualTo(decimal);
            assertThat(KernelText.anyBase(text, Overflow.WRAPS)).isEqualTo(anyBase);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n", "abc", "+5", "- 5", "--5", "x10", "\0005", "٥"})
        void withoutANumberTheTextIsInvalid(String text) {
            assertThat(refusal(() -> KernelText.decimal(text, Overflow.WRAPS))).isEqualTo(Errno.EINVAL);
            assertThat(refusal(() -> KernelText.anyBase(text, Overflow.WRAPS))).isEqualTo(Errno.EINVAL);
            assertThat(refusal(() -> KernelText.zeroOrOne(text, Overflow.WRAPS)))
                    .isEqualTo(Errno.EINVAL);
        }

        @Test
        void newerKernelsRefuseNumbersAbove64Bits() {
            assertThat(KernelText.decimal("18446744073709551615", Overflow.REFUSED))
                    .isEqualTo(-1);
            assertThat(refusal(() -> KernelText.decimal("18446744073709551616", Overflow.REFUSED)))
                    .isEqualTo(Errno.EINVAL);
            assertThat(KernelText.decimal("18446744073709551616", Overflow.WRAPS))
                    .isZero();
        }

        @ParameterizedTest
        @CsvSource({"0, false", "'1\n', true", "' 1x', true", "01, true", "0x1, false"})
        void aSwitchIsZeroOrOne(String text, boolean on) {
            assertThat(KernelText.zeroOrOne(text, Overflow.WRAPS)).isEqualTo(on);
        }

        @ParameterizedTest
        @ValueSource(strings = {"2", "-1", "10"})
        void anotherNumberIsNoSwitch(String text) {
            assertThat(refusal(() -> KernelText.zeroOrOne(text, Overflow.WRAPS)))
                    .isEqualTo(Errno.EINVAL);
        }
    }

    /** Kernel document, section 2.3. */
    @Nested
    class Booleans {
        @ParameterizedTest
        @ValueSource(
                strings = {"y", "Y", "t", "T", "1", "on", "oN", "On", "ON", "1garbage", "yes\n", "true", "10", "only"})
        void theFirstCharactersSayTrue(String text) {
            assertThat(KernelText.bool(text, false)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"n", "N", "f", "F", "0", "off", "oFF", "OF", "of", "offline", "0x1", "no\n", "01"})
        void theFirstCharactersSayFalse(String text) {
            assertThat(KernelText.bool(text, false)).isFalse();
        }

        @ParameterizedTest
        @CsvSource({"e, true", "Enable, true", "d, false", "disabled, false"})
        void newerKernelsKnowEnableAndDisable(String text, boolean on) {
            assertThat(KernelText.bool(text, true)).isEqualTo(on);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n", "2", "-1", " 1", "o", "oo", "x", "enable", "disable", "o\0n", "\0001"})
        void otherTextsAreInvalid(String text) {
            assertThat(refusal(() -> KernelText.bool(text, false))).isEqualTo(Errno.EINVAL);
        }
    }

    /** Kernel document, section 2.5. */
    @Nested
    class Masks {
        private static final String ZEROS = "0".repeat(64);

        @ParameterizedTest
        @CsvSource({
            "'-5,-6\n', 0xf9, f",
            "'0x41\n', 0x41, 0",
            "8, 0x8, 0",
            "x8, 0x8, 0",
            "0x8, 0x8, 0",
            "'-0-255', 0x0, 0",
            "'-0-255,+0x10-0x1f', 0x0000ffff, 0",
            "'-0-255+1+2', 0x6, 0",
            "'-0-255,+1-2', 0x6, 0",
            "'-0-255,+010', 0x0080, 0",
            "'-5\0,-6', 0xfb, f",
            "'0x41\0zz', 0x41, 0"
        })
        void anUpdateOfAllOnesGives(String text, String start, String rest) {
            ApMask updated = KernelText.maskUpdate(text, Overflow.WRAPS).applyTo(ApMask.all());
            assertThat(updated.toHex()).isEqualTo(start + rest.repeat(66 - start.length()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\n", "0x", "0x\n", "x", "\0", "\0+5", "0x\0junk"})
        void noDigitAtAllIsAnAllZeroMask(String text) {
            MaskUpdate update = KernelText.maskUpdate(text, Overflow.WRAPS);
            assertThat(update.applyTo(ApMask.all()).toHex()).isEqualTo("0x" + ZEROS);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0X8",
                    "0xff\n\n",
                    ",",
                    " 0xff",
                    "+256",
                    "+3-1",
                    "+5--7",
                    "+08",
                    "+0x",
                    "+ 1",
                    "+1 ",
                    "+",
                    "-\0005"
                })
        void otherTextsAreInvalid(String text) {
            assertThat(refusal(() -> KernelText.maskUpdate(text, Overflow.WRAPS)))
                    .isEqualTo(Errno.EINVAL);
        }

        @Test
        void a65thDigitIsInvalid() {
            assertThat(refusal(() -> KernelText.maskUpdate("0x" + ZEROS + "0", Overflow.WRAPS)))
                    .isEqualTo(Errno.EINVAL);
        }

        @Test
        void aNumberAbove64BitsWrapsOnlyBeforeLinux73() {
            String wrapping = "+18446744073709551616";
            assertThat(KernelText.maskUpdate(wrapping, Overflow.WRAPS).applyTo(ApMask.none()))
                    .isEqualTo(ApMask.of(0));
            assertThat(refusal(() -> KernelText.maskUpdate(wrapping, Overflow.REFUSED)))
                    .isEqualTo(Errno.EINVAL);
        }

        @ParameterizedTest
        @EnumSource(Overflow.class)
        void theLaterTermWins(Overflow overflow) {
            assertThat(KernelText.maskUpdate("+1,-1,+1,,+2\n\n", overflow).applyTo(ApMask.none()))
                    .isEqualTo(ApMask.of(1, 2));
        }
    }

    /** Kernel document, section 2.6. */
    @ParameterizedTest
    @CsvSource({"05.0004, 05.0004", "'05.0004\n', 05.0004", "'05.0004\0\n', 05.0004"})
    void aDeviceNameMayHaveOneNewline(String text, String name) {
        assertThat(KernelText.deviceName(text)).isEqualTo(name);
    }

    @Test
    void aSecondNewlineBelongsToTheName() {
        assertThat(KernelText.deviceName("05.0004\n\n")).isEqualTo("05.0004\n");
    }
}
