package io.github.apmatrix.plan;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds a vertex cover with the fewest adapters and domains. In a bipartite graph a smallest cover comes from a largest
 * matching (Kőnig).
 */
final class SmallestCover {
    private final ApQueueSet edges;
    private final Map<DomainId, AdapterId> matching = new LinkedHashMap<>();
    private AdapterSet visitedAdapters = AdapterSet.none();
    private DomainSet visitedDomains = DomainSet.none();

    private SmallestCover(ApQueueSet edges) {
        this.edges = edges;
    }

    /** Finds a cover of the open queues, with the forced bits. */
    static Cover of(FreeingGraph graph) {
        SmallestCover search = new SmallestCover(graph.open());
        search.match();
        search.reachFromUnmatched();
        return graph.cover(
                graph.forced().adapters().union(graph.open().adapters().difference(search.visitedAdapters)),
                graph.forced().domains().union(search.visitedDomains));
    }

    private void match() {
        for (AdapterId adapter : edges.adapters()) {
            visitedDomains = DomainSet.none();
            augment(adapter);
        }
    }

    /** Looks for a path from an unmatched adapter to an unmatched domain, and flips it. */
    private boolean augment(AdapterId adapter) {
        for (DomainId domain : edges.row(adapter)) {
            if (!visitedDomains.contains(domain)) {
                visitedDomains = visitedDomains.with(domain);
                AdapterId rival = matching.get(domain);
                if (rival == null || augment(rival)) {
                    matching.put(domain, adapter);
                    return true;
                }
            }
        }
        return false;
    }

    private void reachFromUnmatched() {
        visitedDomains = DomainSet.none();
        for (AdapterId adapter : edges.adapters().difference(AdapterSet.copyOf(matching.values()))) {
            reach(adapter);
        }
    }

    /** Collects what alternating paths from unmatched adapters lead to. */
    private void reach(AdapterId adapter) {
        visitedAdapters = visitedAdapters.with(adapter);
        for (DomainId domain : edges.row(adapter)) {
            if (!visitedDomains.contains(domain)) {
                visitedDomains = visitedDomains.with(domain);
                AdapterId rival = matching.get(domain);
                if (rival != null) {
                    reach(rival);
                }
            }
        }
    }
}
