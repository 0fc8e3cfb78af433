package io.github.apmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(ApValues.class)
@Domain(DomainContext.Global.class)
class ApMaskProperties {
    private static BitSet bits(ApMask mask) {
        BitSet bits = new BitSet(256);
        for (int bit = 0; bit < 256; bit++) {
            bits.set(bit, mask.contains(bit));
        }
        return bits;
    }

    @Property
    void hexRoundTrips(@ForAll ApMask mask) {
        assertThat(ApMask.parse(mask.toHex())).isEqualTo(mask).hasSameHashCodeAs(mask);
    }

    @Property
    void everyBitIsInItsHexDigit(@ForAll ApMask mask) {
        String hex = mask.toHex();
        assertThat(hex).matches("0x[0-9a-f]{64}");
        for (int bit = 0; bit < 256; bit++) {
            int digit = Character.digit(hex.charAt(2 + bit / 4), 16);
            assertThat((digit & 8 >> bit % 4) != 0).as("bit %d", bit).isEqualTo(mask.contains(bit));
        }
    }

    @Property
    void aMaskIsWhatItContains(@ForAll ApMask mask) {
        assertThat(ApMask.of(bits(mask).stream())).isEqualTo(mask).hasSameHashCodeAs(mask);
        assertThat(mask.size()).isEqualTo(bits(mask).cardinality());
        assertThat(mask.isEmpty()).isEqualTo(bits(mask).isEmpty());
    }

    @Property
    void masksAreEqualIfTheirBitsAre(@ForAll ApMask a, @ForAll ApMask b) {
        assertThat(a.equals(b)).isEqualTo(bits(a).equals(bits(b)));
    }

    @Property
    void unionIsThatOfBitSets(@ForAll ApMask a, @ForAll ApMask b) {
        BitSet expected = bits(a);
        expected.or(bits(b));
        assertThat(bits(a.union(b))).isEqualTo(expected);
    }

    @Property
    void intersectionIsThatOfBitSets(@ForAll ApMask a, @ForAll ApMask b) {
        BitSet expected = bits(a);
        expected.and(bits(b));
        assertThat(bits(a.intersect(b))).isEqualTo(expected);
        assertThat(a.intersects(b)).isEqualTo(!expected.isEmpty());
    }

    @Property
    void differenceIsThatOfBitSets(@ForAll ApMask a, @ForAll ApMask b) {
        BitSet expected = bits(a);
        expected.andNot(bits(b));
        assertThat(bits(a.difference(b))).isEqualTo(expected);
        assertThat(b.containsAll(a)).isEqualTo(expected.isEmpty());
    }

    @Property
    void complementIsThatOfBitSets(@ForAll ApMask mask) {
        BitSet expected = bits(mask);
        expected.flip(0, 256);
        assertThat(bits(mask.complement())).isEqualTo(expected);
        assertThat(mask.complement().complement()).isEqualTo(mask);
    }

    @Property
    void aMaskContainsAllItsParts(@ForAll ApMask a, @ForAll ApMask b) {
        assertThat(a.union(b).containsAll(a)).isTrue();
        assertThat(a.containsAll(a.intersect(b))).isTrue();
        assertThat(a.containsAll(ApMask.none())).isTrue();
    }

    @Property
    void theNextBitIsThatOfBitSets(@ForAll ApMask mask, @ForAll @IntRange(max = 256) int from) {
        assertThat(mask.nextBit(from)).isEqualTo(bits(mask).nextSetBit(from));
    }

    @Property
    void streamAndForEachGiveTheBitsInAscendingOrder(@ForAll ApMask mask) {
        List<Integer> expected = bits(mask).stream().boxed().toList();
        List<Integer> visited = new ArrayList<>();
        mask.forEach(visited::add);
        assertThat(visited).isEqualTo(expected);
        assertThat(mask.stream().boxed().toList()).isEqualTo(expected);
    }

    @Property
    void withSetsOneBitAndWithoutClearsIt(@ForAll ApMask mask, @ForAll AdapterId number) {
        int bit = number.value();
        BitSet set = bits(mask);
        set.set(bit);
        BitSet cleared = bits(mask);
        cleared.clear(bit);
        assertThat(bits(mask.with(bit))).isEqualTo(set);
        assertThat(bits(mask.without(bit))).isEqualTo(cleared);
        assertThat(
                        mask.contains(bit)
                                ? mask.without(bit).with(bit)
                                : mask.with(bit).without(bit))
                .isEqualTo(mask);
    }
}
