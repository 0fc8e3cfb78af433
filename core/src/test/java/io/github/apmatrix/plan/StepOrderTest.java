package io.github.apmatrix.plan;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.samples.PlanHosts.A;
import static io.github.apmatrix.samples.PlanHosts.ALL;
import static io.github.apmatrix.samples.PlanHosts.B;
import static io.github.apmatrix.samples.PlanHosts.C;
import static io.github.apmatrix.samples.PlanHosts.FREE;
import static io.github.apmatrix.samples.PlanHosts.NO_FEATURES;
import static io.github.apmatrix.samples.PlanHosts.REWRITABLE;
import static io.github.apmatrix.samples.PlanHosts.config;
import static io.github.apmatrix.samples.PlanHosts.device;
import static io.github.apmatrix.samples.PlanHosts.found;
import static io.github.apmatrix.samples.PlanHosts.host;
import static io.github.apmatrix.samples.PlanHosts.plan;
import static io.github.apmatrix.samples.PlanHosts.steps;
import static io.github.apmatrix.samples.PlanHosts.wants;
import static io.github.apmatrix.samples.PlanHosts.writes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeatures;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepOrderTest {
    private static final ApConfig ONE = config(0x0a, 0x04);
    private static final ApConfig OTHER = config(5, 0x04);
    private static final HostMasks RESERVED = HostMasks.allReserved();

    static Stream<KernelFeatures> kernels() {
        return Stream.of(NO_FEATURES, REWRITABLE);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void nothingIsDoneWhenAllIsAsDesired(KernelFeatures features) {
        HostSnapshot before = host(FREE).features(features).add(device(A, ONE)).build();
        Plan plan = plan(before, DesiredHost.like(before));
        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan).hasToString("");
        assertThat(plan.before()).isEqualTo(before);
    }

    @Test
    void queuesAreFreedBeforeTheyAreAssigned() {
        ApConfig config = ApConfig.of(adapters(0x0a), domains(0x04)).withControlDomains(domains(0x1b));
        assertThat(plan(host(RESERVED), wants(A, config))).hasToString("""
                        # the host also loses 0a.001b
                        echo -0x0a > /sys/bus/ap/apmask
                        echo %1$s > /sys/devices/vfio_ap/matrix/mdev_supported_types/vfio_ap-passthrough/create
                        echo 0x0a > /sys/devices/vfio_ap/matrix/%1$s/assign_adapter
                        echo 0x0004 > /sys/devices/vfio_ap/matrix/%1$s/assign_domain
                        echo 0x001b > /sys/devices/vfio_ap/matrix/%1$s/assign_control_domain
                        """.formatted(A));
    }

    @Test
    void withApConfigOneWriteAssignsAll() {
        ApConfig config = ONE.withControlDomains(domains(0x1b));
        assertThat(writes(host(RESERVED).features(REWRITABLE), wants(A, config)))
                .containsExactly("apmask -0x0a", "create " + A, "a ap_config " + config);
    }

    @Test
    void whatGoesIsUnassignedBeforeWhatComesIsAssigned() {
        ApConfig before = ApConfig.of(adapters(5), domains(0x04)).withControlDomains(domains(0x04));
        ApConfig after = ApConfig.of(adapters(0x0a), domains(0x1b)).withControlDomains(domains(0x1b));
        HostSnapshot.Builder host = host(FREE).add(device(A, before));
        assertThat(writes(host, wants(A, after)))
                .containsExactly(
                        "a unassign_adapter 0x05",
                        "a unassign_domain 0x0004",
                        "a unassign_control_domain 0x0004",
                        "a assign_adapter 0x0a",
                        "a assign_domain 0x001b",
                        "a assign_control_domain 0x001b");
        assertThat(steps(host.features(REWRITABLE), wants(A, after))).containsExactly(new Step.Configure(A, after));
    }

    private static DesiredHost moving() {
        return DesiredHost.builder().device(B, config(5, 0x1b)).device(A, ONE).build();
    }

    @Test
    void aQueueLeavesADeviceBeforeAnotherGetsIt() {
        assertThat(writes(host(FREE).add(device(B, ONE)), moving()))
                .containsExactly(
                        "b unassign_adapter 0x0a",
                        "b unassign_domain 0x0004",
                        "create " + A,
                        "a assign_adapter 0x0a",
                        "a assign_domain 0x0004",
                        "b assign_adapter 0x05",
                        "b assign_domain 0x001b");
    }

    @Test
    void withApConfigTheOldOwnerIsWrittenFirstAndOnce() {
        HostSnapshot.Builder host =
                host(FREE).features(REWRITABLE).add(device(A, ApConfig.none())).add(device(B, ONE));
        assertThat(steps(host, moving()))
                .containsExactly(new Step.Configure(B, config(5, 0x1b)), new Step.Configure(A, ONE));
    }

    private static DesiredHost swapping() {
        return DesiredHost.builder().device(A, OTHER).device(B, ONE).build();
    }

    @Test
    void devicesSwapQueuesWithSingleWrites() {
        HostSnapshot.Builder host = host(FREE).add(device(A, ONE)).add(device(B, OTHER));
        assertThat(writes(host, swapping()))
                .containsExactly(
                        "a unassign_adapter 0x0a",
                        "b unassign_adapter 0x05",
                        "a assign_adapter 0x05",
                        "b assign_adapter 0x0a");
    }

    @Test
    void devicesSwapQueuesWithApConfig() {
        HostSnapshot.Builder host =
                host(FREE).features(REWRITABLE).add(device(A, ONE)).add(device(B, OTHER));
        assertThat(steps(host, swapping()))
                .containsExactly(
                        new Step.Configure(A, ApConfig.of(ONE.matrix().withAdapters(adapters()))),
                        new Step.Configure(B, ONE),
                        new Step.Configure(A, OTHER));
    }

    @Test
    void bitsAreClearedFirstAndSetLast() {
        HostMasks before = new HostMasks(adapters(5, 6), domains(0x04, 0x05));
        HostMasks after = new HostMasks(adapters(6, 7, 8, 9), domains(0x05, 0x1c));
        DesiredHost desired = DesiredHost.builder().masks(after).device(A, ONE).build();
        assertThat(writes(host(before).features(REWRITABLE), desired))
                .containsExactly(
                        "apmask -0x05",
                        "aqmask -0x04",
                        "create " + A,
                        "a ap_config " + ONE,
                        "apmask +0x07-0x09",
                        "aqmask +0x1c");
    }

    @Test
    void devicesGoBeforeOthersCome() {
        HostSnapshot.Builder host = host(FREE).add(device(B, ONE)).add(device(C, OTHER));
        DesiredHost desired = DesiredHost.builder()
                .device(A, ApConfig.of(adapters(0x0a), DomainSet.none()))
                .removeOtherDevices()
                .build();
        assertThat(writes(host, desired))
                .containsExactly("b remove 1", "c remove 1", "create " + A, "a assign_adapter 0x0a");
    }

    @Test
    void aDeviceThatIsNotThereNeedNotGo() {
        assertThat(steps(host(FREE), DesiredHost.builder().removeDevice(A).build()))
                .isEmpty();
    }

    @Test
    void onlyTheFewestBitsAreCleared() {
        ApConfig row = ApConfig.of(adapters(5, 0x0a), domains(0x04));
        assertThat(writes(host(RESERVED), wants(A, row))).startsWith("aqmask -0x04", "create " + A);
    }

    private static HostSnapshot.Builder withOldGuestMatrix() {
        return host(FREE).add(device(A, ApConfig.of(ALL), Matrix.of(adapters(5), domains(0x04, 0x1b)), Answer.YES));
    }

    private static final DesiredHost EVALUATED =
            DesiredHost.builder().evaluate(A).evaluate(C).build();

    @Test
    void rewritingHasADeviceEvaluated() {
        assertThat(steps(withOldGuestMatrix().features(REWRITABLE), EVALUATED))
                .containsExactly(new Step.Configure(A, ApConfig.of(ALL)));
    }

    @Test
    void bindingAQueueThatTheGuestLacksHasADeviceEvaluated() {
        Plan plan = plan(withOldGuestMatrix(), EVALUATED);
        assertThat(plan).hasToString("""
                        echo 0a.0004 > /sys/bus/ap/drivers/vfio_ap/unbind
                        echo 0a.0004 > /sys/bus/ap/drivers/vfio_ap/bind
                        """);
        assertThat(found(plan.predicted(), A).guestMatrix().matrix()).contains(ALL);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aDeviceThatIsUpToDateIsNotEvaluated(KernelFeatures features) {
        assertThat(steps(host(FREE).features(features).add(device(A, ONE)), EVALUATED))
                .isEmpty();
    }
}
