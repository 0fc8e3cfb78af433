package io.github.apmatrix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Compares with all covers of 6 adapters and 6 domains; row {@code a} has bit {@code d} for the queue {@code a.d}. */
class SmallestCoverProperties {
    private static final int SIDE = 6;
    private static final int SETS = 1 << SIDE;

    private static ApQueueSet queues(int[] rows) {
        ApQueueSet.Builder queues = ApQueueSet.builder();
        for (int adapter = 0; adapter < SIDE; adapter++) {
            for (int domain = 0; domain < SIDE; domain++) {
                if ((rows[adapter] & 1 << domain) != 0) {
                    queues.add(ApQueue.of(AdapterId.of(adapter), DomainId.of(domain)));
                }
            }
        }
        return queues.build();
    }

    private static boolean covers(int adapters, int domains, int[] rows) {
        return IntStream.range(0, SIDE)
                .allMatch(adapter -> (adapters & 1 << adapter) != 0 || (rows[adapter] & ~domains) == 0);
    }

    /** The first rows have few queues, because otherwise all adapters are nearly always a smallest cover. */
    @Property(tries = 300)
    void noCoverIsSmaller(@ForAll @Size(SIDE) int[] any) {
        int[] rows = IntStream.range(0, SIDE)
                .map(adapter -> any[adapter] & any[(adapter + 1) % SIDE] & (adapter < 4 ? 0b001011 : SETS - 1))
                .toArray();
        Cover cover = SmallestCover.of(new FreeingGraph(queues(rows), ApQueueSet.none(), ApQueueSet.none()));
        int adapters = cover.adapters().stream().mapToInt(id -> 1 << id.value()).sum();
        int domains = cover.domains().stream().mapToInt(id -> 1 << id.value()).sum();
        int fewest = IntStream.range(0, SETS * SETS)
                .filter(way -> covers(way / SETS, way % SETS, rows))
                .map(Integer::bitCount)
                .min()
                .orElseThrow();
        assertThat(covers(adapters, domains, rows)).as("%s", cover).isTrue();
        assertThat(cover.bits()).isEqualTo(fewest);
    }
}
