package io.github.apmatrix.plan;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.samples.PlanHosts.A;
import static io.github.apmatrix.samples.PlanHosts.B;
import static io.github.apmatrix.samples.PlanHosts.FREE;
import static io.github.apmatrix.samples.PlanHosts.REWRITABLE;
import static io.github.apmatrix.samples.PlanHosts.config;
import static io.github.apmatrix.samples.PlanHosts.device;
import static io.github.apmatrix.samples.PlanHosts.host;
import static io.github.apmatrix.samples.PlanHosts.plan;
import static io.github.apmatrix.samples.PlanHosts.queues;
import static io.github.apmatrix.samples.PlanHosts.wants;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.host.HostSnapshot;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarningTest {
    private static HostSnapshot.Builder rewritable(HostMasks masks) {
        return host(masks).features(REWRITABLE);
    }

    @Test
    void whatTheLparLacksIsNamed() {
        ApConfig config = ApConfig.of(adapters(5, 0x20), domains(0x04, 0x99)).withControlDomains(domains(0x77));
        assertThat(plan(rewritable(FREE), wants(A, config)).warnings())
                .containsExactly(new PlanWarning.OverProvisioned(A, adapters(0x20), domains(0x99)));
    }

    @ParameterizedTest
    @CsvSource({"511, 0", "512, 1"})
    void aMatrixOfMoreThanAPageIsTooLarge(int queues, int warnings) {
        int rows = queues == 511 ? 7 : 8;
        int columns = queues / rows;
        ApConfig config = ApConfig.of(
                AdapterSet.of(ApMask.of(IntStream.range(0x20, 0x20 + rows))),
                DomainSet.of(ApMask.of(IntStream.range(0, columns))));
        assertThat(plan(host(FREE), wants(A, config)).warnings())
                .filteredOn(PlanWarning.MatrixTooLarge.class::isInstance)
                .hasSize(warnings)
                .allMatch(new PlanWarning.MatrixTooLarge(A, queues)::equals);
        assertThat(plan(rewritable(FREE), wants(A, config)).warnings())
                .noneMatch(PlanWarning.MatrixTooLarge.class::isInstance);
    }

    @Test
    void queuesThatNoDeviceNeedsAreNamed() {
        assertThat(plan(rewritable(HostMasks.allReserved()), wants(A, config(0x0a, 0x04)))
                        .warnings())
                .containsExactly(new PlanWarning.FreesMore(queues("0a.001b")));
    }

    @Test
    void withoutApConfigResetsAreUncertain() {
        HostSnapshot.Builder host = host(FREE).add(device(B, config(5, 0x1b)));
        assertThat(plan(host, wants(A, ApConfig.of(adapters(0x0a, 0x20), domains(0x04))))
                        .warnings())
                .containsExactly(
                        new PlanWarning.OverProvisioned(A, adapters(0x20), DomainSet.none()),
                        new PlanWarning.Uncertain(A, adapters(0x0a)));
    }

    @Test
    void queuesThatThePlanFreesHaveNoPast() {
        assertThat(plan(host(HostMasks.allReserved()), wants(A, ApConfig.of(adapters(0x0a), domains(0x04, 0x1b))))
                        .warnings())
                .isEmpty();
    }

    @Test
    void whatStaysIsNotWarnedOf() {
        HostSnapshot.Builder host = host(FREE).add(device(A, config(0x20, 0x99)));
        assertThat(plan(host, wants(A, config(0x20, 0x99))).warnings()).isEmpty();
    }
}
