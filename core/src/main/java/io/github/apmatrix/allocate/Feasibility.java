package io.github.apmatrix.allocate;

import com.google.common.collect.Sets;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import java.util.Collection;
import java.util.Set;

/**
 * Tries variants of a request. Where the budget of a try is spent it is neither possible nor impossible, and where the
 * budget of all tries is spent nothing is tried any more; not thread-safe.
 */
final class Feasibility {
    /** So many tries can spend their whole budget. */
    private static final int TRIES = 20;
    /** A try takes time even without a search: it counts as this part of its budget at least. */
    private static final int LIGHTEST_TRY = 25;

    private final HostSnapshot host;
    private final ApQueueSet usable;
    private final AllocationRequest request;
    private final long stepsOfTry;
    private long left;
    private boolean decided = true;

    /**
     * @param steps the budget of the search for an allocation; all tries together get twice as much
     */
    Feasibility(HostSnapshot host, AllocationRequest request, long steps) {
        this.host = host;
        this.usable = Supply.usable(host);
        this.request = request;
        this.left = 2 * steps;
        this.stepsOfTry = Math.max(1, left / TRIES);
    }

    /** Whether every try so far was possible or impossible, and no try was left out. */
    boolean isDecided() {
        return decided && !isExhausted();
    }

    boolean isExhausted() {
        return left <= 0;
    }

    boolean isImpossible(Collection<GuestDemand> guests, ApQueueSet kept) {
        return verdict(host, usable, guests, kept) == AllocationProblem.Verdict.IMPOSSIBLE;
    }

    boolean isPossible(Collection<GuestDemand> guests, ApQueueSet kept) {
        return verdict(host, usable, guests, kept) == AllocationProblem.Verdict.POSSIBLE;
    }

    /** Whether it would be possible on a host that was changed. */
    boolean isPossibleOn(HostSnapshot changed, Collection<GuestDemand> guests, ApQueueSet kept) {
        return verdict(changed, Supply.usable(changed), guests, kept) == AllocationProblem.Verdict.POSSIBLE;
    }

    private AllocationProblem.Verdict verdict(
            HostSnapshot on, ApQueueSet usableThere, Collection<GuestDemand> guests, ApQueueSet kept) {
        if (isExhausted()) {
            decided = false;
            return AllocationProblem.Verdict.NOT_DECIDED;
        }
        AllocationRequest.Builder builder = AllocationRequest.builder().keepForHost(kept);
        guests.forEach(builder::guest);
        AllocationRequest variant = builder.build();
        Budget budget = new Budget(Math.min(stepsOfTry, left));
        AllocationProblem.Verdict verdict = new AllocationProblem(withoutOthers(on, variant), usableThere, variant)
                .decide(budget)
                .verdict();
        left -= Math.max(budget.taken() + 1, stepsOfTry / LIGHTEST_TRY);
        decided &= verdict != AllocationProblem.Verdict.NOT_DECIDED;
        return verdict;
    }

    /** Who is not regarded has nothing. */
    private HostSnapshot withoutOthers(HostSnapshot on, AllocationRequest variant) {
        Set<MediatedDeviceId> others = Sets.filter(
                request.guests().keySet(),
                guest -> on.devices().containsKey(guest) && !variant.guests().containsKey(guest));
        if (others.isEmpty()) {
            return on;
        }
        HostSnapshot.Builder rest = on.toBuilder();
        others.forEach(rest::remove);
        return rest.build();
    }
}
