package io.github.apmatrix;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdSetTest {
    static List<Arguments> textsOfBits() {
        return List.of(
                Arguments.of(ApMask.none(), "none", "none"),
                Arguments.of(ApMask.of(0), "00", "0000"),
                Arguments.of(ApMask.of(255), "ff", "00ff"),
                Arguments.of(ApMask.of(0x0a, 0x0b), "0a,0b", "000a,000b"),
                Arguments.of(ApMask.of(0x0a, 0x0b, 0x0c), "0a-0c", "000a-000c"),
                Arguments.of(ApMask.of(0, 2, 4), "00,02,04", "0000,0002,0004"),
                Arguments.of(ApMask.of(254, 255), "fe,ff", "00fe,00ff"),
                Arguments.of(ApMask.of(62, 63, 64, 65, 253, 254, 255), "3e-41,fd-ff", "003e-0041,00fd-00ff"),
                Arguments.of(ApMask.all(), "00-ff", "0000-00ff"));
    }

    @ParameterizedTest
    @MethodSource("textsOfBits")
    void runsOfThreeOrMorePrintAsARange(ApMask bits, String adapters, String domains) {
        assertThat(AdapterSet.of(bits)).hasToString(adapters);
        assertThat(DomainSet.of(bits)).hasToString(domains);
    }

    @Test
    void theExampleOfTheDescriptionPrints() {
        ApMask bits = ApMask.of(0x00, 0x0a).union(MaskUpdate.parse("+0x10-0x1f").applyTo(ApMask.none()));
        assertThat(AdapterSet.of(bits)).hasToString("00,0a,10-1f");
    }

    @ParameterizedTest
    @MethodSource("textsOfBits")
    void adaptersAreNeverDomains(ApMask bits) {
        Object adapters = AdapterSet.of(bits);
        Object domains = DomainSet.of(bits);
        assertThat(adapters).isNotEqualTo(domains);
        assertThat(domains).isNotEqualTo(adapters);
    }

    @Test
    void setsOfTheSameNumbersAreEqualHoweverTheyWereMade() {
        assertThat(adapters(0, 10))
                .isEqualTo(AdapterSet.of(AdapterId.of(10), AdapterId.of(0), AdapterId.of(10)))
                .isEqualTo(AdapterSet.copyOf(List.of(AdapterId.of(0), AdapterId.of(10))))
                .isEqualTo(AdapterSet.of(ApMask.of(0, 10)))
                .hasSameHashCodeAs(AdapterSet.of(ApMask.of(0, 10)))
                .isNotEqualTo(adapters(0));
        assertThat(domains(4, 27))
                .isEqualTo(DomainSet.of(DomainId.of(27), DomainId.of(4), DomainId.of(27)))
                .isEqualTo(DomainSet.copyOf(List.of(DomainId.of(4), DomainId.of(27))))
                .isEqualTo(DomainSet.of(ApMask.of(4, 27)))
                .hasSameHashCodeAs(DomainSet.of(ApMask.of(4, 27)))
                .isNotEqualTo(domains(4));
    }

    @Test
    void noneAndAllAreTheTwoEnds() {
        assertThat(AdapterSet.none()).isEmpty();
        assertThat(DomainSet.none()).isEmpty();
        assertThat(AdapterSet.none()).isEqualTo(adapters());
        assertThat(AdapterSet.all()).hasSize(256).contains(AdapterId.of(0), AdapterId.of(255));
        assertThat(DomainSet.all()).hasSize(256).contains(DomainId.of(0), DomainId.of(255));
        assertThat(AdapterSet.all().complement()).isEqualTo(AdapterSet.none());
        assertThat(DomainSet.none().complement()).isEqualTo(DomainSet.all());
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> adapters(0, 256));
        assertThatIllegalArgumentException().isThrownBy(() -> domains(-1));
    }

    @Test
    void theNumbersComeInAscendingOrder() {
        assertThat(adapters(255, 0, 64)).containsExactly(AdapterId.of(0), AdapterId.of(64), AdapterId.of(255));
        assertThat(domains(255, 0, 64).stream()).containsExactly(DomainId.of(0), DomainId.of(64), DomainId.of(255));
    }

    @Test
    void theIteratorEndsAndChangesNothing() {
        Iterator<DomainId> iterator = domains(4).iterator();
        assertThat(iterator.next()).isEqualTo(DomainId.of(4));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(iterator::remove);
        assertThat(iterator.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
    }

    @Test
    void theFirstIsTheLowest() {
        assertThat(adapters(64, 10).first()).contains(AdapterId.of(10));
        assertThat(AdapterSet.none().first()).isEmpty();
    }

    @Test
    void setsCombineAsTheirMasksDo() {
        AdapterSet a = adapters(0, 63, 64);
        AdapterSet b = adapters(64, 255);
        assertThat(a.union(b)).isEqualTo(adapters(0, 63, 64, 255));
        assertThat(a.intersect(b)).isEqualTo(adapters(64));
        assertThat(a.difference(b)).isEqualTo(adapters(0, 63));
        assertThat(a.intersects(b)).isTrue();
        assertThat(a.intersects(adapters(1, 255))).isFalse();
        assertThat(a.containsAll(adapters(0, 64))).isTrue();
        assertThat(a.containsAll(b)).isFalse();
        assertThat(a.mask()).isEqualTo(ApMask.of(0, 63, 64));
        assertThat(a.size()).isEqualTo(3);
    }

    @Test
    void withAndWithoutChangeOneNumber() {
        DomainSet set = domains(4);
        assertThat(set.with(DomainId.of(27))).isEqualTo(domains(4, 27));
        assertThat(set.without(DomainId.of(4)).isEmpty()).isTrue();
        assertThat(set.without(DomainId.of(27))).isEqualTo(set);
        assertThat(set.contains(DomainId.of(4))).isTrue();
        assertThat(set.contains(DomainId.of(27))).isFalse();
    }
}
