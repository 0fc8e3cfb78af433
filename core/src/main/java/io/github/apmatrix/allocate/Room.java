package io.github.apmatrix.allocate;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.DomainSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether guests can still have enough domains, where the adapters of the first ones are chosen. A no is certain, a yes is
 * not.
 */
final class Room {
    private final ImmutableList<Contender> guests;
    private final AdapterSearch.Limits limits;
    private final AdapterSet everywhere;
    private final int mostDomains;
    private final Map<AdapterId, Integer> widths = new HashMap<>();
    private final Place[] places;

    /** The adapters of a guest, the domains that it can have on all of them, and how many it needs. */
    private record Place(AdapterSet adapters, DomainSet common, int domains) {}

    Room(ImmutableList<Contender> guests, AdapterSearch.Limits limits) {
        this.guests = guests;
        this.limits = limits;
        this.everywhere = guests.stream().map(Contender::adapters).reduce(AdapterSet.none(), AdapterSet::union);
        this.mostDomains = Math.min(
                limits.domains(),
                guests.stream()
                        .map(Contender::domains)
                        .reduce(DomainSet.none(), DomainSet::union)
                        .size());
        for (AdapterId adapter : everywhere) {
            DomainSet width = guests.stream()
                    .map(Contender::eligible)
                    .distinct()
                    .map(queues -> queues.row(adapter))
                    .reduce(DomainSet.none(), DomainSet::union);
            widths.put(adapter, width.size());
        }
        this.places = new Place[guests.size()];
    }

    /** Puts a guest on adapters, after those before it. */
    boolean admits(int guest, AdapterSet adapters, DomainSet common, int domains) {
        places[guest] = new Place(adapters, common, domains);
        return fits(guest) && leavesEnough(guest);
    }

    /** Guests on one adapter, and those with domains of their own, need different domains. */
    private boolean fits(int last) {
        for (AdapterId adapter : ownsDomains(last) ? used(last) : places[last].adapters) {
            int needed = 0;
            DomainSet there = DomainSet.none();
            for (int guest = 0; guest <= last; guest++) {
                if (places[guest].adapters.contains(adapter) || ownsDomains(guest)) {
                    needed += places[guest].domains;
                    there = there.union(places[guest].common);
                }
            }
            if (needed > Math.min(there.size(), limits.domains())) {
                return false;
            }
        }
        return true;
    }

    /** What those with domains of their own leave on all adapters must be enough for the guests that come yet. */
    private boolean leavesEnough(int last) {
        int owned = 0;
        long needed = 0;
        for (int guest = 0; guest < places.length; guest++) {
            if (ownsDomains(guest)) {
                owned += guest <= last
                        ? places[guest].domains
                        : guests.get(guest).leastDomains();
            } else if (guest > last) {
                needed += guests.get(guest).leastQueues();
            }
        }
        AdapterSet used = used(last);
        long room = 0;
        for (AdapterId adapter : used) {
            room += Math.max(0, width(adapter, owned) - load(adapter, last));
        }
        AdapterSet fresh = everywhere.difference(used);
        int shared = owned;
        return needed
                <= room
                        + fresh.stream()
                                .map(adapter -> width(adapter, shared))
                                .sorted(Comparator.reverseOrder())
                                .limit(limits.adapters() - used.size())
                                .mapToInt(width -> width)
                                .sum();
    }

    private int width(AdapterId adapter, int owned) {
        return Math.min(widths.getOrDefault(adapter, 0), Math.max(0, mostDomains - owned));
    }

    private int load(AdapterId adapter, int last) {
        int load = 0;
        for (int guest = 0; guest <= last; guest++) {
            load += !ownsDomains(guest) && places[guest].adapters.contains(adapter) ? places[guest].domains : 0;
        }
        return load;
    }

    private AdapterSet used(int last) {
        return Arrays.stream(places, 0, last + 1).map(Place::adapters).reduce(AdapterSet.none(), AdapterSet::union);
    }

    private boolean ownsDomains(int guest) {
        return guests.get(guest).ownsDomains();
    }
}
