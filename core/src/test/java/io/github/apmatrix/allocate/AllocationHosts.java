package io.github.apmatrix.allocate;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.samples.PlanHosts;
import java.util.stream.IntStream;

/** Hosts with adapters and domains from 0 on, and short ways to allocate on them. */
final class AllocationHosts {
    private AllocationHosts() {}

    /** Returns a host of CCA coprocessors whose queues vfio_ap has. */
    static HostSnapshot.Builder free(int adapters, int domains) {
        return host(PlanHosts.FREE, adapters, domains);
    }

    /** Returns a host of CCA coprocessors whose queues the host has. */
    static HostSnapshot.Builder reserved(int adapters, int domains) {
        return host(HostMasks.allReserved(), adapters, domains);
    }

    private static HostSnapshot.Builder host(HostMasks masks, int adapters, int domains) {
        Matrix all = Matrix.of(
                AdapterSet.of(ApMask.of(IntStream.range(0, adapters))),
                DomainSet.of(ApMask.of(IntStream.range(0, domains))));
        HostSnapshot.Builder host = HostSnapshot.builder()
                .apBus(Answer.YES)
                .vfioAp(Answer.YES)
                .lpar(ApConfig.of(all))
                .masks(masks);
        all.adapters().forEach(adapter -> host.add(card(adapter.value(), CardType.CEX7C)));
        all.queues()
                .forEach(queue -> host.add(PlanHosts.queue(queue, masks.isReserved(queue) ? "cex4queue" : "vfio_ap")));
        return host;
    }

    static Card card(int adapter, CardType type) {
        return Card.builder(AdapterId.of(adapter)).type(type).build();
    }

    static AllocationRequest request(GuestDemand... guests) {
        return keeping(ApQueueSet.none(), guests);
    }

    static AllocationRequest keeping(ApQueueSet kept, GuestDemand... guests) {
        AllocationRequest.Builder request = AllocationRequest.builder().keepForHost(kept);
        for (GuestDemand guest : guests) {
            request.guest(guest);
        }
        return request.build();
    }

    static Allocation allocate(HostSnapshot.Builder host, GuestDemand... guests) {
        return allocate(host, request(guests));
    }

    /** Returns an allocation that the planner takes. */
    static Allocation allocate(HostSnapshot.Builder host, AllocationRequest request) {
        AllocationResult result = Allocator.allocate(host.build(), request);
        if (!(result instanceof Allocation allocation)) {
            throw new AssertionError(result);
        }
        HostSnapshot predicted = PlanHosts.plan(host, allocation.desired()).predicted();
        allocation.guests().forEach((guest, matrix) -> {
            Matrix has =
                    PlanHosts.found(predicted, guest).guestMatrix().matrix().orElseThrow();
            if (!has.equals(matrix)) {
                throw new AssertionError("guest " + guest + " will have " + has + "\n" + allocation);
            }
        });
        return allocation;
    }

    static AllocationConflict conflict(HostSnapshot.Builder host, GuestDemand... guests) {
        return conflict(host, request(guests));
    }

    /** Returns a conflict, each of whose suggestions helps. */
    static AllocationConflict conflict(HostSnapshot.Builder host, AllocationRequest request) {
        AllocationResult result = Allocator.allocate(host.build(), request);
        if (!(result instanceof AllocationConflict conflict)) {
            throw new AssertionError("no conflict, but\n" + result);
        }
        for (Suggestion suggestion : conflict.suggestions()) {
            if (!Suggestions.isTrue(host.build(), request, suggestion)) {
                throw new AssertionError("does not help: " + suggestion.description());
            }
        }
        return conflict;
    }
}
