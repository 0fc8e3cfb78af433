package io.github.apmatrix;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApConfigTest {
    private static final String ZEROS = "0x" + "0".repeat(64);
    private static final Matrix MATRIX = Matrix.of(adapters(5), domains(4, 0xab));

    @Test
    void threeMasksPrintAsAdaptersUsageDomainsAndControlDomains() {
        ApConfig config = ApConfig.of(MATRIX).withControlDomains(domains(0));
        String text =
                "0x04" + "0".repeat(62) + ",0x08" + "0".repeat(40) + "1" + "0".repeat(21) + ",0x8" + "0".repeat(63);
        assertThat(config).hasToString(text);
        assertThat(text).hasSize(200);
        assertThat(ApConfig.parse(text)).isEqualTo(config);
    }

    @Test
    void nothingIsThreeEmptyMasks() {
        assertThat(ApConfig.none()).hasToString(ZEROS + "," + ZEROS + "," + ZEROS);
        assertThat(ApConfig.parse(ZEROS + "," + ZEROS + "," + ZEROS)).isEqualTo(ApConfig.none());
        assertThat(ApConfig.of(Matrix.none())).isEqualTo(ApConfig.none());
    }

    @Test
    void thePartsCanBeReplacedOneByOne() {
        ApConfig config = ApConfig.of(adapters(5), domains(4));
        assertThat(config.adapters()).isEqualTo(adapters(5));
        assertThat(config.usageDomains()).isEqualTo(domains(4));
        assertThat(config.controlDomains()).isEqualTo(DomainSet.none());
        assertThat(config.withControlDomains(domains(7)).matrix()).isEqualTo(config.matrix());
        assertThat(config.withControlDomains(domains(7)).withMatrix(MATRIX))
                .isEqualTo(new ApConfig(MATRIX, domains(7)));
    }

    @Test
    void controlDomainsLikeUsageReplaceWhatWasThere() {
        ApConfig config = ApConfig.of(MATRIX).withControlDomains(domains(1));
        assertThat(config.withControlDomainsLikeUsage()).isEqualTo(new ApConfig(MATRIX, domains(4, 0xab)));
    }

    @Test
    void theIntersectionIsThatOfEachMask() {
        ApConfig a = new ApConfig(Matrix.of(adapters(1, 2), domains(3, 4)), domains(5, 6));
        ApConfig b = new ApConfig(Matrix.of(adapters(2, 3), domains(4, 5)), domains(6, 7));
        assertThat(a.intersect(b)).isEqualTo(new ApConfig(Matrix.of(adapters(2), domains(4)), domains(6)));
    }

    @Test
    void unionAndDifferenceAreThoseOfEachMask() {
        ApConfig a = new ApConfig(Matrix.of(adapters(1, 2), domains(3, 4)), domains(5, 6));
        ApConfig b = new ApConfig(Matrix.of(adapters(2, 3), domains(4, 5)), domains(6, 7));
        assertThat(a.union(b))
                .isEqualTo(new ApConfig(Matrix.of(adapters(1, 2, 3), domains(3, 4, 5)), domains(5, 6, 7)));
        assertThat(a.difference(b)).isEqualTo(new ApConfig(Matrix.of(adapters(1), domains(3)), domains(5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",,",
                "Z",
                "Z,Z",
                "Z,Z,",
                "Z,Z,Z,",
                "Z,Z,Z,Z",
                "Z,Z,Z\n",
                "Z\nZ\nZ",
                " Z,Z,Z",
                "Z, Z,Z",
                "0x04,0x08,0x08",
                "+1,Z,Z"
            })
    void anythingButThreeFullMasksIsRefused(String form) {
        String text = form.replace("Z", ZEROS);
        assertThatExceptionOfType(ApFormatException.class).isThrownBy(() -> ApConfig.parse(text));
    }

    @Test
    void theExceptionNamesTheWholeTextAndThePositionInIt() {
        String text = ZEROS + "," + ZEROS + ",0x" + "0".repeat(63) + "G";
        Refusals.assertRefused(ApConfig::parse, text, 199);
    }
}
