package io.github.apmatrix.explain;

import static io.github.apmatrix.explain.Hosts.DEVICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.ApValues;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.statistics.Statistics;

/** What holds for all hosts, also for those that no kernel would come to. */
@Domain(ApValues.class)
class ReasonProperties {
    private static HostSnapshot host(
            ApConfig lpar, HostMasks masks, ApQueueSet bound, ApQueueSet unknown, Matrix assigned, Matrix guest) {
        HostSnapshot.Builder host = HostSnapshot.builder()
                .apBus(Answer.YES)
                .vfioAp(Answer.YES)
                .lpar(lpar)
                .masks(masks)
                .add(Hosts.device(DEVICE, assigned, assigned.intersect(guest)));
        lpar.matrix().queues().forEach(queue -> host.add(Hosts.queue(queue.toString(), driver(queue, bound, unknown))));
        return host.build();
    }

    private static DriverBinding driver(ApQueue queue, ApQueueSet bound, ApQueueSet unknown) {
        if (bound.contains(queue)) {
            return DriverBinding.to("vfio_ap");
        }
        return unknown.contains(queue) ? DriverBinding.notKnown() : DriverBinding.unbound();
    }

    private static ApQueueSet union(Stream<Reason> reasons) {
        return reasons.map(Reason::queues).reduce(ApQueueSet.none(), ApQueueSet::union);
    }

    /** Only what is wrong with a queue itself: at the level of the guest, queues harm each other. */
    private static Map<Class<?>, ApQueueSet> byKind(Stream<Reason> reasons) {
        return reasons.filter(reason -> !(reason instanceof GuestReason))
                .collect(Collectors.toMap(Reason::getClass, Reason::queues, ApQueueSet::union));
    }

    @Property
    void theReasonsOfADeviceCoverWhatIsMissingAndNothingElse(
            @ForAll ApConfig lpar,
            @ForAll HostMasks masks,
            @ForAll ApQueueSet bound,
            @ForAll ApQueueSet unknown,
            @ForAll Matrix assigned,
            @ForAll Matrix guest) {
        DeviceExplanation explanation = Explain.device(host(lpar, masks, bound, unknown, assigned, guest), DEVICE);
        assertThat(explanation.missing())
                .isEqualTo(ApQueueSet.of(assigned).difference(ApQueueSet.of(assigned.intersect(guest))));
        assertThat(explanation.reasons())
                .allSatisfy(reason -> assertThat(reason.queues().isEmpty()).isFalse());
        assertThat(union(explanation.reasons().stream())).isEqualTo(explanation.missing());
    }

    @Property(tries = 300)
    void aDeviceIsExplainedAsItsQueuesAreOneByOne(
            @ForAll ApConfig lpar,
            @ForAll HostMasks masks,
            @ForAll ApQueueSet bound,
            @ForAll ApQueueSet unknown,
            @ForAll Matrix assigned,
            @ForAll Matrix guest) {
        HostSnapshot host = host(lpar, masks, bound, unknown, assigned, guest);
        DeviceExplanation explanation = Explain.device(host, DEVICE);
        Stream<Reason> ofQueues = explanation.missing().stream()
                .map(queue -> Explain.queue(host, queue, DEVICE).reasons())
                .flatMap(Collection::stream);
        assertThat(byKind(explanation.reasons().stream())).isEqualTo(byKind(ofQueues));
    }

    @Property
    void aQueueHasReasonsOfItsOwnExactlyIfItDoesNotReachTheGuest(
            @ForAll ApConfig lpar,
            @ForAll HostMasks masks,
            @ForAll ApQueueSet bound,
            @ForAll Matrix assigned,
            @ForAll Matrix guest,
            @ForAll ApQueue queue) {
        Explanation explanation =
                Explain.queue(host(lpar, masks, bound, ApQueueSet.none(), assigned, guest), queue, DEVICE);
        assertThat(explanation.reachesGuest().isNo())
                .isEqualTo(!explanation.reasons().isEmpty());
        assertThat(explanation.reasons()).allSatisfy(reason -> {
            assertThat(reason.queues()).containsExactly(queue);
            assertThat(reason).isNotInstanceOf(GuestReason.NotVisible.class);
        });
    }

    @Property
    void culpritsAreUnboundQueuesOfTheFilteredAdapters(
            @ForAll HostMasks masks, @ForAll Matrix assigned, @ForAll ApQueueSet unbound) {
        ApQueueSet bound = ApQueueSet.of(assigned).difference(unbound);
        HostSnapshot host = host(ApConfig.of(assigned), masks, bound, ApQueueSet.none(), assigned, Matrix.none());
        List<GuestReason.AdaptersFiltered> filtered = assigned.queues().stream()
                .flatMap(queue -> Explain.queue(host, queue, DEVICE).reasons().stream())
                .filter(GuestReason.AdaptersFiltered.class::isInstance)
                .map(GuestReason.AdaptersFiltered.class::cast)
                .toList();
        Statistics.label("filtered").collect(!filtered.isEmpty());
        Statistics.label("filtered").coverage(coverage -> coverage.check(true).count(count -> count > 0));
        assertThat(filtered).allSatisfy(reason -> {
            assertThat(reason.culprits().isEmpty()).isFalse();
            assertThat(reason.culprits().intersect(reason.queues()).isEmpty()).isTrue();
            assertThat(reason.culprits().intersect(bound).isEmpty()).isTrue();
            assertThat(reason.culprits().adapters()).isEqualTo(reason.adapters());
            assertThat(ApQueueSet.of(assigned).containsAll(reason.culprits())).isTrue();
            assertThat(union(reason.why().stream())).isEqualTo(reason.culprits());
        });
    }
}
