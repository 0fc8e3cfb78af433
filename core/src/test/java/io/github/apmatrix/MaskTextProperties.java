package io.github.apmatrix;

import static io.github.apmatrix.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** The text of a mask is read many digits at a time: what it means, and what is refused, is what one at a time would tell. */
@Domain(ApValues.class)
@Domain(DomainContext.Global.class)
class MaskTextProperties {
    private static final String DIGITS = "0123456789abcdef";
    private static final String WHAT = "a mask of 0x and 64 hex digits";

    private static boolean fits(char c, int position) {
        return position < 2 ? c == "0x".charAt(position) : DIGITS.indexOf(c) >= 0;
    }

    private static void assertReadDigitByDigit(String text) {
        int good = 0;
        while (good < Math.min(text.length(), 66) && fits(text.charAt(good), good)) {
            good++;
        }
        if (good == 66 && text.length() == 66) {
            ApMask mask = ApMask.parse(text);
            assertThat(mask).hasToString(text);
            for (int bit = 0; bit < 256; bit++) {
                int digit = DIGITS.indexOf(text.charAt(2 + bit / 4));
                assertThat(mask.contains(bit)).as("bit %d", bit).isEqualTo((digit & 8 >> bit % 4) != 0);
            }
        } else {
            String expected = good == 66 ? "the end after 64 hex digits" : "0x and 64 lower-case hex digits";
            assertThat(assertRefused(ApMask::parse, text, good))
                    .hasMessage(ApFormatException.unexpected(WHAT, text, good, expected)
                            .getMessage());
        }
    }

    private static String replaced(String text, int position, String with) {
        return text.substring(0, position) + with + text.substring(position + 1);
    }

    @Property
    void oneOtherCharacterIsReadOrRefused(
            @ForAll ApMask mask, @ForAll @IntRange(max = 65) int position, @ForAll char other) {
        assertReadDigitByDigit(replaced(mask.toHex(), position, String.valueOf(other)));
    }

    @Property
    void oneCharacterNextToTheDigitsIsReadOrRefused(
            @ForAll ApMask mask,
            @ForAll @IntRange(max = 65) int position,
            @ForAll @Chars({'0', '9', 'a', 'f', '/', ':', '`', 'g', '@', 'A', 'F', 'G', 'x', ' ', '\n', '?', '\u00ff'})
                    char other) {
        assertReadDigitByDigit(replaced(mask.toHex(), position, String.valueOf(other)));
    }

    @Property
    void aTextThatIsTooShortOrTooLongIsRefused(
            @ForAll ApMask mask, @ForAll @IntRange(max = 66) int length, @ForAll String more) {
        assertReadDigitByDigit(mask.toHex().substring(0, length));
        assertReadDigitByDigit(mask.toHex().substring(0, length) + more);
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll String text) {
        assertReadDigitByDigit(text);
        assertReadDigitByDigit("0x" + text);
    }

    @Property
    void aConfigurationIsRefusedAtItsFirstWrongCharacter(
            @ForAll ApConfig config, @ForAll @IntRange(max = 199) int position) {
        for (String wrong : new String[] {"G", "?", "\u0130", "\ud83d\ude00"}) {
            assertRefused(ApConfig::parse, replaced(config.toString(), position, wrong), position);
        }
    }

    @Example
    void everySingleBitSurvivesItsText() {
        for (int bit = 0; bit < ApMask.SIZE; bit++) {
            assertReadDigitByDigit(ApMask.of(bit).toHex());
            assertReadDigitByDigit(ApMask.all().without(bit).toHex());
        }
    }
}
