package io.github.apmatrix.testkit;

import static io.github.apmatrix.testkit.assertions.ApAssertions.assertThat;
import static io.github.apmatrix.testkit.assertions.ApAssertions.assertThatIllegalArgumentException;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.sysfs.ApHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelProfileTest {
    private static final AdapterId ADAPTER = AdapterId.of(5);

    private static SimulatedKernel kernel(KernelProfile profile) {
        SimulatedKernel kernel = SimulatedKernel.builder()
                .profile(profile)
                .adapter(ADAPTER, CardType.CEX8C)
                .usageDomains(DomainSet.domains(4))
                .build();
        ApHost.at(kernel.sysfs())
                .apBus()
                .updateAdapterMask(MaskUpdate.removing(AdapterSet.of(ADAPTER).mask()));
        return kernel;
    }

    @ParameterizedTest
    @CsvSource({
        "6.1.192-rig-fakeap, LINUX_6_1",
        "6.6, LINUX_6_6",
        "6.12.107, LINUX_6_12",
        "7.3.4, LINUX_7_3",
    })
    void aReleaseHasItsProfile(String release, KernelProfile profile) {
        assertThat(KernelProfile.ofRelease(release)).isEqualTo(profile);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.13", "6.120", "6", "", "x"})
    void anotherReleaseHasNone(String release) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KernelProfile.ofRelease(release))
                .withMessage("no profile for Linux " + release + "; there are 6.1, 6.6, 6.12, 7.3");
    }

    @ParameterizedTest
    @CsvSource({
        "LINUX_6_1, NO, NO, NO, false",
        "LINUX_6_6, NO, NO, NO, true",
        "LINUX_6_12, YES, NO, NO, true",
        "LINUX_7_3, YES, YES, YES, true"
    })
    void theFilesTellWhatAKernelCan(
            KernelProfile profile, Answer apConfig, Answer override, Answer counts, boolean showsFacilities) {
        ApHost host = ApHost.at(kernel(profile).sysfs());
        host.vfioAp().create();
        KernelFeatures features = host.snapshot().features();
        assertThat(features.has(KernelFeature.GUEST_MATRIX)).isEqualTo(Answer.YES);
        assertThat(features.has(KernelFeature.AP_CONFIG)).isEqualTo(apConfig);
        assertThat(features.has(KernelFeature.DRIVER_OVERRIDE)).isEqualTo(override);
        assertThat(features.has(KernelFeature.BINDINGS_COMPLETE_COUNT)).isEqualTo(counts);
        assertThat(host.apBus().facilities().isPresent()).isEqualTo(showsFacilities);
    }

    @ParameterizedTest
    @CsvSource({"LINUX_6_1, false", "LINUX_6_6, false", "LINUX_6_12, true", "LINUX_7_3, true"})
    void aFailedResetKeepsTheAdapterOutOnOlderKernels(KernelProfile profile, boolean comesBack) {
        SimulatedKernel kernel = kernel(profile);
        ApHost host = ApHost.at(kernel.sysfs());
        MediatedDeviceId device = host.vfioAp().create();
        host.vfioAp().assign(device, ADAPTER);
        host.vfioAp().assign(device, DomainId.of(4));
        kernel.machine().setConfigured(ADAPTER, false);
        host.vfioAp().unassign(device, ADAPTER);
        kernel.machine().setConfigured(ADAPTER, true);
        host.vfioAp().assign(device, ADAPTER);
        assertThat(host.vfioAp().guestMatrix(device).queues().isEmpty()).isEqualTo(!comesBack);
    }

    @Test
    void profilesAreOrderedByRelease() {
        assertThat(KernelProfile.values())
                .extracting(KernelProfile::release)
                .containsExactly("6.1", "6.6", "6.12", "7.3");
    }
}
