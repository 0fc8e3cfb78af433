package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.allocate.Allocation;
import io.github.apmatrix.allocate.AllocationRequest;
import io.github.apmatrix.allocate.AllocationResult;
import io.github.apmatrix.allocate.Allocator;
import io.github.apmatrix.allocate.GuestDemand;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.plan.Conflict;
import io.github.apmatrix.plan.Conflicts;
import io.github.apmatrix.plan.Plan;
import io.github.apmatrix.plan.PlanWarning;
import io.github.apmatrix.plan.Planner;
import io.github.apmatrix.plan.PlanningResult;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.ExecutionListener;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Guests get what they were promised, on random hosts and for random demands. */
class AllocationProperties {
    private static final List<MediatedDeviceId> GUESTS =
            List.of(Console.A, Console.B, MediatedDeviceId.parse("11111111-2222-4333-8444-555555555555"));

    /** An allocation looks at queues; these are about devices and their guests. */
    private static final Set<Class<?>> NOT_ABOUT_QUEUES = Set.of(
            Conflict.VfioApNotLoaded.class,
            Conflict.DeviceNotReady.class,
            Conflict.GuestLoses.class,
            Conflict.CannotBeUndone.class);

    @Provide
    Arbitrary<Fate> fates() {
        return Fate.any();
    }

    @Provide
    Arbitrary<AllocationRequest> requests() {
        Arbitrary<UnaryOperator<GuestDemand>> requirement = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(1, 3).map(least -> demand -> demand.queues(least))),
                Tuple.of(2, Arbitraries.integers().between(1, 2).map(least -> demand -> demand.adapters(least))),
                Tuple.of(1, Arbitraries.of(CardMode.class).map(mode -> demand -> demand.mode(mode))),
                Tuple.of(1, Arbitraries.of(7, 8).map(least -> demand -> demand.generation(least))),
                Tuple.of(1, Arbitraries.just(GuestDemand::oneDomain)),
                Tuple.of(1, Arbitraries.just(GuestDemand::ownDomains)),
                Tuple.of(2, Arbitraries.just(GuestDemand::mayMove)),
                Tuple.of(
                        1,
                        Arbitraries.of(GUESTS)
                                .map(other ->
                                        demand -> demand.device().equals(other) ? demand : demand.apartFrom(other))));
        Arbitrary<AllocationRequest> guests = Combinators.combine(
                        Arbitraries.of(GUESTS).set().ofMinSize(1).ofMaxSize(3),
                        requirement.list().ofMaxSize(2).list().ofSize(3))
                .as((ids, requirements) -> {
                    AllocationRequest.Builder request = AllocationRequest.builder();
                    for (MediatedDeviceId id : ids) {
                        GuestDemand demand = GuestDemand.of(id);
                        for (UnaryOperator<GuestDemand> required : requirements.get(GUESTS.indexOf(id))) {
                            demand = required.apply(demand);
                        }
                        request.guest(demand);
                    }
                    return request.build();
                });
        return Combinators.combine(
                        guests,
                        Arbitraries.of("00.0001", "0a.0002", "0b.0004")
                                .set()
                                .ofMaxSize(2)
                                .injectNull(0.8))
                .as((request, kept) -> {
                    AllocationRequest.Builder builder = AllocationRequest.builder();
                    request.guests().values().forEach(builder::guest);
                    Optional.ofNullable(kept)
                            .ifPresent(queues -> builder.keepForHost(ApQueueSet.copyOf(
                                    queues.stream().map(ApQueue::parse).toList())));
                    return builder.build();
                });
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void guestsGetWhatTheyWerePromised(@ForAll("fates") Fate fate, @ForAll("requests") AllocationRequest request) {
        ApHost host = ApHost.at(fate.happen().kernel().sysfs());
        HostSnapshot before = host.snapshot();
        Optional<Allocation> allocation = allocate(before, request);
        Statistics.label("allocation").collect(allocation.isPresent());
        Statistics.label("allocation")
                .coverage(coverage -> coverage.check(true).percentage(percentage -> percentage > 20));
        allocation.ifPresent(promised -> {
            PlanningResult result = Planner.plan(before, promised.desired());
            if (result instanceof Conflicts conflicts) {
                assertThat(conflicts.conflicts())
                        .as("%s%n%s%s%n%s", fate, request, promised, before)
                        .allMatch(conflict -> NOT_ABOUT_QUEUES.contains(conflict.getClass()));
                Statistics.label("result").collect("conflict");
                return;
            }
            Plan plan = (Plan) result;
            boolean certain = !fate.mayHaveFailedResets()
                    && plan.warnings().stream().noneMatch(PlanWarning.Uncertain.class::isInstance);
            Statistics.label("result").collect(certain ? "certain" : "uncertain");
            Statistics.label("result")
                    .coverage(coverage -> coverage.check("certain").percentage(percentage -> percentage > 20));
            boolean done = host.execute(plan, ExecutionListener.none()).isDone();
            if (certain && (done || !fate.mayHaveLostAnOverride())) {
                assertThat(done).isTrue();
                HostSnapshot after = host.snapshot();
                promised.guests()
                        .forEach((guest, matrix) -> assertThat(
                                        Optional.ofNullable(after.devices().get(guest))
                                                .map(MediatedDevice::guestMatrix))
                                .as("%s%n%s%s%s", fate, request, promised, plan)
                                .contains(MatrixReading.complete(matrix)));
            }
        });
    }

    private static Optional<Allocation> allocate(HostSnapshot host, AllocationRequest request) {
        try {
            AllocationResult result = Allocator.allocate(host, request);
            return result instanceof Allocation allocation ? Optional.of(allocation) : Optional.empty();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("not known: ");
            return Optional.empty();
        }
    }
}
