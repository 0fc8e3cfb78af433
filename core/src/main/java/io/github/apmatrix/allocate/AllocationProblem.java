package io.github.apmatrix.allocate;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.HostSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The guests of a request in the order of the search, in groups that cannot get into each other's way. */
final class AllocationProblem {
    private static final Comparator<Contender> HARDEST_FIRST = Comparator.comparing(
                    (Contender guest) -> guest.base().isNone())
            .thenComparing(guest -> !guest.ownsDomains())
            .thenComparing(guest -> guest.eligible().size() / guest.leastQueues())
            .thenComparing(Contender::leastQueues, Comparator.reverseOrder())
            .thenComparing(guest -> guest.demand().leastAdapters(), Comparator.reverseOrder());

    private final ImmutableList<ImmutableList<Contender>> groups;

    /** Whether there is an allocation. */
    enum Verdict {
        POSSIBLE,
        IMPOSSIBLE,
        NOT_DECIDED
    }

    /** What each guest of each group gets; nothing unless it is possible. */
    record Outcome(Verdict verdict, ImmutableList<ImmutableList<Matrix>> found) {}

    /** A request on a host, with what is usable there. */
    AllocationProblem(HostSnapshot host, ApQueueSet usable, AllocationRequest request) {
        Supply supply = new Supply(host, usable, request);
        this.groups = groups(sorted(request.guests().values().stream()
                .map(demand -> Contender.of(demand, supply))
                .toList()));
    }

    /** Hard ones first, and like ones beside each other. */
    private static ImmutableList<Contender> sorted(List<Contender> guests) {
        List<Contender> sorted = new ArrayList<>();
        for (Contender guest : ImmutableList.sortedCopyOf(HARDEST_FIRST, guests)) {
            int end = sorted.size();
            while (end > 0 && !sorted.get(end - 1).isLike(guest)) {
                end--;
            }
            sorted.add(end == 0 ? sorted.size() : end, guest);
        }
        return ImmutableList.copyOf(sorted);
    }

    private static ImmutableList<ImmutableList<Contender>> groups(ImmutableList<Contender> guests) {
        List<List<Contender>> groups = new ArrayList<>();
        for (Contender guest : guests) {
            List<Contender> joined = new ArrayList<>();
            groups.removeIf(group -> group.stream().anyMatch(guest::canMeet) && joined.addAll(group));
            joined.add(guest);
            groups.add(joined);
        }
        return groups.stream().map(ImmutableList::copyOf).collect(ImmutableList.toImmutableList());
    }

    /** Finds an allocation for each group by itself, which is one for all. */
    Outcome decide(Budget budget) {
        if (groups.stream().anyMatch(AllocationProblem::isTooMuch)) {
            return new Outcome(Verdict.IMPOSSIBLE, ImmutableList.of());
        }
        ImmutableList.Builder<ImmutableList<Matrix>> found = ImmutableList.builder();
        Verdict verdict = Verdict.POSSIBLE;
        for (ImmutableList<Contender> group : groups) {
            Optional<ImmutableList<Matrix>> matrices = AdapterSearch.solve(group, AdapterSearch.Limits.NONE, budget);
            matrices.ifPresent(found::add);
            if (matrices.isEmpty() && !budget.isSpent()) {
                return new Outcome(Verdict.IMPOSSIBLE, ImmutableList.of());
            }
            verdict = matrices.isEmpty() ? Verdict.NOT_DECIDED : verdict;
        }
        return new Outcome(verdict, found.build());
    }

    /** Whether guests that are confined to certain queues need more than those. */
    private static boolean isTooMuch(ImmutableList<Contender> guests) {
        Map<ApQueueSet, Long> needed = guests.stream()
                .collect(Collectors.groupingBy(Contender::eligible, Collectors.summingLong(Contender::leastQueues)));
        return needed.keySet().stream()
                .anyMatch(queues -> needed.entrySet().stream()
                                .filter(other -> queues.containsAll(other.getKey()))
                                .mapToLong(Map.Entry::getValue)
                                .sum()
                        > queues.size());
    }

    /** Looks for fewer adapters, then for fewer domains, each with a budget of its own. */
    Improvement improve(Outcome possible, long steps) {
        Improvement all = new Improvement(ImmutableList.of(), ImmutableList.of(), true);
        for (int i = 0; i < groups.size(); i++) {
            Improvement group = new Improvement(groups.get(i), possible.found.get(i), true);
            all = all.and(group.withFewestAdapters(new Budget(steps)));
        }
        return all.withFewestDomains(new Budget(steps));
    }
}
