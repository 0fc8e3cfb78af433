package io.github.apmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

@Domain(ApValues.class)
class ApQueueSetProperties {
    private static Set<ApQueue> slow(ApQueueSet set) {
        return new HashSet<>(set.stream().toList());
    }

    private static ApQueueSet fast(Set<ApQueue> queues) {
        return ApQueueSet.copyOf(queues);
    }

    @Property
    void copiesOfTheSameQueuesAreEqual(@ForAll ApQueueSet set) {
        assertThat(fast(slow(set))).isEqualTo(set).hasSameHashCodeAs(set);
        assertThat(ApQueueSet.of(set.stream().toArray(ApQueue[]::new))).isEqualTo(set);
        assertThat(ApQueueSet.builder().addAll(set).build()).isEqualTo(set);
    }

    @Property
    void setsAreEqualIfTheirQueuesAre(@ForAll ApQueueSet a, @ForAll ApQueueSet b) {
        assertThat(a.equals(b)).isEqualTo(slow(a).equals(slow(b)));
    }

    @Property
    void unionIsThatOfHashSets(@ForAll ApQueueSet a, @ForAll ApQueueSet b) {
        Set<ApQueue> expected = slow(a);
        expected.addAll(slow(b));
        assertThat(a.union(b)).isEqualTo(fast(expected));
    }

    @Property
    void intersectionIsThatOfHashSets(@ForAll ApQueueSet a, @ForAll ApQueueSet b, @ForAll Matrix matrix) {
        Set<ApQueue> expected = slow(a);
        expected.retainAll(slow(b));
        assertThat(a.intersect(b)).isEqualTo(fast(expected));
        assertThat(a.intersect(matrix)).isEqualTo(a.intersect(ApQueueSet.of(matrix)));
    }

    @Property
    void differenceIsThatOfHashSets(@ForAll ApQueueSet a, @ForAll ApQueueSet b, @ForAll Matrix matrix) {
        Set<ApQueue> expected = slow(a);
        expected.removeAll(slow(b));
        assertThat(a.difference(b)).isEqualTo(fast(expected));
        assertThat(a.difference(matrix)).isEqualTo(a.difference(ApQueueSet.of(matrix)));
    }

    @Property
    void containsIsThatOfHashSets(@ForAll ApQueueSet a, @ForAll ApQueueSet b, @ForAll ApQueue queue) {
        assertThat(a.contains(queue)).isEqualTo(slow(a).contains(queue));
        assertThat(a.containsAll(b)).isEqualTo(slow(a).containsAll(slow(b)));
        assertThat(a.with(queue).contains(queue)).isTrue();
        assertThat(a.with(queue)).isEqualTo(a.union(ApQueueSet.of(queue)));
    }

    @Property
    void theQueuesAreSortedAndCounted(@ForAll ApQueueSet set) {
        assertThat(set).containsExactlyElementsOf(new TreeSet<>(slow(set)));
        assertThat(set.size()).isEqualTo(slow(set).size());
        assertThat(set.isEmpty()).isEqualTo(slow(set).isEmpty());
    }

    @Property(tries = 200)
    void theComplementHasAllOtherQueues(@ForAll ApQueueSet set, @ForAll ApQueue queue) {
        ApQueueSet complement = set.complement();
        assertThat(complement.contains(queue)).isEqualTo(!set.contains(queue));
        assertThat(complement.size()).isEqualTo(65_536 - set.size());
        assertThat(complement.union(set)).isEqualTo(ApQueueSet.all());
        assertThat(complement.complement()).isEqualTo(set);
    }

    @Property
    void adaptersDomainsAndRowsAreThoseOfTheQueues(@ForAll ApQueueSet set, @ForAll AdapterId adapter) {
        assertThat(set.adapters())
                .isEqualTo(AdapterSet.copyOf(set.stream().map(ApQueue::adapter).toList()));
        assertThat(set.domains())
                .isEqualTo(DomainSet.copyOf(set.stream().map(ApQueue::domain).toList()));
        assertThat(set.row(adapter))
                .isEqualTo(DomainSet.copyOf(set.stream()
                        .filter(queue -> queue.adapter().equals(adapter))
                        .map(ApQueue::domain)
                        .toList()));
    }

    @Property(tries = 200)
    void freeAndReservedDivideAllQueues(@ForAll HostMasks masks, @ForAll ApQueue queue) {
        assertThat(masks.free()).isEqualTo(ApQueueSet.of(masks.reserved()).complement());
        assertThat(masks.isReserved(queue))
                .isEqualTo(masks.apmask().contains(queue.adapter())
                        && masks.aqmask().contains(queue.domain()));
        assertThat(masks.free().contains(queue)).isEqualTo(!masks.isReserved(queue));
    }
}
