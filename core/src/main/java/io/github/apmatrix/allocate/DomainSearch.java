package io.github.apmatrix.allocate;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/** Searches domains for guests whose adapters are chosen. Guests that share an adapter cannot share a domain. */
final class DomainSearch extends Backtracking {
    private final ImmutableList<Place> places;
    private final int limit;
    private final Budget budget;
    private final DomainSet[] chosen;

    /**
     * What is known of a guest.
     *
     * @param adapters its adapters
     * @param common the domains that it can have on all of them
     * @param base the domains that it gets in any case
     * @param domains how many domains it gets
     * @param owns whether it shares its domains with nobody
     * @param likeBefore whether it can be swapped with the guest before
     */
    record Place(AdapterSet adapters, DomainSet common, DomainSet base, int domains, boolean owns, boolean likeBefore) {
        private boolean excludes(Place other) {
            return owns || other.owns || adapters.intersects(other.adapters);
        }
    }

    private DomainSearch(ImmutableList<Place> places, int limit, Budget budget) {
        super(places.size(), budget);
        this.places = places;
        this.limit = limit;
        this.budget = budget;
        this.chosen = new DomainSet[places.size()];
    }

    /**
     * Searches.
     *
     * @param limit how many domains all guests together may have
     * @return the domains of each guest; or empty if there is no solution, or the budget was spent
     */
    static Optional<ImmutableList<DomainSet>> solve(ImmutableList<Place> places, int limit, Budget budget) {
        DomainSearch search = new DomainSearch(places, limit, budget);
        return search.isFound() ? Optional.of(ImmutableList.copyOf(search.chosen)) : Optional.empty();
    }

    @Override
    Iterator<ApMask> candidates(int guest) {
        Place place = places.get(guest);
        DomainSet open = available(guest, guest).difference(place.base);
        DomainSet before = Arrays.stream(chosen, 0, guest).reduce(DomainSet.none(), DomainSet::union);
        return new Subsets(
                place.base.mask(),
                open.mask(),
                place.domains,
                taken -> before.union(DomainSet.of(taken)).size() <= limit,
                bit -> alike(bit, guest),
                budget);
    }

    /** What a guest can have beside the guests before another one. */
    private DomainSet available(int guest, int decided) {
        Place place = places.get(guest);
        DomainSet available = place.common;
        for (int other = 0; other < decided; other++) {
            available = places.get(other).excludes(place) ? available.difference(chosen[other]) : available;
        }
        return available;
    }

    private ApMask alike(int bit, int guest) {
        Likeness likeness = new Likeness(bit, ApMask.all());
        for (Place place : places) {
            likeness.tellApartBy(place.common.mask()).tellApartBy(place.base.mask());
        }
        for (int other = 0; other < guest; other++) {
            likeness.tellApartBy(chosen[other].mask());
        }
        return likeness.bits();
    }

    @Override
    boolean accept(int guest, ApMask candidate) {
        chosen[guest] = DomainSet.of(candidate);
        boolean inOrder =
                !places.get(guest).likeBefore || ApMask.lowestFirst().compare(chosen[guest - 1].mask(), candidate) <= 0;
        return inOrder && available(guest, guest).containsAll(chosen[guest]) && othersHaveRoom(guest);
    }

    /** Whether the guests behind can still have enough domains, each by itself and all that are on one adapter. */
    private boolean othersHaveRoom(int guest) {
        DomainSet[] open = new DomainSet[places.size()];
        for (int other = guest + 1; other < open.length; other++) {
            open[other] = available(other, guest + 1);
            Place place = places.get(other);
            if (open[other].size() < place.domains || !open[other].containsAll(place.base)) {
                return false;
            }
        }
        for (AdapterId adapter : places.get(guest).adapters) {
            int needed = 0;
            DomainSet there = DomainSet.none();
            for (int other = guest + 1; other < open.length; other++) {
                if (places.get(other).adapters.contains(adapter) || places.get(other).owns) {
                    needed += places.get(other).domains;
                    there = there.union(open[other]);
                }
            }
            if (needed > there.size()) {
                return false;
            }
        }
        return true;
    }
}
