package io.github.apmatrix.allocate;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which guests exclude each other, and which guests and adapters make no difference to a search. */
final class Relations {
    private final boolean[][] apart;
    private final boolean[] likeBefore;
    private final Map<AdapterId, AdapterSet> alike = new HashMap<>();

    Relations(ImmutableList<Contender> guests) {
        this.apart = new boolean[guests.size()][guests.size()];
        this.likeBefore = new boolean[guests.size()];
        for (int guest = 0; guest < guests.size(); guest++) {
            boolean loner = guests.get(guest).demand().requires(Requirement.ApartFrom.class);
            for (int other = 0; loner && other < guests.size(); other++) {
                if (guests.get(guest).isApartFrom(guests.get(other))) {
                    apart[guest][other] = true;
                    apart[other][guest] = true;
                }
            }
        }
        for (int guest = 1; guest < guests.size(); guest++) {
            likeBefore[guest] =
                    guests.get(guest).isLike(guests.get(guest - 1)) && areApartFromTheSame(guest, guest - 1);
        }
        findAlikeAdapters(guests);
    }

    private boolean areApartFromTheSame(int one, int other) {
        return IntStream.range(0, apart.length)
                .filter(third -> third != one && third != other)
                .allMatch(third -> apart[one][third] == apart[other][third]);
    }

    private void findAlikeAdapters(ImmutableList<Contender> guests) {
        List<ApQueueSet> eligible =
                guests.stream().map(Contender::eligible).distinct().toList();
        List<AdapterSet> bases =
                guests.stream().map(guest -> guest.base().adapters()).distinct().toList();
        Map<List<Object>, AdapterSet> classes = new HashMap<>();
        for (AdapterId adapter : AdapterSet.all()) {
            List<Object> signature = Stream.concat(
                            eligible.stream().map(queues -> queues.row(adapter)),
                            bases.stream().map(base -> base.contains(adapter)))
                    .toList();
            classes.merge(signature, AdapterSet.of(adapter), AdapterSet::union);
        }
        classes.values().forEach(all -> all.forEach(adapter -> alike.put(adapter, all)));
    }

    /** Whether two guests may not share an adapter. */
    boolean areApart(int guest, int other) {
        return apart[guest][other];
    }

    /** Whether a guest and the one before it could be swapped in every solution. */
    boolean isLikeBefore(int guest) {
        return likeBefore[guest];
    }

    /** The adapters on which every guest can have the same as on one of them. */
    AdapterSet alike(AdapterId adapter) {
        return alike.getOrDefault(adapter, AdapterSet.of(adapter));
    }
}
