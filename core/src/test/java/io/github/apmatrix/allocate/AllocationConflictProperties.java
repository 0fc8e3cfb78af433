package io.github.apmatrix.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.host.HostSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the allocator says of impossible requests, tried out. Small requests are always decided within the budget. */
class AllocationConflictProperties {
    /** An impossible request, and what is said of it. */
    private record Explained(SmallAllocation small, AllocationConflict conflict) {}

    @Provide
    Arbitrary<Explained> conflicts() {
        return Arbitraries.longs()
                .map(AllocationConflictProperties::explained)
                .filter(Optional::isPresent)
                .map(Optional::orElseThrow);
    }

    private static Optional<Explained> explained(long seed) {
        SmallAllocation small = new SmallAllocation(seed, 4, 5, 4, 9);
        return Allocator.allocate(small.host(), small.request()) instanceof AllocationConflict conflict
                ? Optional.of(new Explained(small, conflict))
                : Optional.empty();
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void whatIsNamedIsImpossible(@ForAll("conflicts") Explained explained) {
        AllocationConflict conflict = explained.conflict;
        assertThat(isPossible(explained.small.host(), explained.small.request(), conflict.guests(), conflict))
                .as("%s", explained)
                .isFalse();
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void nothingNamedCanBeLeftOut(@ForAll("conflicts") Explained explained) {
        HostSnapshot host = explained.small.host();
        AllocationRequest request = explained.small.request();
        AllocationConflict conflict = explained.conflict;
        for (GuestDemand guest : conflict.guests()) {
            List<GuestDemand> others = new ArrayList<>(conflict.guests());
            others.remove(guest);
            assertThat(isPossible(host, request, others, conflict))
                    .as("without %s%n%s", guest, explained)
                    .isTrue();
            for (Requirement requirement : guest.requirements()) {
                List<GuestDemand> less = new ArrayList<>(others);
                less.add(guest.without(requirement));
                assertThat(isPossible(host, request, less, conflict))
                        .as("%s without %s%n%s", guest.device(), requirement, explained)
                        .isTrue();
            }
        }
        for (ApQueue queue : conflict.keptForHost()) {
            ApQueueSet others = conflict.keptForHost().difference(ApQueueSet.of(queue));
            assertThat(isPossible(host, request, conflict.guests(), others))
                    .as("without keeping %s%n%s", queue, explained)
                    .isTrue();
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void noFewerGuestsAreImpossible(@ForAll("conflicts") Explained explained) {
        SmallAllocation small = explained.small;
        assertThat(explained.conflict.smallest()).isTrue();
        int fewest = Integer.MAX_VALUE;
        for (int chosen = 1; chosen < 1 << small.guests.size(); chosen++) {
            int bits = chosen;
            List<SmallAllocation.Guest> some = small.guests.stream()
                    .filter(guest -> (bits & (1 << guest.number())) != 0)
                    .toList();
            fewest = some.size() < fewest && !small.isPossible(some) ? some.size() : fewest;
        }
        assertThat(explained.conflict.guests()).as("%s", explained).hasSize(fewest);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void whatIsSuggestedHelps(@ForAll("conflicts") Explained explained) {
        for (Suggestion suggestion : explained.conflict.suggestions()) {
            assertThat(Suggestions.isTrue(explained.small.host(), explained.small.request(), suggestion))
                    .as("%s%n%s", suggestion, explained)
                    .isTrue();
        }
    }

    private static boolean isPossible(
            HostSnapshot host, AllocationRequest request, Collection<GuestDemand> guests, AllocationConflict conflict) {
        return isPossible(host, request, guests, conflict.keptForHost());
    }

    /** Whether some guests can get their queues, if the others of the request have nothing. */
    private static boolean isPossible(
            HostSnapshot host, AllocationRequest request, Collection<GuestDemand> guests, ApQueueSet kept) {
        Set<?> named = guests.stream().map(GuestDemand::device).collect(Collectors.toSet());
        HostSnapshot.Builder rest = host.toBuilder();
        request.guests().keySet().stream()
                .filter(guest -> !named.contains(guest))
                .forEach(rest::remove);
        AllocationRequest.Builder some = AllocationRequest.builder().keepForHost(kept);
        guests.forEach(some::guest);
        return Allocator.allocate(rest.build(), some.build()) instanceof Allocation;
    }
}
