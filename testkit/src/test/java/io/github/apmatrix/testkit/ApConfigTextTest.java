package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.sysfs.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernel document, section E.6. */
class ApConfigTextTest {
    private static final ApConfig ADAPTER_5_DOMAIN_4 = ApConfig.of(AdapterSet.adapters(5), DomainSet.domains(4));

    @Test
    void theThreeFieldsAreAdaptersDomainsAndControlDomains() {
        assertThat(ApConfigText.parse("0x04,0x08,0x41\n"))
                .isEqualTo(ADAPTER_5_DOMAIN_4.withControlDomains(DomainSet.domains(1, 7)));
    }

    @Test
    void whatIsReadCanBeWrittenBack() {
        ApConfig config = ApConfig.of(AdapterSet.adapters(0, 5, 255), DomainSet.all())
                .withControlDomains(DomainSet.domains(0xab));
        assertThat(config.toString()).hasSize(200);
        assertThat(ApConfigText.parse(config + "\n")).isEqualTo(config);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x04,0x08,",
                "0x04,0x08\n",
                "0x04\n0x08\n",
                "04,08,\n",
                "x04,x08,x\n",
                "0x04,0x08,0x,more,fields",
                "0x04,0x08,\n+1,zz"
            })
    void aNewlineSeparatesTooAndFurtherFieldsAreIgnored(String text) {
        assertThat(ApConfigText.parse(text)).isEqualTo(ADAPTER_5_DOMAIN_4);
    }

    @ParameterizedTest
    @ValueSource(strings = {",,\n", ",,", "\n\n", "0x,0x,0x\n", ",\n", ",,\0junk"})
    void anEmptyFieldIsAnAllZeroMask(String text) {
        assertThat(ApConfigText.parse(text)).isEqualTo(ApConfig.none());
    }

    @Test
    void adaptersAloneNeedTwoSeparators() {
        assertThat(ApConfigText.parse("0x04\n\n")).isEqualTo(ApConfig.of(AdapterSet.adapters(5), DomainSet.none()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x04,0x08",
                "0x04\n",
                "0x04",
                "\0,,",
                "+5,0x08,",
                "-5,0x08,\n",
                "0x04, 0x08,",
                "0x04,0x08 ,",
                "0X04,0x08,",
                "0xg,,",
                ",,0xg"
            })
    void fewerFieldsOrAnotherFormAreInvalid(String text) {
        assertThat(refusal(text)).isEqualTo(Errno.EINVAL);
    }

    @Test
    void afterThreeFullMasksNothingIsLookedAt() {
        String masks = ApConfig.of(AdapterSet.all(), DomainSet.all())
                .withControlDomains(DomainSet.all())
                .toString();
        assertThat(ApConfigText.parse(masks + "\n" + "junk".repeat(100)).toString())
                .isEqualTo(masks);
        assertThat(refusal(masks + "f")).isEqualTo(Errno.EINVAL);
    }

    private static Errno refusal(String text) {
        KernelRefusal refusal = catchThrowableOfType(KernelRefusal.class, () -> ApConfigText.parse(text));
        assertThat(refusal).as("refusal").isNotNull();
        return refusal.errno();
    }
}
