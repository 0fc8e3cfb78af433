package io.github.apmatrix.rules;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.ApValues;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** Which queues change hands, and what guests lose by that. */
@Domain(ApValues.class)
class OfferedQueuesProperties {
    private static final HostMasks RESERVES_05 = new HostMasks(adapters(5), domains(0x04, 0x1b));
    private static final Matrix GUEST = Matrix.of(adapters(5, 6), domains(0x04, 0x1b));

    private static ApQueueSet queues(String... queues) {
        return ApQueueSet.copyOf(Stream.of(queues).map(ApQueue::parse).toList());
    }

    @Example
    void queuesOnTheWrongSideAreOffered() {
        ApQueueSet all = queues("05.0004", "05.001b", "06.0004", "06.001b");
        assertThat(DriverRule.offered(all, queues("05.0004", "06.0004"), RESERVES_05))
                .isEqualTo(queues("05.001b", "06.0004"));
        assertThat(DriverRule.offered(all, queues("05.0004", "05.001b"), RESERVES_05))
                .isEqualTo(ApQueueSet.none());
        assertThat(DriverRule.offered(queues("06.0004"), ApQueueSet.none(), RESERVES_05))
                .isEqualTo(ApQueueSet.none());
    }

    @Property(tries = 300)
    void aQueueIsOfferedIfMasksAndDriverDisagree(
            @ForAll ApQueueSet queues, @ForAll ApQueueSet some, @ForAll HostMasks masks, @ForAll ApQueue queue) {
        ApQueueSet withHost = queues.intersect(some);
        boolean disagree = masks.isReserved(queue) != withHost.contains(queue);
        assertThat(DriverRule.offered(queues, withHost, masks).contains(queue))
                .isEqualTo(queues.contains(queue) && disagree);
    }

    @Property(tries = 300)
    void nothingIsOfferedTwice(@ForAll ApQueueSet queues, @ForAll ApQueueSet some, @ForAll HostMasks masks) {
        ApQueueSet withHost = queues.intersect(some);
        ApQueueSet offered = DriverRule.offered(queues, withHost, masks);
        ApQueueSet bound = withHost.difference(offered).union(offered.intersect(masks.reserved()));
        assertThat(DriverRule.offered(queues, bound, masks)).isEqualTo(ApQueueSet.none());
    }

    @Example
    void anAdapterThatLosesAQueueGoes() {
        assertThat(GuestFilter.afterUnbinding(GUEST, queues("06.001b"))).isEqualTo(GUEST.withAdapters(adapters(5)));
        assertThat(GuestFilter.afterUnbinding(GUEST, queues("05.0004", "06.001b")))
                .isEqualTo(GUEST.withAdapters(adapters()));
        assertThat(GuestFilter.afterUnbinding(GUEST, queues("06.0099", "07.0004")))
                .isEqualTo(GUEST);
    }

    @Property(tries = 300)
    void exactlyTheAdaptersThatLostNothingStay(@ForAll Matrix guest, @ForAll ApQueueSet unbound) {
        Matrix left = GuestFilter.afterUnbinding(guest, unbound);
        assertThat(left.domains()).isEqualTo(guest.domains());
        assertThat(left.adapters())
                .containsExactlyElementsOf(guest.adapters().stream()
                        .filter(adapter -> guest.domains().stream()
                                .noneMatch(domain -> unbound.contains(ApQueue.of(adapter, domain))))
                        .toList());
    }
}
