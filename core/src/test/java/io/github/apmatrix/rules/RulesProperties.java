package io.github.apmatrix.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.ApValues;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.rules.AssignmentRule.InOtherDevices;
import io.github.apmatrix.rules.AssignmentRule.Refusal;
import io.github.apmatrix.rules.AssignmentRule.ReservedForHost;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

@Domain(ApValues.class)
class RulesProperties {
    @Property
    void aGuestNeverGetsMoreThanIsAssignedAndInTheLpar(
            @ForAll Matrix assigned, @ForAll ApConfig lpar, @ForAll ApQueueSet passable) {
        Matrix guest = GuestFilter.guestMatrix(assigned, lpar, passable);
        assertThat(assigned.adapters().containsAll(guest.adapters())).isTrue();
        assertThat(lpar.adapters().containsAll(guest.adapters())).isTrue();
        assertThat(guest.domains()).isEqualTo(assigned.domains().intersect(lpar.usageDomains()));
        assertThat(passable.containsAll(ApQueueSet.of(guest))).isTrue();
    }

    @Property
    void whatPassesTheFilterPassesItAgain(@ForAll Matrix assigned, @ForAll ApConfig lpar, @ForAll ApQueueSet passable) {
        Matrix guest = GuestFilter.guestMatrix(assigned, lpar, passable);
        assertThat(GuestFilter.guestMatrix(guest, lpar, passable)).isEqualTo(guest);
    }

    @Property
    void everyLeftOutAdapterMissesAQueue(@ForAll Matrix assigned, @ForAll ApConfig lpar, @ForAll ApQueueSet passable) {
        Matrix guest = GuestFilter.guestMatrix(assigned, lpar, passable);
        AdapterSet leftOut = assigned.adapters().intersect(lpar.adapters()).difference(guest.adapters());
        assertThat(leftOut)
                .allSatisfy(adapter -> assertThat(guest.domains())
                        .anyMatch(domain -> !passable.contains(ApQueue.of(adapter, domain))));
    }

    @Property(tries = 300)
    void exactlyOneKindOfDriverMayBindAQueue(@ForAll HostMasks masks, @ForAll ApQueue queue) {
        assertThat(DriverRule.mayBind(DriverRule.VFIO_AP, queue, masks))
                .isEqualTo(masks.free().contains(queue))
                .isNotEqualTo(DriverRule.mayBind("cex4queue", queue, masks));
    }

    @Property(tries = 300)
    void anAssignmentIsRefusedForOneReasonAtATime(
            @ForAll Matrix proposed, @ForAll HostMasks masks, @ForAll MediatedDeviceId other, @ForAll Matrix assigned) {
        ApQueueSet reserved = ApQueueSet.of(proposed).intersect(masks.reserved());
        ApQueueSet shared = ApQueueSet.of(proposed).intersect(assigned);
        Optional<Refusal> expected = Optional.empty();
        if (!reserved.isEmpty()) {
            expected = Optional.of(new ReservedForHost(reserved));
        } else if (!shared.isEmpty()) {
            expected = Optional.of(new InOtherDevices(ImmutableMap.of(other, shared)));
        }
        assertThat(AssignmentRule.check(proposed, Ownership.of(masks), Map.of(other, assigned)))
                .isEqualTo(expected);
    }

    @Property(tries = 300)
    void aMaskChangeIsVetoedIfItReservesAssignedQueues(
            @ForAll HostMasks masks,
            @ForAll AdapterSet apmask,
            @ForAll DomainSet aqmask,
            @ForAll MediatedDeviceId device,
            @ForAll Matrix assigned) {
        Map<MediatedDeviceId, Matrix> devices = Map.of(device, assigned);
        ApQueueSet newlyByApmask =
                ApQueueSet.of(masks.withApmask(apmask).reserved()).difference(masks.reserved());
        ApQueueSet newlyByAqmask =
                ApQueueSet.of(masks.withAqmask(aqmask).reserved()).difference(masks.reserved());
        assertThat(MaskVeto.BY_CURRENT_OTHER_MASK.forApmask(masks, apmask, devices))
                .isEqualTo(lost(device, newlyByApmask.intersect(assigned)));
        assertThat(MaskVeto.BY_CURRENT_OTHER_MASK.forAqmask(masks, aqmask, devices))
                .isEqualTo(lost(device, newlyByAqmask.intersect(assigned)));
    }

    @Property(tries = 300)
    void whoeverObjectsByTheOtherMaskObjectsByAnyCounterpart(
            @ForAll HostMasks masks,
            @ForAll AdapterSet apmask,
            @ForAll DomainSet aqmask,
            @ForAll MediatedDeviceId device,
            @ForAll Matrix assigned) {
        Map<MediatedDeviceId, Matrix> devices = Map.of(device, assigned);
        assertThat(MaskVeto.BY_ANY_COUNTERPART.forApmask(masks, apmask, devices).keySet())
                .containsAll(MaskVeto.BY_CURRENT_OTHER_MASK
                        .forApmask(masks, apmask, devices)
                        .keySet());
        assertThat(MaskVeto.BY_ANY_COUNTERPART.forAqmask(masks, aqmask, devices).keySet())
                .containsAll(MaskVeto.BY_CURRENT_OTHER_MASK
                        .forAqmask(masks, aqmask, devices)
                        .keySet());
    }

    private static Map<MediatedDeviceId, ApQueueSet> lost(MediatedDeviceId device, ApQueueSet queues) {
        return queues.isEmpty() ? Map.of() : Map.of(device, queues);
    }
}
