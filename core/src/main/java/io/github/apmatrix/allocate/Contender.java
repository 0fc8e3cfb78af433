package io.github.apmatrix.allocate;

import com.google.common.collect.ImmutableList;
import com.google.common.math.IntMath;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import java.math.RoundingMode;
import java.util.stream.IntStream;

/**
 * A guest as the search sees it.
 *
 * @param demand what it requires
 * @param eligible the queues that it can get
 * @param adapters their adapters
 * @param domains their domains
 * @param base what it gets in any case
 * @param ownsDomains whether it shares its domains with nobody
 * @param shapes how many adapters and domains it can have; more of either would be more than it requires
 */
record Contender(
        GuestDemand demand,
        ApQueueSet eligible,
        AdapterSet adapters,
        DomainSet domains,
        Matrix base,
        boolean ownsDomains,
        ImmutableList<Shape> shapes) {
    /** Numbers of adapters and domains. */
    record Shape(int adapters, int domains) {}

    static Contender of(GuestDemand demand, Supply supply) {
        Matrix base = supply.base(demand);
        ApQueueSet eligible = supply.eligible(demand);
        AdapterSet adapters = eligible.adapters();
        return new Contender(
                demand,
                eligible,
                adapters,
                eligible.domains(),
                base,
                demand.requires(Requirement.OwnDomains.class),
                shapes(demand, base, adapters.size()));
    }

    private static ImmutableList<Shape> shapes(GuestDemand demand, Matrix base, int available) {
        int fewest = Math.max(demand.leastAdapters(), base.adapters().size());
        return IntStream.rangeClosed(fewest, available)
                .mapToObj(adapters -> new Shape(adapters, domains(demand, base, adapters)))
                .filter(shape -> shape.adapters == fewest || domains(demand, base, shape.adapters - 1) > shape.domains)
                .filter(shape -> shape.domains == 1 || !demand.requires(Requirement.OneDomain.class))
                .collect(ImmutableList.toImmutableList());
    }

    private static int domains(GuestDemand demand, Matrix base, int adapters) {
        int needed = IntMath.divide(demand.leastQueues(), adapters, RoundingMode.CEILING);
        return Math.max(needed, base.domains().size());
    }

    /** The fewest queues that it can have. */
    int leastQueues() {
        return shapes.stream()
                .mapToInt(shape -> shape.adapters * shape.domains)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** The fewest adapters that it can have. */
    int leastAdapters() {
        return shapes.stream().mapToInt(Shape::adapters).min().orElse(0);
    }

    /** The fewest domains that it can have. */
    int leastDomains() {
        return shapes.stream().mapToInt(Shape::domains).min().orElse(0);
    }

    /** How many domains it has on a number of adapters that a shape has. */
    int domainsOn(int number) {
        return shapes.stream()
                .filter(shape -> shape.adapters == number)
                .findFirst()
                .orElseThrow()
                .domains;
    }

    boolean isApartFrom(Contender other) {
        return demand.requiresApartFrom(other.demand.device()) || other.demand.requiresApartFrom(demand.device());
    }

    /** Whether the two could get the same queue, or each other's own domains. */
    boolean canMeet(Contender other) {
        return adapters.intersects(other.adapters)
                || ((ownsDomains || other.ownsDomains) && domains.intersects(other.domains));
    }

    /** The domains that it can have on all of some adapters. */
    DomainSet commonDomains(AdapterSet adapters) {
        DomainSet common = DomainSet.all();
        for (AdapterId adapter : adapters) {
            common = common.intersect(eligible.row(adapter));
        }
        return common;
    }

    /** Whether the two are the same to the search, apart from who must be apart from them. */
    boolean isLike(Contender other) {
        return base.isNone()
                && other.base.isNone()
                && eligible.equals(other.eligible)
                && shapes.equals(other.shapes)
                && ownsDomains == other.ownsDomains;
    }
}
