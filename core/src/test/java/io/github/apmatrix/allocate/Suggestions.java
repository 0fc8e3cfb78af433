package io.github.apmatrix.allocate;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import java.util.List;
import java.util.Optional;

/** Makes suggested changes, to see whether they help. */
final class Suggestions {
    private Suggestions() {}

    /** Returns whether the request is possible with the change, and was not without all of it. */
    static boolean isTrue(HostSnapshot host, AllocationRequest request, Suggestion suggestion) {
        if (suggestion instanceof Suggestion.MoreAdapters more) {
            List<CardMode> modes = more.mode().map(List::of).orElse(List.of(CardMode.values()));
            return modes.stream()
                    .allMatch(mode -> isPossible(withMore(host, more.count(), mode), request)
                            && (more.mode().isEmpty() || !isPossible(withMore(host, more.count() - 1, mode), request)));
        } else if (suggestion instanceof Suggestion.FewerQueues fewer) {
            GuestDemand demand = request.demandOf(fewer.guest());
            return fewer.required() == demand.leastQueues()
                    && isPossible(host, with(request, demand.queues(fewer.queues())))
                    && !isPossible(host, with(request, demand.queues(fewer.queues() + 1)));
        } else if (suggestion instanceof Suggestion.Without without) {
            GuestDemand demand = request.demandOf(without.guest());
            return demand.requirements().contains(without.requirement())
                    && isPossible(host, with(request, demand.without(without.requirement())));
        } else if (suggestion instanceof Suggestion.FreeQueue free) {
            return request.keptForHost().contains(free.queue())
                    && isPossible(
                            host, keeping(request, request.keptForHost().difference(ApQueueSet.of(free.queue()))));
        } else if (suggestion instanceof Suggestion.Release release) {
            return isPossible(after(host, release), request);
        }
        throw new AssertionError(suggestion);
    }

    private static boolean isPossible(HostSnapshot host, AllocationRequest request) {
        Budget budget = new Budget(Allocator.DEFAULT_BUDGET);
        return new AllocationProblem(host, Supply.usable(host), request)
                        .decide(budget)
                        .verdict()
                == AllocationProblem.Verdict.POSSIBLE;
    }

    private static AllocationRequest with(AllocationRequest request, GuestDemand changed) {
        AllocationRequest.Builder builder = AllocationRequest.builder().keepForHost(request.keptForHost());
        request.guests().forEach((device, demand) -> builder.guest(device.equals(changed.device()) ? changed : demand));
        return builder.build();
    }

    private static AllocationRequest keeping(AllocationRequest request, ApQueueSet kept) {
        AllocationRequest.Builder builder = AllocationRequest.builder().keepForHost(kept);
        request.guests().values().forEach(builder::guest);
        return builder.build();
    }

    /** Returns the host with adapters fe, fd and so on, which vfio_ap has. */
    private static HostSnapshot withMore(HostSnapshot host, int count, CardMode mode) {
        ApConfig lpar = host.lpar().orElseThrow();
        HostSnapshot.Builder builder = host.toBuilder();
        AdapterSet adapters = lpar.adapters();
        for (int i = 0; i < count; i++) {
            AdapterId adapter = AdapterId.of(0xfe - i);
            adapters = adapters.with(adapter);
            builder.add(Card.builder(adapter).type(new CardType(8, mode)).build());
            for (ApQueue queue :
                    Matrix.of(AdapterSet.of(adapter), lpar.usageDomains()).queues()) {
                builder.add(QueueDevice.builder(queue)
                        .driver(DriverBinding.to("vfio_ap"))
                        .build());
            }
        }
        return builder.lpar(lpar.withMatrix(lpar.matrix().withAdapters(adapters)))
                .build();
    }

    private static HostSnapshot after(HostSnapshot host, Suggestion.Release release) {
        MediatedDevice device =
                Optional.ofNullable(host.devices().get(release.device())).orElseThrow();
        ApConfig has = device.assigned().orElseThrow();
        Matrix left = Matrix.of(
                has.adapters().difference(release.adapters()),
                has.usageDomains().difference(release.domains()));
        MediatedDevice smaller = MediatedDevice.builder(release.device())
                .assignedMatrix(MatrixReading.complete(left))
                .guestMatrix(device.guestMatrix())
                .controlDomains(has.controlDomains())
                .build();
        return host.toBuilder().add(smaller).build();
    }
}
