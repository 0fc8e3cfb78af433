package io.github.apmatrix.testkit;

import static io.github.apmatrix.testkit.assertions.ApAssertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.sysfs.ApHost;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class SimulatedKernelExtensionTest {
    @Nested
    @ExtendWith(SimulatedKernelExtension.class)
    class ByDefault {
        @RepeatedTest(2)
        void eachTestHasAFreshKernel(SimulatedKernel kernel, ApHost host) {
            assertThat(kernel.profile()).isEqualTo(KernelProfile.LINUX_6_12);
            assertThat(host.snapshot()).hasNoDevices();
            host.vfioAp().create();
        }

        @Test
        void kernelAndHostBelongTogether(ApHost host, SimulatedKernel kernel) {
            kernel.machine().plug(AdapterId.of(5), CardType.CEX8C).addUsageDomains(DomainSet.domains(4));
            assertThat(host.apBus().queues()).hasToString("05.0004");
        }
    }

    @Nested
    class Configured {
        @RegisterExtension
        static final SimulatedKernelExtension KERNEL = SimulatedKernelExtension.booting(() -> SimulatedKernel.builder()
                .profile(KernelProfile.LINUX_6_1)
                .adapter(AdapterId.of(5), CardType.CEX8C)
                .usageDomains(DomainSet.domains(4, 0x47)));

        @Test
        void theKernelIsTheConfiguredOne(SimulatedKernel kernel, ApHost host) {
            assertThat(kernel.profile()).isEqualTo(KernelProfile.LINUX_6_1);
            assertThat(host.apBus().queues()).hasToString("05.0004, 05.0047");
        }
    }
}
