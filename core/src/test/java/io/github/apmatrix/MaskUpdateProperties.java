package io.github.apmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(ApValues.class)
@Domain(DomainContext.Global.class)
class MaskUpdateProperties {
    /** One change and one of the many texts that stand for it. */
    private record Change(boolean set, int first, int last, String text) {
        void applyTo(BitSet bits) {
            for (int bit = first; bit <= last; bit++) {
                bits.set(bit, set);
            }
        }
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<Integer> bit = Arbitraries.of(0, 1, 7, 8, 9, 10, 63, 64, 128, 254, 255);
        Arbitrary<String> format = Arbitraries.of("%d", "0x%x", "0X%X", "0%o", "0x00%x");
        Arbitrary<String> separator = Arbitraries.of("", ",", "\n", ",,", "\n,\n");
        return Combinators.combine(Arbitraries.of(true, false), bit, bit, format, format, separator)
                .as((set, a, b, formatA, formatB, after) -> {
                    int first = Math.min(a, b);
                    int last = Math.max(a, b);
                    String text = (set ? "+" : "-") + String.format(Locale.ROOT, formatA, first);
                    // a range is written for one bit, too, so that the next sign is never taken for one
                    text += "-" + String.format(Locale.ROOT, formatB, last);
                    return new Change(set, first, last, text + after);
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Property
    void aRelativeUpdateDoesOneChangeAfterAnother(@ForAll("changes") List<Change> changes, @ForAll ApMask current) {
        BitSet expected = new BitSet();
        current.forEach(expected::set);
        changes.forEach(change -> change.applyTo(expected));
        MaskUpdate update = MaskUpdate.parse(changes.stream().map(Change::text).collect(Collectors.joining()));
        assertThat(update.applyTo(current)).isEqualTo(ApMask.of(expected.stream()));
    }

    @Property
    void aRelativeUpdateSurvivesItsText(@ForAll("changes") List<Change> changes) {
        MaskUpdate update = MaskUpdate.parse(changes.stream().map(Change::text).collect(Collectors.joining()));
        assertThat(MaskUpdate.parse(update.toString())).isEqualTo(update).hasSameHashCodeAs(update);
        assertThat(MaskUpdate.parse(update.toString(), MaskUpdate.Overflow.WRAPS))
                .isEqualTo(update);
    }

    @Property
    void anAbsoluteUpdateReadsDigitsFromTheLeft(@ForAll ApMask mask, @ForAll @IntRange(max = 64) int digits) {
        String kept = mask.toHex().substring(2, 2 + digits);
        ApMask expected = ApMask.of(mask.stream().filter(bit -> bit < 4 * digits));
        for (String text : List.of("0x" + kept, "x" + kept, "0x" + kept.toUpperCase(Locale.ROOT) + "\n", kept + "\n")) {
            assertThat(MaskUpdate.parse(text)).isEqualTo(MaskUpdate.replacing(expected));
        }
    }

    @Property
    void replacingForgetsWhatWas(@ForAll ApMask current, @ForAll ApMask mask) {
        assertThat(MaskUpdate.replacing(mask).applyTo(current)).isEqualTo(mask);
        assertThat(MaskUpdate.parse(MaskUpdate.replacing(mask).toString()).applyTo(current))
                .isEqualTo(mask);
    }

    @Property
    void addingIsUnionAndRemovingIsDifference(@ForAll ApMask current, @ForAll ApMask bits) {
        assertThat(MaskUpdate.adding(bits).applyTo(current)).isEqualTo(current.union(bits));
        assertThat(MaskUpdate.removing(bits).applyTo(current)).isEqualTo(current.difference(bits));
    }

    @Property
    void thenIsTheOneAfterTheOther(@ForAll ApMask current, @ForAll ApMask a, @ForAll ApMask b) {
        MaskUpdate.Relative removing = MaskUpdate.removing(a);
        MaskUpdate.Relative adding = MaskUpdate.adding(b);
        assertThat(removing.then(adding).applyTo(current)).isEqualTo(adding.applyTo(removing.applyTo(current)));
        assertThat(adding.then(removing).applyTo(current)).isEqualTo(removing.applyTo(adding.applyTo(current)));
        assertThat(removing.then(adding).terms())
                .hasSize(removing.terms().size() + adding.terms().size());
    }

    @Property
    void addingAndRemovingSurviveTheirText(@ForAll ApMask bits) {
        if (!bits.isEmpty()) {
            MaskUpdate.Relative update = MaskUpdate.adding(bits).then(MaskUpdate.removing(bits));
            assertThat(MaskUpdate.parse(update.toString())).isEqualTo(update);
        }
    }
}
