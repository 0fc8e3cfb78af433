package io.github.apmatrix.plan;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the fewest mask bits to clear so that queues are freed and others stay with the host. A queue is freed by clearing
 * its adapter's or its domain's bit, so this is a vertex cover of the graph with the queues as edges; in a bipartite graph
 * a smallest one comes from a largest matching (Kőnig).
 */
final class MaskSolver {
    private final ApQueueSet open;
    private final AdapterSet forcedAdapters;
    private final DomainSet forcedDomains;
    private final ApQueueSet impossible;
    private final Map<DomainId, AdapterId> matching = new LinkedHashMap<>();

    /** Bits to clear, and the queues that cannot be freed. */
    record Solution(AdapterSet adapters, DomainSet domains, ApQueueSet impossible) {}

    private MaskSolver(ApQueueSet needed, ApQueueSet kept) {
        ApQueueSet byAdapter = needed.difference(Matrix.of(kept.adapters(), DomainSet.all()));
        ApQueueSet byDomain = needed.difference(Matrix.of(AdapterSet.all(), kept.domains()));
        this.impossible = needed.difference(byAdapter).difference(byDomain);
        this.forcedAdapters = byAdapter.difference(byDomain).adapters();
        this.forcedDomains = byDomain.difference(byAdapter).domains();
        this.open = byAdapter
                .intersect(byDomain)
                .difference(Matrix.of(forcedAdapters, DomainSet.all()))
                .difference(Matrix.of(AdapterSet.all(), forcedDomains));
    }

    /**
     * Finds the bits.
     *
     * @param needed the queues to free, all of them reserved
     * @param kept the queues whose bits must stay set
     */
    static Solution solve(ApQueueSet needed, ApQueueSet kept) {
        return new MaskSolver(needed, kept).solve();
    }

    private Solution solve() {
        for (AdapterId adapter : open.adapters()) {
            augment(adapter, new Visited());
        }
        Visited reachable = new Visited();
        AdapterSet matched = AdapterSet.copyOf(matching.values());
        for (AdapterId adapter : open.adapters().difference(matched)) {
            reach(adapter, reachable);
        }
        return new Solution(
                forcedAdapters.union(open.adapters().difference(reachable.adapters)),
                forcedDomains.union(reachable.domains),
                impossible);
    }

    /** What a search has seen. */
    private static final class Visited {
        private AdapterSet adapters = AdapterSet.none();
        private DomainSet domains = DomainSet.none();
    }

    /** Looks for a path from an unmatched adapter to an unmatched domain, and flips it. */
    private boolean augment(AdapterId adapter, Visited visited) {
        for (DomainId domain : open.row(adapter)) {
            if (!visited.domains.contains(domain)) {
                visited.domains = visited.domains.with(domain);
                AdapterId rival = matching.get(domain);
                if (rival == null || augment(rival, visited)) {
                    matching.put(domain, adapter);
                    return true;
                }
            }
        }
        return false;
    }

    /** Collects what alternating paths from unmatched adapters lead to. */
    private void reach(AdapterId adapter, Visited visited) {
        visited.adapters = visited.adapters.with(adapter);
        for (DomainId domain : open.row(adapter)) {
            if (!visited.domains.contains(domain)) {
                visited.domains = visited.domains.with(domain);
                AdapterId rival = matching.get(domain);
                if (rival != null && !visited.adapters.contains(rival)) {
                    reach(rival, visited);
                }
            }
        }
    }
}
