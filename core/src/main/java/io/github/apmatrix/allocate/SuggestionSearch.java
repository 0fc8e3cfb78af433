package io.github.apmatrix.allocate;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import io.github.apmatrix.rules.DriverRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds single changes that make an impossible request possible, by trying them. */
final class SuggestionSearch {
    private static final int NEWEST_GENERATION = 99;
    private static final int MOST_ADAPTERS = 4;

    private final HostSnapshot host;
    private final AllocationRequest request;
    private final Feasibility feasibility;
    private final ImmutableList.Builder<Suggestion> suggestions = ImmutableList.builder();

    SuggestionSearch(HostSnapshot host, AllocationRequest request, long steps) {
        this.host = host;
        this.request = request;
        this.feasibility = new Feasibility(host, request, steps);
    }

    /** Finds changes that concern some guests of the request, which stand with what they cannot have together. */
    ImmutableList<Suggestion> suggest(List<GuestDemand> conflict) {
        suggestAdapters(conflict);
        Set<List<Object>> seen = new HashSet<>();
        for (GuestDemand guest : conflict) {
            GuestDemand whole = request.demandOf(guest.device());
            Set<?> kind =
                    AllocationConflictSearch.kindOf(whole, request.guests().values(), host);
            guest.requirements().stream()
                    .filter(requirement -> seen.add(List.of(kind, requirement))) // others of the kind could do it too
                    .forEach(requirement -> suggestLess(whole, requirement));
        }
        suggestQueues();
        suggestReleases();
        return suggestions.build();
    }

    private boolean isPossibleWith(GuestDemand changed) {
        List<GuestDemand> guests = new ArrayList<>(request.guests().values());
        guests.replaceAll(guest -> guest.device().equals(changed.device()) ? changed : guest);
        return feasibility.isPossible(guests, request.keptForHost());
    }

    private boolean isPossibleKeeping(ApQueueSet kept) {
        return feasibility.isPossible(request.guests().values(), kept);
    }

    private boolean isPossibleOn(HostSnapshot changed) {
        return feasibility.isPossibleOn(changed, request.guests().values(), request.keptForHost());
    }

    private void suggestAdapters(List<GuestDemand> conflict) {
        conflict.stream()
                .map(guest -> request.demandOf(guest.device()))
                .map(whole -> whole.requirement(Requirement.Mode.class).map(Requirement.Mode::mode))
                .distinct()
                .forEach(mode -> IntStream.rangeClosed(1, MOST_ADAPTERS)
                        .filter(count -> isEnough(count, mode))
                        .findFirst()
                        .ifPresent(count -> suggestions.add(new Suggestion.MoreAdapters(count, mode))));
    }

    private boolean isEnough(int count, Optional<CardMode> mode) {
        return mode.map(Stream::of)
                .orElseGet(() -> Stream.of(CardMode.values()))
                .allMatch(each -> isPossibleOn(withMore(count, each)));
    }

    /** The host with adapters whose numbers mean nothing yet. */
    private HostSnapshot withMore(int count, CardMode mode) {
        ApConfig lpar = host.lpar().orElse(ApConfig.none());
        AdapterSet named = lpar.adapters()
                .union(host.assigned().adapters())
                .union(request.keptForHost().adapters());
        AdapterSet added =
                AdapterSet.copyOf(named.complement().stream().limit(count).toList());
        HostSnapshot.Builder builder = host.toBuilder()
                .lpar(lpar.withMatrix(lpar.matrix().withAdapters(lpar.adapters().union(added))));
        for (AdapterId adapter : added) {
            builder.add(Card.builder(adapter)
                    .type(new CardType(NEWEST_GENERATION, mode))
                    .build());
        }
        for (ApQueue queue : Matrix.of(added, lpar.usageDomains()).queues()) {
            builder.add(QueueDevice.builder(queue)
                    .driver(DriverBinding.to(DriverRule.VFIO_AP))
                    .status(VfioStatus.UNASSIGNED)
                    .build());
        }
        return builder.build();
    }

    private void suggestLess(GuestDemand guest, Requirement requirement) {
        if (requirement instanceof Requirement.Queues) {
            suggestFewerQueues(guest);
        } else if (isPossibleWith(guest.without(requirement))) {
            suggestions.add(new Suggestion.Without(guest.device(), requirement));
        }
    }

    private void suggestFewerQueues(GuestDemand guest) {
        int impossible = guest.leastQueues();
        int possible = 0;
        while (impossible - possible > 1) {
            int middle = (impossible + possible) / 2;
            if (isPossibleWith(guest.queues(middle))) {
                possible = middle;
            } else {
                impossible = middle;
            }
        }
        if (possible > 0) {
            suggestions.add(new Suggestion.FewerQueues(guest.device(), guest.leastQueues(), possible));
        }
    }

    private void suggestQueues() {
        ApQueueSet kept = request.keptForHost();
        if (!kept.isEmpty() && isPossibleKeeping(ApQueueSet.none())) {
            kept.stream()
                    .filter(queue -> isPossibleKeeping(kept.difference(ApQueueSet.of(queue))))
                    .forEach(queue -> suggestions.add(new Suggestion.FreeQueue(queue)));
        }
    }

    private void suggestReleases() {
        host.devices().values().stream()
                .filter(device -> !request.guests().containsKey(device.id()))
                .forEach(device -> device.assigned().ifPresent(assigned -> suggestRelease(device.id(), assigned)));
    }

    /** Suggests to give up single adapters or domains, or if that is not enough all. */
    private void suggestRelease(MediatedDeviceId device, ApConfig assigned) {
        Suggestion.Release all = new Suggestion.Release(device, assigned.adapters(), assigned.usageDomains());
        if (!isPossibleAfter(all, assigned)) {
            return;
        }
        List<Suggestion.Release> enough = Stream.concat(
                        assigned.adapters().stream()
                                .map(adapter ->
                                        new Suggestion.Release(device, AdapterSet.of(adapter), DomainSet.none())),
                        assigned.usageDomains().stream()
                                .map(domain -> new Suggestion.Release(device, AdapterSet.none(), DomainSet.of(domain))))
                .filter(release -> isPossibleAfter(release, assigned))
                .toList();
        suggestions.addAll(enough.isEmpty() ? List.of(all) : enough);
    }

    private boolean isPossibleAfter(Suggestion.Release release, ApConfig assigned) {
        Matrix left = Matrix.of(
                assigned.adapters().difference(release.adapters()),
                assigned.usageDomains().difference(release.domains()));
        MediatedDevice smaller = MediatedDevice.builder(release.device())
                .assignedMatrix(MatrixReading.complete(left))
                .guestMatrix(MatrixReading.complete(left))
                .controlDomains(assigned.controlDomains())
                .build();
        return isPossibleOn(host.toBuilder().add(smaller).build());
    }
}
