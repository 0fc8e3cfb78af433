package io.github.apmatrix.plan;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.samples.PlanHosts.A;
import static io.github.apmatrix.samples.PlanHosts.B;
import static io.github.apmatrix.samples.PlanHosts.FREE;
import static io.github.apmatrix.samples.PlanHosts.config;
import static io.github.apmatrix.samples.PlanHosts.conflicts;
import static io.github.apmatrix.samples.PlanHosts.device;
import static io.github.apmatrix.samples.PlanHosts.host;
import static io.github.apmatrix.samples.PlanHosts.opaque;
import static io.github.apmatrix.samples.PlanHosts.overridden;
import static io.github.apmatrix.samples.PlanHosts.queues;
import static io.github.apmatrix.samples.PlanHosts.wants;
import static io.github.apmatrix.samples.PlanHosts.writes;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.samples.PlanHosts;
import org.junit.jupiter.api.Test;

/** What speaks against masks. */
class MaskConflictTest {
    private static final HostMasks RESERVED = HostMasks.allReserved();
    private static final ApConfig ONE = config(0x0a, 0x04);

    private static DesiredHost keeping(ApConfig config, String... queues) {
        return DesiredHost.builder()
                .device(A, config)
                .keepForHost(queues(queues))
                .build();
    }

    private static DesiredHost masks(HostMasks masks) {
        return DesiredHost.builder().masks(masks).build();
    }

    @Test
    void keptQueuesAreNotAssigned() {
        assertThat(conflicts(host(RESERVED), keeping(ApConfig.of(PlanHosts.ALL), "05.0004", "05.001b", "06.0004")))
                .containsExactly(new Conflict.KeptForHost(A, queues("05.0004", "05.001b")));
    }

    @Test
    void whatCannotBeFreedIsNamedWithWhatWouldGoWithIt() {
        assertThat(conflicts(host(RESERVED), keeping(ONE, "0a.001b", "05.0004", "05.001b")))
                .containsExactly(new Conflict.CannotFree(queues("0a.0004"), queues("05.0004", "0a.001b")));
    }

    @Test
    void aKeptQueueLeavesTheOtherBit() {
        assertThat(writes(host(RESERVED), keeping(ONE, "0a.001b"))).startsWith("aqmask -0x04");
        assertThat(writes(host(RESERVED), keeping(ONE, "05.0004"))).startsWith("apmask -0x0a");
    }

    @Test
    void aKeptQueueThatIsFreeAlreadyDoesNotMatter() {
        HostMasks masks = new HostMasks(adapters(5).complement(), DomainSet.all());
        assertThat(writes(host(masks), keeping(ONE, "05.0004", "0a.001b"))).startsWith("aqmask -0x04");
    }

    @Test
    void theWantedMasksMustNotReserve() {
        DesiredHost desired = DesiredHost.builder()
                .device(A, ApConfig.of(PlanHosts.ALL))
                .masks(new HostMasks(adapters(5).complement(), domains(0x04).complement()))
                .build();
        assertThat(conflicts(host(RESERVED), desired)).containsExactly(new Conflict.Reserved(A, queues("0a.001b")));
    }

    @Test
    void masksDoNotFreeAQueueThatAnOverrideGivesToTheHost() {
        HostSnapshot.Builder host = host(FREE).add(overridden("0a.0004", "cex4queue"));
        assertThat(conflicts(host, wants(A, ApConfig.of(adapters(0x0a), domains(0x04, 0x1b)))))
                .contains(new Conflict.Reserved(A, queues("0a.0004")));
    }

    @Test
    void anOverrideToVfioApFreesAQueueWithoutMasks() {
        HostSnapshot.Builder host = host(RESERVED).add(overridden("0a.0004", "vfio_ap"));
        assertThat(writes(host, wants(A, ONE))).noneMatch(write -> write.contains("mask"));
    }

    @Test
    void overridesLockTheMasks() {
        HostSnapshot.Builder host = host(RESERVED).add(overridden("05.0004", "vfio_ap"));
        assertThat(conflicts(host, wants(A, ONE))).containsExactly(new Conflict.MasksLocked(queues("05.0004")));
        assertThat(conflicts(host, masks(FREE))).containsExactly(new Conflict.MasksLocked(queues("05.0004")));
        assertThat(Planner.plan(host.build(), masks(RESERVED))).isInstanceOf(Plan.class);
    }

    @Test
    void settingBitsOfAssignedQueuesIsVetoed() {
        HostSnapshot.Builder host = host(FREE).add(device(A, ONE)).add(device(B, config(5, 0x1b)));
        assertThat(conflicts(host, masks(new HostMasks(adapters(5, 0x0a), domains(0x04)))))
                .containsExactly(new Conflict.MaskVetoed(AdapterSet.none(), domains(0x04), A, queues("0a.0004")));
    }

    @Test
    void newKernelsVetoWithoutLookingAtTheOtherMask() {
        DesiredHost desired = masks(new HostMasks(adapters(0x0a), DomainSet.none()));
        assertThat(writes(host(FREE).add(device(A, ONE)), desired)).containsExactly("apmask +0x0a");
        HostSnapshot.Builder host = host(FREE)
                .features(KernelFeatures.notKnown().with(KernelFeature.BINDINGS_COMPLETE_COUNT, Answer.YES))
                .add(device(A, ONE));
        assertThat(conflicts(host, desired))
                .containsExactly(new Conflict.MaskVetoed(adapters(0x0a), DomainSet.none(), A, queues("0a.0004")));
    }

    @Test
    void aDeviceThatGoesVetoesNothing() {
        HostSnapshot.Builder host = host(FREE).add(device(A, ONE));
        DesiredHost desired =
                DesiredHost.builder().masks(RESERVED).removeDevice(A).build();
        assertThat(writes(host, desired)).containsExactly("a remove 1", "apmask +0x00-0xff", "aqmask +0x00-0xff");
    }

    @Test
    void aDeviceThatIsNotKnownCouldVeto() {
        HostSnapshot.Builder host = host(FREE).add(opaque(A));
        assertThat(conflicts(host, masks(RESERVED)))
                .containsExactly(
                        new Conflict.NotKnown(ImmutableList.of("what all devices have, which could veto the masks")));
    }

    @Test
    void nothingKnownIsNeededToClearBits() {
        assertThat(writes(host(RESERVED).add(opaque(A)), masks(RESERVED.withApmask(AdapterSet.none()))))
                .containsExactly("apmask -0x00-0xff");
    }
}
