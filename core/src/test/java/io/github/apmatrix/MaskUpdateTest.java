package io.github.apmatrix;

import static io.github.apmatrix.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.MaskUpdate.Overflow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskUpdateTest {
    /** Mask texts in these tests are short: the digit after {@code *} fills the rest. */
    private static ApMask mask(String text) {
        int star = text.indexOf('*');
        return ApMask.parse(
                star < 0
                        ? text
                        : text.substring(0, star) + text.substring(star + 1).repeat(66 - star));
    }

    private static void assertGives(String update, String current, String result) {
        MaskUpdate parsed = MaskUpdate.parse(update);
        assertThat(parsed.applyTo(mask(current))).isEqualTo(mask(result));
        assertThat(MaskUpdate.parse(parsed.toString())).isEqualTo(parsed).hasSameHashCodeAs(parsed);
    }

    @Nested
    class AbsoluteForm {
        @ParameterizedTest
        @CsvSource({
            "'0x41\n', 0x41*0",
            "8, 0x8*0",
            "x8, 0x8*0",
            "0x8, 0x8*0",
            "'0x5\n', 0x5*0",
            "'\n', 0x*0",
            "'0x\n', 0x*0",
            "0x, 0x*0",
            "x, 0x*0",
            "'x\n', 0x*0",
            "0, 0x*0",
            "0x0, 0x*0",
            "ffff, 0xffff*0",
            "'0xffff\n', 0xffff*0",
            "0xFFFF, 0xffff*0",
            "0xFfAb, 0xffab*0",
            "80, 0x80*0",
            "01, 0x01*0",
            "10, 0x10*0",
            "0xffffffffffffffff, 0xffffffffffffffff*0",
            "0x8000000000000000000000000000000000000000000000000000000000000001, "
                    + "0x8000000000000000000000000000000000000000000000000000000000000001",
            "8000000000000000000000000000000000000000000000000000000000000001, "
                    + "0x8000000000000000000000000000000000000000000000000000000000000001",
        })
        void digitsCountFromBitZeroOnAndMissingOnesAreZeros(String update, String result) {
            assertGives(update, "0x*f", result);
            assertGives(update, "0x*0", result);
        }

        @ParameterizedTest
        @ValueSource(ints = {63, 64})
        void upTo64DigitsAreTaken(int digits) {
            ApMask expected = ApMask.of(IntStream.range(0, 4 * digits).filter(bit -> bit % 2 == 0));
            for (String prefix : new String[] {"0x", "x", ""}) {
                assertThat(MaskUpdate.parse(prefix + "a".repeat(digits)).applyTo(ApMask.all()))
                        .isEqualTo(expected);
                assertThat(MaskUpdate.parse(prefix + "A".repeat(digits) + "\n").applyTo(ApMask.none()))
                        .isEqualTo(expected);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "0X8, 1",
            "0XFFFF, 1",
            "'0xff\n\n', 5",
            "',', 0",
            "' 0xff', 0",
            "' ', 0",
            "' 0x1', 0",
            "'0x1 ', 3",
            "'0x1 \n', 3",
            "'0x1\n\n', 4",
            "'0x1\n2', 4",
            "'\n0x1', 1",
            "'0x1\t', 3",
            "xx8, 1",
            "0xx8, 2",
            "0xg, 2",
            "g, 0",
            "0x12345g, 7",
            "'ffff,ffff', 4",
            "'0x1,+3', 3",
            "'0x0,+1', 3",
            "0xff_ff, 4",
            "' +1', 0",
            "',+1', 0",
            "'\n\n', 1",
            "8-9, 1",
        })
        void anythingElseIsRefusedWithTheFirstWrongCharacter(String update, int errorIndex) {
            assertThat(assertRefused(MaskUpdate::parse, update, errorIndex))
                    .message()
                    .startsWith("not an absolute mask update: ");
        }

        @Test
        void a65thDigitIsRefused() {
            assertRefused(MaskUpdate::parse, "a".repeat(65), 64);
            assertRefused(MaskUpdate::parse, "0x" + "a".repeat(65), 66);
            assertRefused(MaskUpdate::parse, "0x" + "a".repeat(65) + "\n", 66);
            assertRefused(MaskUpdate::parse, "a".repeat(64) + "\n\n", 65);
            assertRefused(MaskUpdate::parse, "0x" + "f".repeat(64) + " ", 66);
        }

        @Test
        void parseAbsoluteTakesTheEmptyTextButNoSigns() {
            assertThat(MaskUpdate.parseAbsolute("").mask()).isEqualTo(ApMask.none());
            assertThat(MaskUpdate.parseAbsolute("0x41").mask()).isEqualTo(ApMask.of(1, 7));
            assertRefused(MaskUpdate::parseAbsolute, "+1", 0);
            assertRefused(MaskUpdate::parseAbsolute, "-1", 0);
        }

        @Test
        void replacingWritesAllDigits() {
            assertThat(MaskUpdate.replacing(ApMask.of(1, 7)))
                    .isEqualTo(MaskUpdate.parse("0x41"))
                    .hasToString("0x41" + "0".repeat(62));
        }
    }

    @Nested
    class RelativeForm {
        @ParameterizedTest
        @CsvSource({
            "'-5,-6\n', 0x*f, 0xf9*f",
            "'-4,-0x47,-0xab,-0xff\n', 0x*f, 0xf7fffffffffffffffeffffffffffffffffffffffffeffffffffffffffffffffe",
            "+1+2, 0x*0, 0x6*0",
            "+1-2, 0x*0, 0x6*0",
            "'+1,,+2\n\n', 0x*0, 0x6*0",
            "+0x10-0x1f, 0x*0, 0x0000ffff*0",
            "+010, 0x*0, 0x0080*0",
            "-0-255, 0x*f, 0x*0",
            "-0-255, 0x41*0, 0x*0",
        })
        void theExamplesOfTheDescriptionHold(String update, String current, String result) {
            assertGives(update, current, result);
        }

        @ParameterizedTest
        @CsvSource({
            "-4, 0x*f, 0xf7*f",
            "'+4\n', 0xf7*f, 0x*f",
            "-010, 0xf7*f, 0xf77*f",
            "+255, 0x8*0, 0x8000000000000000000000000000000000000000000000000000000000000001",
            "-0xff, 0x*f, 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe",
            "+0Xff, 0x*f, 0x*f",
            "'-1,-2,-3', 0x*f, 0x8*f",
            "-5-7-10, 0x*f, 0xf8d*f",
            "'-5-7,-9-10\n', 0xf8d*f, 0xf89*f",
            "-5-5, 0xf89*f, 0xf89*f",
            "+1-2-3, 0xf89*f, 0xe89*f",
            "+1-2+3, 0xe89*f, 0xf89*f",
            "'+1,', 0xf89*f, 0xf89*f",
            "'+1,,,,\n\n', 0xf89*f, 0xf89*f",
            "'+1\n+2', 0x*0, 0x6*0",
            "'+1\n\n-2\n', 0xf89*f, 0xd89*f",
            "'-1\n,\n-2', 0xd89*f, 0x989*f",
            "-0-0, 0x989*f, 0x189*f",
            "'-0-255,+1-16,+0x80', 0xf89*f, 0x7fff800000000000000000000000000080000000000000000000000000000000",
            "'+0-15,+32,-128,-0xFF', 0x7fff800000000000000000000000000080000000000000000000000000000000, "
                    + "0xffff80008*0",
            "'+0-255,-128', 0x*0, 0xffffffffffffffffffffffffffffffff7*f",
            "'+0,-0', 0x8*0, 0x*0",
            "'-0,+0', 0x*0, 0x8*0",
        })
        void whatRealKernelsAnsweredHolds(String update, String current, String result) {
            assertGives(update, current, result);
        }

        @ParameterizedTest
        @CsvSource({
            "+256, 1",
            "+3-1, 2",
            "+5--7, 3",
            "+08, 2",
            "+09, 2",
            "+0x, 2",
            "'+ 1', 1",
            "'+1 ', 2",
            "'+1,2', 3",
            "'+1 ,+2', 2",
            "'+1, +2', 3",
            "-7-5, 2",
            "-5-, 3",
            "+, 1",
            "-, 1",
            "+x, 1",
            "+-1, 1",
            "--1, 1",
            "-+1, 1",
            "+1;+2, 2",
            "-0x, 2",
            "-0xg, 2",
            "+0b1, 2",
            "+4294967296, 1",
            "-255-256, 5",
            "'-1,bad', 3",
            "'-2,+300', 4",
            "'+1,0x8', 3",
            "+1f, 2",
            "'+1\t', 2",
        })
        void malformedUpdatesAreRefusedAsAWhole(String update, int errorIndex) {
            for (Overflow overflow : Overflow.values()) {
                assertThat(assertRefused(text -> MaskUpdate.parse(text, overflow), update, errorIndex))
                        .message()
                        .startsWith("not a relative mask update: ");
            }
        }

        @Test
        void longUpdatesAreRead() {
            assertThat(MaskUpdate.parse("+" + "0".repeat(4000) + "1").applyTo(ApMask.none()))
                    .isEqualTo(ApMask.of(1));
            assertThat(MaskUpdate.parse("-1,".repeat(1000)).applyTo(ApMask.all()))
                    .isEqualTo(ApMask.all().without(1));
        }

        @Test
        void addingAndRemovingWriteRuns() {
            ApMask bits = ApMask.of(0, 0x0a, 0x0b, 0x0c, 0xfe, 0xff);
            assertThat(MaskUpdate.adding(bits)).hasToString("+0x00,+0x0a-0x0c,+0xfe-0xff");
            assertThat(MaskUpdate.removing(bits)).hasToString("-0x00,-0x0a-0x0c,-0xfe-0xff");
            assertThat(MaskUpdate.adding(ApMask.all())).hasToString("+0x00-0xff");
            assertThat(MaskUpdate.adding(ApMask.none())).hasToString("");
        }

        @Test
        void thenAppliesTheSecondUpdateLast() {
            MaskUpdate.Relative both = MaskUpdate.removing(ApMask.of(0, 1)).then(MaskUpdate.adding(ApMask.of(1, 2)));
            assertThat(both).hasToString("-0x00-0x01,+0x01-0x02").isEqualTo(MaskUpdate.parse("-0-1,+1-2"));
            assertThat(both.applyTo(ApMask.of(0, 1, 5))).isEqualTo(ApMask.of(1, 2, 5));
        }

        @Test
        void updatesAreEqualIfTheirTermsAre() {
            MaskUpdate update = MaskUpdate.parse("+1");
            assertThat(update).isEqualTo(MaskUpdate.parse("+0x01-1,\n"));
            for (String other : new String[] {"-1", "+2", "+1-2", "+0-1", "+1,+1", "0x4"}) {
                assertThat(update).isNotEqualTo(MaskUpdate.parse(other));
            }
        }

        @Test
        void theTermsTellWhatHappensToWhichBits() {
            MaskUpdate.Relative update = (MaskUpdate.Relative) MaskUpdate.parse("-5,+0x10-0x12");
            assertThat(update.terms()).extracting(MaskUpdate.Term::set).containsExactly(false, true);
            assertThat(update.terms())
                    .extracting(MaskUpdate.Term::bits)
                    .containsExactly(ApMask.of(5), ApMask.of(0x10, 0x11, 0x12));
            assertThat(update.terms()).extracting(Object::toString).containsExactly("-0x05", "+0x10-0x12");
        }
    }

    @Nested
    class NumbersAbove64Bits {
        @ParameterizedTest
        @CsvSource({
            "+18446744073709551616, 0x189*f, 0x989*f",
            "+18446744073709551617-18446744073709551618, 0x989*f, 0xf89*f",
            "-0x10000000000000005, 0x*f, 0xfb*f",
            "+02000000000000000000007, 0x*0, 0x01*0"
        })
        void theyWrapInOlderKernelsAndAreRefusedInNewerOnes(String update, String current, String result) {
            assertThat(MaskUpdate.parse(update, Overflow.WRAPS).applyTo(mask(current)))
                    .isEqualTo(mask(result));
            assertRefused(text -> MaskUpdate.parse(text, Overflow.REFUSED), update, 1);
            assertRefused(MaskUpdate::parse, update, 1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"+18446744073709551615", "+18446744073709551872", "+9223372036854775808"})
        void theyAreRefusedEverywhereIfNoBitIsLeftAfterWrapping(String update) {
            assertRefused(text -> MaskUpdate.parse(text, Overflow.WRAPS), update, 1);
            assertRefused(MaskUpdate::parse, update, 1);
        }
    }

    @Test
    void theEmptyTextIsNoUpdate() {
        assertRefused(MaskUpdate::parse, "", 0);
        assertRefused(text -> MaskUpdate.parse(text, Overflow.WRAPS), "", 0);
    }

    @Test
    void theMessageNamesInputAndPosition() {
        assertThat(assertRefused(MaskUpdate::parse, "+5,7\n"))
                .hasMessage("not a relative mask update: unexpected \"7\" instead of + or - at index 3 of \"+5,7\\n\"");
        assertThat(assertRefused(MaskUpdate::parse, "+256"))
                .hasMessage("not a relative mask update: a bit number above 255 at index 1 of \"+256\"");
        assertThat(assertRefused(MaskUpdate::parse, "+3-1")).message().contains("a range that ends before it starts");
        assertThat(assertRefused(MaskUpdate::parse, "0xff "))
                .hasMessage("not an absolute mask update: unexpected \" \" instead of up to 64 hex digits and one "
                        + "newline at index 4 of \"0xff \"");
    }
}
