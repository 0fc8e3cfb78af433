package io.github.apmatrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.function.Function;

/** Assertions about texts that are refused. */
public final class Refusals {
    private Refusals() {}

    /** Asserts that a text is refused and that the exception names it. */
    public static ApFormatException assertRefused(Function<String, ?> parser, String text) {
        ApFormatException refusal = catchThrowableOfType(ApFormatException.class, () -> parser.apply(text));
        assertThat(refusal).as("refusal of \"%s\"", text).isNotNull();
        assertThat(refusal.input()).isEqualTo(text);
        assertThat(refusal.errorIndex()).isBetween(0, text.length());
        assertThat(refusal).hasMessageContaining("at index " + refusal.errorIndex() + " of \"");
        return refusal;
    }

    /** Asserts that a text is refused at a certain position. */
    public static ApFormatException assertRefused(Function<String, ?> parser, String text, int errorIndex) {
        ApFormatException refusal = assertRefused(parser, text);
        assertThat(refusal.errorIndex()).as("error index of \"%s\"", text).isEqualTo(errorIndex);
        return refusal;
    }
}
