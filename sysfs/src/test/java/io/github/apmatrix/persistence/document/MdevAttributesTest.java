package io.github.apmatrix.persistence.document;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.DomainSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MdevAttributesTest {
    private static MdevAttributes attributes(String... lines) {
        return MdevAttributes.copyOf(Stream.of(lines)
                .map(line -> line.split("=", 2))
                .map(parts -> new MdevAttribute(parts[0], parts[1]))
                .toList());
    }

    @Test
    void numbersAreDecimalHexOrOctal() {
        assertThat(attributes(
                                "assign_adapter=10",
                                "assign_adapter=0x0b",
                                "assign_adapter=014",
                                "assign_domain=0x47",
                                "assign_control_domain=0xab")
                        .config())
                .isEqualTo(ApConfig.of(adapters(10, 11, 12), domains(0x47)).withControlDomains(domains(0xab)));
    }

    @Test
    void writesTakeEffectInTheirOrder() {
        assertThat(attributes("assign_adapter=3", "unassign_adapter=3", "unassign_domain=4", "assign_domain=4")
                        .config())
                .isEqualTo(ApConfig.of(AdapterSet.none(), domains(4)));
        assertThat(attributes("assign_control_domain=1", "assign_control_domain=2", "unassign_control_domain=1")
                        .config()
                        .controlDomains())
                .isEqualTo(domains(2));
    }

    @Test
    void apConfigReplacesAllBeforeIt() {
        ApConfig config = ApConfig.of(adapters(0x0a), domains(0x1b)).withControlDomains(DomainSet.all());
        assertThat(attributes("assign_adapter=3", "ap_config=" + config, "assign_domain=4")
                        .config())
                .isEqualTo(config.withMatrix(config.matrix().withDomains(domains(4, 0x1b))));
    }

    @Test
    void normalisedAttributesAreSortedAndWithoutDetours() {
        MdevAttributes detours = attributes(
                "assign_domain=0x47", "assign_adapter=0xa", "assign_adapter=3", "assign_adapter=10", "assign_domain=4");
        assertThat(detours.normalised())
                .isEqualTo(attributes("assign_adapter=3", "assign_adapter=10", "assign_domain=4", "assign_domain=71"));
        assertThat(detours.list()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "assign_adapter, 256",
        "assign_adapter, -1",
        "assign_adapter, 08",
        "assign_domain, zz",
        "assign_domain, '3,4'",
        "assign_control_domain, ''",
        "unassign_domain, 0x",
        "ap_config, '0x0,0x0,0x0'"
    })
    void aValueThatTheKernelWouldRefuseIsRefused(String name, String value) {
        assertThatThrownBy(() -> new MdevAttribute(name, value)).isInstanceOf(ApFormatException.class);
    }

    @ParameterizedTest
    @CsvSource({"remove", "matrix", "assign", "''"})
    void anotherAttributeIsRefused(String name) {
        assertThatThrownBy(() -> new MdevAttribute(name, "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a vfio_ap device has no attribute \"" + name + "\" to assign with");
    }

    @Test
    void nothingIsAssignedByNoAttributes() {
        assertThat(MdevAttributes.none().config()).isEqualTo(ApConfig.none());
        assertThat(MdevAttributes.of(ApConfig.none()).list()).isEqualTo(List.of());
    }
}
