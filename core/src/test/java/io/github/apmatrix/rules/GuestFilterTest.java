package io.github.apmatrix.rules;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import org.junit.jupiter.api.Test;

/** The LPAR has adapters 05 and 06 and domains 04, 47 and ab. */
class GuestFilterTest {
    private static final ApConfig LPAR = ApConfig.of(adapters(5, 6), domains(0x04, 0x47, 0xab));
    private static final ApQueueSet ALL_BOUND = ApQueueSet.of(LPAR.matrix());

    private static String guestText(Matrix assigned, ApQueueSet passable) {
        return GuestFilter.guestMatrix(assigned, LPAR, passable).toKernelText();
    }

    @Test
    void whatTheLparHasAndVfioApHoldsPasses() {
        assertThat(guestText(Matrix.of(adapters(5), domains(0x04, 0xab)), ALL_BOUND))
                .isEqualTo("05.0004\n05.00ab\n");
    }

    @Test
    void aDomainThatTheLparLacksIsLeftOut() {
        assertThat(guestText(Matrix.of(adapters(5), domains(0x04, 0x99, 0xab)), ALL_BOUND))
                .isEqualTo("05.0004\n05.00ab\n");
    }

    @Test
    void anAdapterThatTheLparLacksIsLeftOut() {
        assertThat(guestText(Matrix.of(adapters(5, 6, 7), domains(0x04, 0x99, 0xab)), ALL_BOUND))
                .isEqualTo("05.0004\n05.00ab\n06.0004\n06.00ab\n");
    }

    @Test
    void oneMissingQueueTakesTheWholeAdapterAway() {
        ApQueueSet unbound = ApQueueSet.of(ApQueue.parse("06.00ab"));
        assertThat(guestText(Matrix.of(adapters(5, 6), domains(0x04, 0x99, 0xab)), ALL_BOUND.difference(unbound)))
                .isEqualTo("05.0004\n05.00ab\n");
    }

    @Test
    void aMissingQueueOfAnUnassignedDomainDoesNoHarm() {
        ApQueueSet unbound = ApQueueSet.of(ApQueue.parse("06.00ab"));
        assertThat(guestText(Matrix.of(adapters(5, 6), domains(0x04)), ALL_BOUND.difference(unbound)))
                .isEqualTo("05.0004\n06.0004\n");
    }

    @Test
    void withoutDomainsTheAdapterPasses() {
        assertThat(guestText(Matrix.of(adapters(5), DomainSet.none()), ApQueueSet.none()))
                .isEqualTo("05.\n");
        assertThat(guestText(Matrix.of(adapters(5), domains(0x99)), ApQueueSet.none()))
                .isEqualTo("05.\n");
    }

    @Test
    void theDomainsStayWhenEveryAdapterGoes() {
        assertThat(guestText(Matrix.of(adapters(5), domains(0x04)), ApQueueSet.none()))
                .isEqualTo(".0004\n");
    }

    @Test
    void withoutAReportedConfigurationNothingPasses() {
        assertThat(GuestFilter.guestMatrix(LPAR.matrix(), ApConfig.none(), ALL_BOUND))
                .isEqualTo(Matrix.none());
    }
}
