package io.github.apmatrix.allocate;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.math.IntMath;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What guests get, step by step with fewer adapters or domains.
 *
 * @param guests the guests
 * @param matrices what each of them gets
 * @param proven whether there is surely nothing better, as far as it was looked for
 */
record Improvement(ImmutableList<Contender> guests, ImmutableList<Matrix> matrices, boolean proven) {

    /** Puts groups of guests together that cannot get into each other's way. */
    Improvement and(Improvement other) {
        return new Improvement(
                Stream.concat(guests.stream(), other.guests.stream()).collect(ImmutableList.toImmutableList()),
                Stream.concat(matrices.stream(), other.matrices.stream()).collect(ImmutableList.toImmutableList()),
                proven && other.proven);
    }

    ImmutableSortedMap<MediatedDeviceId, Matrix> byDevice() {
        ImmutableSortedMap.Builder<MediatedDeviceId, Matrix> byDevice = ImmutableSortedMap.naturalOrder();
        for (int i = 0; i < guests.size(); i++) {
            byDevice.put(guests.get(i).demand().device(), matrices.get(i));
        }
        return byDevice.build();
    }

    private int adapters() {
        return matrices.stream()
                .map(Matrix::adapters)
                .reduce(AdapterSet.none(), AdapterSet::union)
                .size();
    }

    private int domains() {
        return matrices.stream()
                .map(Matrix::domains)
                .reduce(DomainSet.none(), DomainSet::union)
                .size();
    }

    Improvement withFewestAdapters(Budget budget) {
        return adapters() == leastAdapters()
                ? this
                : within(new AdapterSearch.Limits(adapters() - 1, ApMask.SIZE), budget)
                        .map(better -> better.withFewestAdapters(budget))
                        .orElseGet(() -> provenUnless(budget.isSpent()));
    }

    Improvement withFewestDomains(Budget budget) {
        return domains() == leastDomains()
                ? this
                : within(new AdapterSearch.Limits(adapters(), domains() - 1), budget)
                        .map(better -> better.withFewestDomains(budget))
                        .orElseGet(() -> provenUnless(budget.isSpent()));
    }

    private Optional<Improvement> within(AdapterSearch.Limits limits, Budget budget) {
        return AdapterSearch.solve(guests, limits, budget).map(found -> new Improvement(guests, found, proven));
    }

    private Improvement provenUnless(boolean givenUp) {
        return new Improvement(guests, matrices, proven && !givenUp);
    }

    private int queues() {
        return guests.stream().mapToInt(Contender::leastQueues).sum();
    }

    /** No allocation has fewer: some guest needs them, or all need more queues than fewer adapters have. */
    private int leastAdapters() {
        int domains = guests.stream()
                .map(Contender::domains)
                .reduce(DomainSet.none(), DomainSet::union)
                .size();
        int one = guests.stream().mapToInt(Contender::leastAdapters).max().orElse(0);
        return guests.isEmpty() ? 0 : Math.max(one, IntMath.divide(queues(), domains, RoundingMode.CEILING));
    }

    /**
     * No allocation on as many adapters has fewer: some guest needs them, beside those that belong to others, or all need
     * more queues than fewer domains have.
     */
    private int leastDomains() {
        int owned = guests.stream()
                .filter(Contender::ownsDomains)
                .mapToInt(Contender::leastDomains)
                .sum();
        int shared = guests.stream()
                .filter(guest -> !guest.ownsDomains())
                .mapToInt(Contender::leastDomains)
                .max()
                .orElse(0);
        return guests.isEmpty()
                ? 0
                : Math.max(owned + shared, IntMath.divide(queues(), adapters(), RoundingMode.CEILING));
    }
}
