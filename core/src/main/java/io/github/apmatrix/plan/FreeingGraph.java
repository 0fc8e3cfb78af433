package io.github.apmatrix.plan;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reserved queues that shall be freed, as edges between adapters and domains. Clearing the bit at either end frees a queue,
 * so a choice of bits is a vertex cover. The bits of kept queues cannot be chosen; where that leaves one end, it is forced.
 */
final class FreeingGraph {
    private final ApQueueSet open;
    private final Cover forced;
    private final ApQueueSet impossible;
    private final ApQueueSet kept;
    private final Map<AdapterId, DomainSet> bystanders = new LinkedHashMap<>();

    /**
     * @param needed the queues to free, all of them reserved
     * @param kept the queues whose bits must stay set
     * @param hostQueues the queues that the host has; those that are freed without need are collateral
     */
    FreeingGraph(ApQueueSet needed, ApQueueSet kept, ApQueueSet hostQueues) {
        ApQueueSet byAdapter = needed.difference(Matrix.of(kept.adapters(), DomainSet.all()));
        ApQueueSet byDomain = needed.difference(Matrix.of(AdapterSet.all(), kept.domains()));
        this.kept = kept;
        ApQueueSet rest = hostQueues.difference(needed);
        rest.adapters().forEach(adapter -> bystanders.put(adapter, rest.row(adapter)));
        this.impossible = needed.difference(byAdapter).difference(byDomain);
        AdapterSet adapters = byAdapter.difference(byDomain).adapters();
        DomainSet domains = byDomain.difference(byAdapter).domains();
        this.forced = cover(adapters, domains);
        this.open = byAdapter
                .intersect(byDomain)
                .difference(Matrix.of(adapters, DomainSet.all()))
                .difference(Matrix.of(AdapterSet.all(), domains));
    }

    /** The queues that no choice of bits frees. */
    ApQueueSet impossible() {
        return impossible;
    }

    /** The kept queues that make queues impossible. */
    ApQueueSet inTheWay() {
        return kept.intersect(Matrix.of(impossible.adapters(), DomainSet.all()))
                .union(kept.intersect(Matrix.of(AdapterSet.all(), impossible.domains())));
    }

    /** The bits that every choice has, because the other bit of a queue must stay. */
    Cover forced() {
        return forced;
    }

    /** The queues that forced bits do not free; each can be freed at either end. */
    ApQueueSet open() {
        return open;
    }

    /** Bits to choose, with the collateral that they have. */
    Cover cover(AdapterSet adapters, DomainSet domains) {
        int collateral = 0;
        for (Map.Entry<AdapterId, DomainSet> row : bystanders.entrySet()) {
            DomainSet freed = adapters.contains(row.getKey())
                    ? row.getValue()
                    : row.getValue().intersect(domains);
            collateral += freed.size();
        }
        return new Cover(adapters, domains, collateral);
    }

    /**
     * The open queues in groups, each of which a smallest choice frees at one side: all adapters of a group have the
     * same open queues. So there are as many groups as different rows, or columns if those are fewer.
     */
    List<Matrix> groups() {
        Map<DomainSet, AdapterSet> byRow = new LinkedHashMap<>();
        for (AdapterId adapter : open.adapters()) {
            byRow.merge(open.row(adapter), AdapterSet.of(adapter), AdapterSet::union);
        }
        Map<AdapterSet, DomainSet> byColumn = new LinkedHashMap<>();
        for (DomainId domain : open.domains()) {
            byColumn.merge(column(domain), DomainSet.of(domain), DomainSet::union);
        }
        return byRow.size() <= byColumn.size()
                ? byRow.entrySet().stream()
                        .map(group -> Matrix.of(group.getValue(), group.getKey()))
                        .toList()
                : byColumn.entrySet().stream()
                        .map(group -> Matrix.of(group.getKey(), group.getValue()))
                        .toList();
    }

    private AdapterSet column(DomainId domain) {
        return open.intersect(Matrix.of(AdapterSet.all(), DomainSet.of(domain))).adapters();
    }
}
