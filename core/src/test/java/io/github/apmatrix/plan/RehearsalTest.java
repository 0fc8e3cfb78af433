package io.github.apmatrix.plan;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.samples.PlanHosts.A;
import static io.github.apmatrix.samples.PlanHosts.ALL;
import static io.github.apmatrix.samples.PlanHosts.B;
import static io.github.apmatrix.samples.PlanHosts.FREE;
import static io.github.apmatrix.samples.PlanHosts.config;
import static io.github.apmatrix.samples.PlanHosts.device;
import static io.github.apmatrix.samples.PlanHosts.found;
import static io.github.apmatrix.samples.PlanHosts.host;
import static io.github.apmatrix.samples.PlanHosts.overridden;
import static io.github.apmatrix.samples.PlanHosts.queues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Bindings;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.samples.PlanHosts;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final HostMasks ADAPTER_5_FREE =
            HostMasks.allReserved().withApmask(adapters(5).complement());

    private static Rehearsal booted(HostMasks masks) {
        return Rehearsal.afterBoot(host(FREE).build(), masks);
    }

    private static Rehearsal loaded(HostMasks masks) {
        Rehearsal rehearsal = booted(masks);
        rehearsal.loadVfioAp();
        return rehearsal;
    }

    private static QueueDevice queue(HostSnapshot host, String queue) {
        return Objects.requireNonNull(host.queues().get(ApQueue.parse(queue)));
    }

    private static Card card(HostSnapshot host) {
        return Objects.requireNonNull(host.cards().get(AdapterId.of(5)));
    }

    private static Step reserve(int adapter) {
        return new Step.UpdateAdapterMask(MaskUpdate.adding(ApMask.of(adapter)));
    }

    private static void given(Rehearsal rehearsal, Step... steps) {
        for (Step step : steps) {
            assertThat(rehearsal.make(step)).as(step.command()).isEmpty();
        }
    }

    private static Step[] creation(MediatedDeviceId id, int adapter, int domain) {
        return new Step[] {
            new Step.CreateDevice(id),
            new Step.Assign(id, Part.ADAPTER, adapter),
            new Step.Assign(id, Part.DOMAIN, domain)
        };
    }

    @Test
    void aStartedKernelHasNoDevicesAndItsFreeQueuesHaveNoDriver() {
        HostSnapshot earlier = host(FREE).add(device(A, config(5, 4))).build();
        HostSnapshot started = Rehearsal.afterBoot(earlier, ADAPTER_5_FREE).snapshot();
        assertThat(started.vfioAp()).isEqualTo(Answer.NO);
        assertThat(started.masks()).contains(ADAPTER_5_FREE);
        assertThat(started.devices()).isEmpty();
        assertThat(started.boundToVfioAp().isEmpty()).isTrue();
        assertThat(queue(started, "05.0004").driver()).hasToString("no driver");
        assertThat(queue(started, "0a.0004").driver()).hasToString("cex4queue");
        assertThat(started.bindings()).contains(Bindings.parse("2/4"));
    }

    @Test
    void aStartedKernelHasForgottenOverridesAndSwitches() {
        HostSnapshot earlier = host(HostMasks.allReserved())
                .add(overridden("05.0004", "vfio_ap"))
                .add(Card.builder(AdapterId.of(5))
                        .online(Answer.NO)
                        .configured(Answer.YES)
                        .build())
                .build();
        HostSnapshot started =
                Rehearsal.afterBoot(earlier, HostMasks.allReserved()).snapshot();
        assertThat(queue(started, "05.0004").driverOverride()).isEmpty();
        assertThat(queue(started, "05.0004").driver()).hasToString("cex4queue");
        assertThat(card(started).online()).isEqualTo(Answer.NOT_KNOWN);
        assertThat(card(started).configured()).isEqualTo(Answer.YES);
    }

    @Test
    void loadingTakesFreeQueuesOnly() {
        HostSnapshot loaded = loaded(ADAPTER_5_FREE).snapshot();
        assertThat(loaded.vfioAp()).isEqualTo(Answer.YES);
        assertThat(loaded.boundToVfioAp()).isEqualTo(queues("05.0004", "05.001b"));
        assertThat(loaded.bindings()).contains(Bindings.parse("4/4 (complete)"));
    }

    @Test
    void noDeviceIsCreatedWithoutVfioAp() {
        assertThat(booted(FREE).make(new Step.CreateDevice(A))).containsExactly(new Conflict.VfioApNotLoaded());
    }

    @Test
    void whatIsAcceptedReachesTheGuest() {
        Rehearsal rehearsal = loaded(ADAPTER_5_FREE);
        given(rehearsal, creation(A, 5, 4));
        assertThat(found(rehearsal.snapshot(), A))
                .isEqualTo(device(A, config(5, 4), config(5, 4).matrix(), Answer.NOT_KNOWN));
    }

    @Test
    void aReservedQueueIsRefusedAndNothingChanges() {
        Rehearsal rehearsal = loaded(ADAPTER_5_FREE);
        given(rehearsal, new Step.CreateDevice(A), new Step.Assign(A, Part.ADAPTER, 0x0a));
        HostSnapshot before = rehearsal.snapshot();
        assertThat(rehearsal.make(new Step.Assign(A, Part.DOMAIN, 4)))
                .containsExactly(new Conflict.Reserved(A, queues("0a.0004")));
        assertThat(rehearsal.snapshot()).isEqualTo(before);
    }

    @Test
    void aQueueOfAnotherDeviceIsRefused() {
        Rehearsal rehearsal = loaded(FREE);
        given(rehearsal, creation(A, 5, 4));
        given(rehearsal, new Step.CreateDevice(B), new Step.Assign(B, Part.DOMAIN, 4));
        assertThat(rehearsal.make(new Step.Assign(B, Part.ADAPTER, 5)))
                .containsExactly(new Conflict.SharedQueues(B, A, queues("05.0004")));
    }

    @Test
    void aNumberAboveTheMaximumIsRefused() {
        HostSnapshot machine = host(FREE).maxDomain(DomainId.of(0x54)).build();
        Rehearsal rehearsal = Rehearsal.of(machine);
        given(rehearsal, new Step.CreateDevice(A));
        assertThat(rehearsal.make(new Step.Assign(A, Part.CONTROL_DOMAIN, 0x55)))
                .containsExactly(new Conflict.AboveMaximum(A, AdapterSet.none(), domains(0x55)));
        assertThat(rehearsal.make(new Step.Unassign(A, Part.DOMAIN, 0x55))).hasSize(1);
    }

    @Test
    void aMaskThatTakesQueuesFromADeviceIsRefused() {
        Rehearsal rehearsal = loaded(ADAPTER_5_FREE);
        given(rehearsal, creation(A, 5, 4));
        assertThat(rehearsal.make(reserve(5)))
                .containsExactly(new Conflict.MaskVetoed(adapters(5), DomainSet.none(), A, queues("05.0004")));
        given(rehearsal, new Step.RemoveDevice(A), reserve(5));
        assertThat(rehearsal.snapshot().masks()).contains(HostMasks.allReserved());
    }

    @Test
    void overridesLockTheMasks() {
        Rehearsal rehearsal = Rehearsal.of(host(HostMasks.allReserved())
                .add(overridden("05.0004", "vfio_ap"))
                .build());
        assertThat(rehearsal.make(new Step.UpdateAdapterMask(MaskUpdate.removing(ApMask.of(5)))))
                .containsExactly(new Conflict.MasksLocked(queues("05.0004")));
        given(rehearsal, reserve(5)); // changes nothing
    }

    @Test
    void guestMatricesAreNotKnownWithoutTheLpar() {
        HostSnapshot.Builder machine = HostSnapshot.builder().masks(FREE).vfioAp(Answer.YES);
        ApQueueSet.of(ALL).forEach(queue -> machine.add(PlanHosts.queue(queue, "vfio_ap")));
        Rehearsal rehearsal = Rehearsal.of(machine.build());
        given(rehearsal, creation(A, 5, 4));
        HostSnapshot after = rehearsal.snapshot();
        assertThat(found(after, A).guestMatrix()).isInstanceOf(MatrixReading.Unreadable.class);
        assertThat(found(after, A).assigned()).contains(config(5, 4));
    }

    @Test
    void aHostWithoutKnownMasksIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rehearsal.of(HostSnapshot.builder().build()))
                .withMessage("the masks of the host are not known");
    }

    @Test
    void everythingCanBeReplacedInOneWrite() {
        Rehearsal rehearsal = loaded(ADAPTER_5_FREE);
        given(rehearsal, creation(A, 5, 4));
        ApConfig refused = ApConfig.of(adapters(5, 0x0a), domains(4));
        assertThat(rehearsal.make(new Step.Configure(A, refused)))
                .isEqualTo(ImmutableList.of(new Conflict.Reserved(A, queues("0a.0004"))));
        given(rehearsal, new Step.Configure(A, config(5, 0x1b)));
        assertThat(found(rehearsal.snapshot(), A).assigned()).contains(config(5, 0x1b));
    }
}
