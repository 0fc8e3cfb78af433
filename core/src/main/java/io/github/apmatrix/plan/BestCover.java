package io.github.apmatrix.plan;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the best cover of a graph by trying both sides of every group of queues. Which cover has the least collateral is
 * NP-hard to find, so from 17 groups on the search can end early; then it returns the best one that it met.
 */
final class BestCover {
    /** Enough for 16 groups, whatever they are. */
    private static final int MOST_STEPS = 1 << 17;

    private final FreeingGraph graph;
    private final Comparator<Cover> order;
    private final List<Matrix> groups;
    private final Cover smallest;
    private Cover best;
    private int steps;

    /**
     * A cover.
     *
     * @param cover the bits
     * @param proven whether there is none with fewer bits or less collateral
     */
    record Found(Cover cover, boolean proven) {}

    private BestCover(FreeingGraph graph, Comparator<Cover> order) {
        this.graph = graph;
        this.order = order;
        this.groups = graph.groups();
        this.smallest = SmallestCover.of(graph);
        this.best = smallest;
    }

    static Found of(FreeingGraph graph, Comparator<Cover> order) {
        BestCover search = new BestCover(graph, order);
        search.extend(0, graph.forced());
        return new Found(search.best, search.steps < MOST_STEPS || search.isLeast());
    }

    /** No cover has fewer bits than the smallest one, and none has less collateral than the forced bits. */
    private boolean isLeast() {
        return best.bits() == smallest.bits()
                && best.collateral() == graph.forced().collateral();
    }

    /** A cover only gets worse by more bits. */
    private void extend(int group, Cover sofar) {
        if (steps == MOST_STEPS || order.compare(sofar, best) >= 0) {
            return;
        }
        steps++;
        if (group == groups.size()) {
            best = sofar;
            return;
        }
        AdapterSet adapters = sofar.adapters().union(groups.get(group).adapters());
        DomainSet domains = sofar.domains().union(groups.get(group).domains());
        extend(group + 1, graph.cover(adapters, sofar.domains()));
        extend(group + 1, graph.cover(sofar.adapters(), domains));
    }
}
