package io.github.apmatrix.allocate;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterators;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Searches adapters for all guests, as far as there can be enough domains on them, and then the domains. The first solution
 * is the one with the fewest adapters and lowest numbers for the first guest, then for the second, and so on.
 */
final class AdapterSearch extends Backtracking {
    private final ImmutableList<Contender> guests;
    private final Limits limits;
    private final Budget budget;
    private final AdapterSet[] adapters;
    private final DomainSet[] common;
    private final int[] domains;
    private final Relations relations;
    private final Room room;
    private Optional<ImmutableList<Matrix>> solution = Optional.empty();

    /** How many adapters and domains all guests together may have. */
    record Limits(int adapters, int domains) {
        static final Limits NONE = new Limits(ApMask.SIZE, ApMask.SIZE);
    }

    private AdapterSearch(ImmutableList<Contender> guests, Limits limits, Budget budget) {
        super(guests.size(), budget);
        this.guests = guests;
        this.limits = limits;
        this.budget = budget;
        this.adapters = new AdapterSet[guests.size()];
        this.common = new DomainSet[guests.size()];
        this.domains = new int[guests.size()];
        this.relations = new Relations(guests);
        this.room = new Room(guests, limits);
    }

    /**
     * Searches.
     *
     * @param guests the guests, like ones beside each other
     * @return what each guest gets; or empty if there is no solution, or the budget was spent
     */
    static Optional<ImmutableList<Matrix>> solve(ImmutableList<Contender> guests, Limits limits, Budget budget) {
        if (guests.isEmpty()) {
            return Optional.of(ImmutableList.of());
        }
        AdapterSearch search = new AdapterSearch(guests, limits, budget);
        return search.isFound() ? search.solution : Optional.empty();
    }

    @Override
    Iterator<ApMask> candidates(int guest) {
        Contender contender = guests.get(guest);
        AdapterSet base = contender.base().adapters();
        AdapterSet used = AdapterSet.none();
        AdapterSet open = contender.adapters().difference(base);
        for (int other = 0; other < guest; other++) {
            used = used.union(adapters[other]);
            open = relations.areApart(guest, other) ? open.difference(adapters[other]) : open;
        }
        AdapterSet before = used;
        AdapterSet selectable = open;
        return Iterators.concat(contender.shapes().stream()
                .map(shape -> new Subsets(
                        base.mask(),
                        selectable.mask(),
                        shape.adapters(),
                        taken -> isPromising(contender, shape, AdapterSet.of(taken), before),
                        bit -> alike(bit, guest),
                        budget))
                .iterator());
    }

    private boolean isPromising(Contender guest, Contender.Shape shape, AdapterSet taken, AdapterSet before) {
        DomainSet possible = guest.commonDomains(taken);
        return before.union(taken).size() <= limits.adapters
                && possible.size() >= shape.domains()
                && possible.containsAll(guest.base().domains());
    }

    private ApMask alike(int bit, int guest) {
        Likeness likeness = new Likeness(bit, relations.alike(AdapterId.of(bit)).mask());
        for (int other = 0; other < guest; other++) {
            likeness.tellApartBy(adapters[other].mask());
        }
        return likeness.bits();
    }

    @Override
    boolean accept(int guest, ApMask candidate) {
        Contender contender = guests.get(guest);
        adapters[guest] = AdapterSet.of(candidate);
        common[guest] = contender.commonDomains(adapters[guest]);
        domains[guest] = contender.domainsOn(candidate.size());
        boolean fits = isInOrder(guest)
                && IntStream.range(0, guest)
                        .noneMatch(other ->
                                relations.areApart(guest, other) && adapters[other].intersects(adapters[guest]))
                && room.admits(guest, adapters[guest], common[guest], domains[guest]);
        return fits && (guest + 1 < guests.size() || haveDomains());
    }

    /** Guests that are alike need not be tried the other way round. */
    private boolean isInOrder(int guest) {
        if (!relations.isLikeBefore(guest)) {
            return true;
        }
        ApMask before = adapters[guest - 1].mask();
        ApMask here = adapters[guest].mask();
        return before.size() < here.size()
                || (before.size() == here.size() && ApMask.lowestFirst().compare(before, here) <= 0);
    }

    private boolean haveDomains() {
        ImmutableList.Builder<DomainSearch.Place> places = ImmutableList.builder();
        for (int guest = 0; guest < guests.size(); guest++) {
            boolean interchangeable = relations.isLikeBefore(guest) && adapters[guest - 1].equals(adapters[guest]);
            places.add(new DomainSearch.Place(
                    adapters[guest],
                    common[guest],
                    guests.get(guest).base().domains(),
                    domains[guest],
                    guests.get(guest).ownsDomains(),
                    interchangeable));
        }
        Optional<ImmutableList<DomainSet>> chosen = DomainSearch.solve(places.build(), limits.domains, budget);
        chosen.ifPresent(sets -> solution = Optional.of(IntStream.range(0, guests.size())
                .mapToObj(guest -> Matrix.of(adapters[guest], sets.get(guest)))
                .collect(ImmutableList.toImmutableList())));
        return chosen.isPresent();
    }
}
