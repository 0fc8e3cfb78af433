package io.github.apmatrix.render;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.host.HostSnapshot;
import org.junit.jupiter.api.Test;

class DomainTableTest {
    @Test
    void eachDomainHasItsCell() {
        String text = DomainTable.of(domains(0x01, 0x02, 0xff), domains(0x02, 0x1b, 0xff))
                .toString();

        assertThat(text.lines().limit(5))
                .containsExactly(
                        "DOMAIN 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f",
                        "------------------------------------------------------",
                        "    00  .  U  B  .  .  .  .  .  .  .  .  .  .  .  .  .",
                        "    10  .  .  .  .  .  .  .  .  .  .  .  C  .  .  .  .",
                        "    20  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .");
        assertThat(text.lines().skip(17))
                .containsExactly(
                        "    f0  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  B",
                        "------------------------------------------------------",
                        "C: Control domain",
                        "U: Usage domain",
                        "B: Both (Control + Usage domain)");
        assertThat(text.lines()).hasSize(22);
    }

    @Test
    void theDomainsAreThoseOfTheLpar() {
        ApConfig lpar = ApConfig.of(adapters(1), domains(4)).withControlDomains(domains(5));
        assertThat(DomainTable.of(HostSnapshot.builder().lpar(lpar).build()).map(DomainTable::toString))
                .contains(DomainTable.of(domains(4), domains(5)).toString());
    }

    @Test
    void withoutTheLparThereIsNoTable() {
        assertThat(DomainTable.of(HostSnapshot.builder().build())).isEmpty();
    }

    @Test
    void noDomainsAreOnlyPeriods() {
        String text = DomainTable.of(DomainSet.none(), DomainSet.none()).toString();
        assertThat(text.lines().skip(2).limit(16))
                .allSatisfy(row -> assertThat(row.substring(6)).isEqualTo("  .".repeat(16)));
    }
}
