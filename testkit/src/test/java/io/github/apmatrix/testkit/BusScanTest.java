package io.github.apmatrix.testkit;

import static io.github.apmatrix.testkit.Console.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.host.CardType;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When Linux sees what the operator did (kernel document, what other events do: by the next scan, not before). */
class BusScanTest {
    private static Console console(KernelProfile profile, boolean automatic) {
        return new Console(SimulatedKernel.builder()
                .profile(profile)
                .automaticScans(automatic)
                .adapter(AdapterId.of(0x0a), CardType.CEX8P)
                .usageDomains(DomainSet.domains(4, 5))
                .masks(HostMasks.allReserved()
                        .withApmask(AdapterSet.adapters(0x0a).complement()))
                .build());
    }

    @Nested
    class WithoutAutomaticScans {
        @ParameterizedTest
        @EnumSource(KernelProfile.class)
        void aNewAdapterIsThereAfterTheNextScan(KernelProfile profile) {
            Console console = console(profile, false);
            console.kernel().machine().plug(AdapterId.of(0x0b), CardType.CEX8A);
            assertThat(console.list("devices/ap")).doesNotContain("card0b");
            console.given("bus/ap/scans", "1");
            assertThat(console.list("devices/ap")).contains("card0b");
            assertThat(console.driver("0b.0004")).isEqualTo("cex4queue");
        }

        @ParameterizedTest
        @EnumSource(KernelProfile.class)
        void aDomainThatTheLparLostStaysInTheGuestUntilTheNextScan(KernelProfile profile) {
            Console console = console(profile, false);
            console.givenDevice(A).givenSet(A, "assign_adapter", "0x0a").givenSet(A, "assign_domain", "4", "5");
            String before = console.guestMatrix(A);
            console.kernel().machine().removeUsageDomains(DomainSet.domains(5));
            assertThat(console.guestMatrix(A)).isEqualTo(before).contains("0a.0005");
            console.given("bus/ap/scans", "1");
            assertThat(console.guestMatrix(A)).isEqualTo("0a.0004\n");
        }
    }

    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void byDefaultEachChangeIsSeenAtOnce(KernelProfile profile) {
        Console console = console(profile, true);
        console.kernel().machine().plug(AdapterId.of(0x0b), CardType.CEX8A);
        assertThat(console.driver("0b.0004")).isEqualTo("cex4queue");
    }
}
