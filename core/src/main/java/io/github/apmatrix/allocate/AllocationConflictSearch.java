package io.github.apmatrix.allocate;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.host.HostSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out of an impossible request what makes it impossible. */
final class AllocationConflictSearch {
    private final HostSnapshot host;
    private final AllocationRequest request;
    private final long steps;
    private final Feasibility fewer;
    private final Feasibility smaller;

    AllocationConflictSearch(HostSnapshot host, AllocationRequest request, long steps) {
        this.host = host;
        this.request = request;
        this.steps = steps;
        this.fewer = new Feasibility(host, request, steps);
        this.smaller = new Feasibility(host, request, steps);
    }

    AllocationConflict explain() {
        List<GuestDemand> irreducible = irreducible();
        List<GuestDemand> guests = smallerThan(irreducible.size()).orElse(irreducible);
        boolean smallest = guests.size() == 1 || smaller.isDecided();
        List<GuestDemand> needed = onlyNeeded(guests);
        ApQueueSet kept = onlyNeeded(needed, request.keptForHost());
        return new AllocationConflict(
                ImmutableList.copyOf(needed),
                kept,
                smallest,
                new SuggestionSearch(host, request, steps).suggest(needed));
    }

    private boolean isImpossible(List<GuestDemand> guests, Feasibility tries) {
        return tries.isImpossible(guests, request.keptForHost());
    }

    /** Guests without any one of which it would be possible. What does not help for one of a kind helps for none. */
    private List<GuestDemand> irreducible() {
        List<GuestDemand> guests = new ArrayList<>(request.guests().values());
        for (List<GuestDemand> kind : kinds(request.guests().values())) {
            for (GuestDemand guest : kind) {
                List<GuestDemand> others = new ArrayList<>(guests);
                others.remove(guest);
                if (!isImpossible(others, fewer)) {
                    break;
                }
                guests = others;
            }
        }
        return guests;
    }

    private Optional<List<GuestDemand>> smallerThan(int size) {
        List<List<GuestDemand>> kinds = kinds(request.guests().values());
        for (int count = 1; count < size; count++) {
            Optional<List<GuestDemand>> found = choose(kinds, count, List.of());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Adds guests of each kind to chosen ones until it is impossible; which guests of a kind makes no difference. */
    private Optional<List<GuestDemand>> choose(List<List<GuestDemand>> kinds, int missing, List<GuestDemand> chosen) {
        if (missing == 0) {
            return Optional.of(chosen).filter(guests -> isImpossible(guests, smaller));
        } else if (kinds.stream().mapToInt(List::size).sum() < missing || smaller.isExhausted()) {
            return Optional.empty();
        }
        List<GuestDemand> kind = kinds.get(0);
        for (int count = Math.min(missing, kind.size()); count >= 0; count--) {
            List<GuestDemand> more = new ArrayList<>(chosen);
            more.addAll(kind.subList(0, count));
            Optional<List<GuestDemand>> found = choose(kinds.subList(1, kinds.size()), missing - count, more);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private List<List<GuestDemand>> kinds(Collection<GuestDemand> guests) {
        Map<Set<?>, List<GuestDemand>> kinds = new LinkedHashMap<>();
        for (GuestDemand guest : guests) {
            kinds.computeIfAbsent(kindOf(guest, guests, host), kind -> new ArrayList<>())
                    .add(guest);
        }
        return List.copyOf(kinds.values());
    }

    /**
     * Guests that require the same and have nothing are of one kind; a guest that another one is apart from is a kind of
     * its own.
     */
    static Set<?> kindOf(GuestDemand guest, Collection<GuestDemand> guests, HostSnapshot host) {
        boolean special = host.devices().containsKey(guest.device())
                || guests.stream().anyMatch(other -> other.requiresApartFrom(guest.device()));
        return special ? Set.of(guest) : guest.requirements();
    }

    /** Leaves out requirements as long as it stays impossible. */
    private List<GuestDemand> onlyNeeded(List<GuestDemand> guests) {
        List<GuestDemand> needed = new ArrayList<>(guests);
        for (List<GuestDemand> kind : kinds(guests)) {
            for (Requirement requirement : kind.get(0).requirements().asList().reverse()) {
                for (GuestDemand guest : kind) {
                    List<GuestDemand> less = new ArrayList<>(needed);
                    less.replaceAll(
                            other -> other.device().equals(guest.device()) ? other.without(requirement) : other);
                    if (!isImpossible(less, fewer)) {
                        break;
                    }
                    needed = less;
                }
            }
        }
        return needed;
    }

    private ApQueueSet onlyNeeded(List<GuestDemand> guests, ApQueueSet kept) {
        if (fewer.isImpossible(guests, ApQueueSet.none())) {
            return ApQueueSet.none();
        }
        ApQueueSet needed = kept;
        for (ApQueue queue : kept) {
            ApQueueSet others = needed.difference(ApQueueSet.of(queue));
            needed = fewer.isImpossible(guests, others) ? others : needed;
        }
        return needed;
    }
}
