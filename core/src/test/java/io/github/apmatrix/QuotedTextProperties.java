package io.github.apmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;

class QuotedTextProperties {
    @Property
    void quotingRoundTripsOnOneLine(@ForAll @CharRange(from = '\0', to = '\u00ff') String text) {
        String quoted = QuotedText.quote(text);
        assertThat(QuotedText.unquote(quoted)).isEqualTo(text);
        assertThat(quoted.chars()).noneMatch(c -> c < ' ');
    }
}
