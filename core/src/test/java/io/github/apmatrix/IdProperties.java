package io.github.apmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(ApValues.class)
@Domain(DomainContext.Global.class)
class IdProperties {
    @Property
    void anAdapterSurvivesBothForms(@ForAll AdapterId adapter) {
        assertThat(AdapterId.parseHex(adapter.toHex())).isEqualTo(adapter);
        assertThat(AdapterId.parseNumber(adapter.toNumber())).isEqualTo(adapter);
    }

    @Property
    void aDomainSurvivesBothForms(@ForAll DomainId domain) {
        assertThat(DomainId.parseHex(domain.toHex())).isEqualTo(domain);
        assertThat(DomainId.parseNumber(domain.toNumber())).isEqualTo(domain);
    }

    @Property
    void everyBaseIsReadAsJavaWritesIt(@ForAll long bits) {
        assertThat(KernelNumber.parseUnsigned(Long.toUnsignedString(bits))).isEqualTo(bits);
        assertThat(KernelNumber.parseUnsigned("0x" + Long.toHexString(bits))).isEqualTo(bits);
        assertThat(KernelNumber.parseUnsigned("0" + Long.toOctalString(bits))).isEqualTo(bits);
    }

    @Property
    void whatTheKernelPrintsIsNoNumberToWrite(@ForAll @IntRange(min = 0xa0, max = 0xff) int value) {
        Refusals.assertRefused(AdapterId::parseNumber, AdapterId.of(value).toHex());
        Refusals.assertRefused(DomainId::parseNumber, DomainId.of(value).toHex());
    }

    @Property
    void theOrderIsThatOfTheNumbers(@ForAll AdapterId a, @ForAll AdapterId b, @ForAll DomainId c, @ForAll DomainId d) {
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(Integer.compare(a.value(), b.value()));
        assertThat(Integer.signum(c.compareTo(d))).isEqualTo(Integer.compare(c.value(), d.value()));
    }

    @Property
    void queuesAreOrderedAsTheirTexts(@ForAll ApQueue a, @ForAll ApQueue b) {
        assertThat(Integer.signum(a.compareTo(b)))
                .isEqualTo(Integer.signum(a.toString().compareTo(b.toString())));
        assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
    }

    @Property
    void aQueueSurvivesItsText(@ForAll AdapterId adapter, @ForAll DomainId domain) {
        ApQueue queue = ApQueue.of(adapter, domain);
        assertThat(ApQueue.parse(queue.toString())).isEqualTo(queue).hasSameHashCodeAs(queue);
    }

    @Property
    void aDeviceIdSurvivesItsTextInEitherCase(@ForAll MediatedDeviceId id) {
        assertThat(MediatedDeviceId.parse(id.toString())).isEqualTo(id);
        assertThat(MediatedDeviceId.parse(id.toString().toUpperCase(Locale.ROOT)))
                .isEqualTo(id);
    }
}
