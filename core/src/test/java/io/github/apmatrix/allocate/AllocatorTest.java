package io.github.apmatrix.allocate;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.allocate.AllocationHosts.allocate;
import static io.github.apmatrix.allocate.AllocationHosts.card;
import static io.github.apmatrix.allocate.AllocationHosts.conflict;
import static io.github.apmatrix.allocate.AllocationHosts.free;
import static io.github.apmatrix.allocate.AllocationHosts.keeping;
import static io.github.apmatrix.allocate.AllocationHosts.request;
import static io.github.apmatrix.allocate.AllocationHosts.reserved;
import static io.github.apmatrix.samples.PlanHosts.A;
import static io.github.apmatrix.samples.PlanHosts.B;
import static io.github.apmatrix.samples.PlanHosts.C;
import static io.github.apmatrix.samples.PlanHosts.D;
import static io.github.apmatrix.samples.PlanHosts.config;
import static io.github.apmatrix.samples.PlanHosts.device;
import static io.github.apmatrix.samples.PlanHosts.opaque;
import static io.github.apmatrix.samples.PlanHosts.overridden;
import static io.github.apmatrix.samples.PlanHosts.queues;
import static io.github.apmatrix.samples.PlanHosts.unbound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import io.github.apmatrix.plan.Conflict;
import io.github.apmatrix.plan.Conflicts;
import io.github.apmatrix.plan.DesiredHost;
import io.github.apmatrix.plan.Planner;
import io.github.apmatrix.samples.PlanHosts;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which queues guests get, by example. */
class AllocatorTest {
    private static final GuestDemand ANY = GuestDemand.of(A);
    private static final Matrix LOWEST = matrix(0, 0);

    private static Matrix matrix(int adapter, int domain) {
        return config(adapter, domain).matrix();
    }

    private static HostSnapshot.Builder modes(CardType... types) {
        HostSnapshot.Builder host = free(types.length, 2);
        for (int adapter = 0; adapter < types.length; adapter++) {
            host.add(card(adapter, types[adapter]));
        }
        return host;
    }

    @Test
    void vfioApCanBeLoadedLater() {
        HostSnapshot.Builder unbound = free(1, 1)
                .vfioAp(Answer.NO)
                .add(QueueDevice.builder(ApQueue.parse("00.0000"))
                        .driver(DriverBinding.unbound())
                        .build());
        for (HostSnapshot.Builder host : List.of(reserved(1, 1).vfioAp(Answer.NO), unbound)) {
            assertThat(Allocator.allocate(host.build(), request(ANY)))
                    .isInstanceOfSatisfying(Allocation.class, allocation -> {
                        assertThat(allocation.guests()).containsEntry(A, LOWEST);
                        assertThat(Planner.plan(host.build(), allocation.desired()))
                                .isEqualTo(new Conflicts(ImmutableList.of(new Conflict.VfioApNotLoaded())));
                    });
        }
    }

    // what a guest requires

    @Test
    void aGuestGetsOneQueueWithTheLowestNumbers() {
        assertThat(allocate(free(2, 2), ANY).guests()).containsOnlyKeys(A).containsEntry(A, LOWEST);
    }

    @Test
    void aGuestGetsAsManyQueuesAsItRequires() {
        assertThat(allocate(free(2, 3), ANY.queues(2)).guests())
                .containsEntry(A, Matrix.of(adapters(0), domains(0, 1)));
        assertThat(allocate(free(2, 3), ANY.queues(5)).guests())
                .as("no adapters and domains give just five queues")
                .containsEntry(A, Matrix.of(adapters(0, 1), domains(0, 1, 2)));
    }

    @Test
    void aGuestGetsAdaptersForFailover() {
        assertThat(allocate(free(3, 2), ANY.adapters(2)).guests())
                .containsEntry(A, Matrix.of(adapters(0, 1), domains(0)));
    }

    @Test
    void aGuestGetsAdaptersOfItsMode() {
        HostSnapshot.Builder host = modes(CardType.CEX7A, CardType.CEX7P, CardType.CEX7C);
        assertThat(allocate(host, ANY).guests()).containsEntry(A, LOWEST);
        assertThat(allocate(host, ANY.mode(CardMode.EP11)).guests()).containsEntry(A, matrix(1, 0));
        assertThat(allocate(host, ANY.mode(CardMode.CCA)).guests()).containsEntry(A, matrix(2, 0));
    }

    @Test
    void aGuestGetsAdaptersThatAreNewEnough() {
        HostSnapshot.Builder host = modes(CardType.CEX6C, CardType.CEX8C, CardType.CEX7C);
        assertThat(allocate(host, ANY).guests()).containsEntry(A, LOWEST);
        assertThat(allocate(host, ANY.generation(7)).guests()).containsEntry(A, matrix(1, 0));
        assertThat(allocate(host, ANY.generation(7).adapters(2)).guests())
                .containsEntry(A, Matrix.of(adapters(1, 2), domains(0)));
    }

    @Test
    void anAdapterThatIsNotKnownFitsNoMode() {
        HostSnapshot.Builder host = free(2, 1).add(Card.builder(AdapterId.of(0)).build());
        assertThat(allocate(host, ANY).guests()).containsEntry(A, LOWEST);
        assertThat(allocate(host, ANY.mode(CardMode.CCA)).guests()).containsEntry(A, matrix(1, 0));
        assertThat(allocate(host, ANY.generation(4)).guests()).containsEntry(A, matrix(1, 0));
    }

    @Test
    void aGuestGetsOneDomainOnAllAdapters() {
        assertThat(allocate(free(2, 2), ANY.queues(2)).guests())
                .containsEntry(A, Matrix.of(adapters(0), domains(0, 1)));
        assertThat(allocate(free(2, 2), ANY.queues(2).oneDomain()).guests())
                .containsEntry(A, Matrix.of(adapters(0, 1), domains(0)));
    }

    @Test
    void domainsOfItsOwnAreSharedOnNoAdapter() {
        HostSnapshot.Builder host = modes(CardType.CEX7C, CardType.CEX7P);
        GuestDemand cca = ANY.mode(CardMode.CCA);
        GuestDemand ep11 = GuestDemand.of(B).mode(CardMode.EP11);
        assertThat(allocate(host, cca, ep11).guests())
                .containsEntry(A, matrix(0, 0))
                .containsEntry(B, matrix(1, 0));
        assertThat(allocate(host, cca.ownDomains(), ep11).guests())
                .containsEntry(A, matrix(0, 0))
                .containsEntry(B, matrix(1, 1));
        assertThat(allocate(host, cca, ep11.ownDomains()).guests())
                .containsEntry(B, matrix(1, 0))
                .containsEntry(A, matrix(0, 1));
    }

    @Test
    void guestsThatAreApartShareNoAdapter() {
        GuestDemand other = GuestDemand.of(B);
        assertThat(allocate(free(2, 2), ANY, other).guests())
                .containsEntry(A, LOWEST)
                .containsEntry(B, matrix(0, 1));
        assertThat(allocate(free(2, 2), ANY, other.apartFrom(A)).guests())
                .containsEntry(A, LOWEST)
                .containsEntry(B, matrix(1, 0));
        assertThat(allocate(free(2, 2), ANY.apartFrom(B), other).guests())
                .containsEntry(A, LOWEST)
                .containsEntry(B, matrix(1, 0));
    }

    @Test
    void beingApartFromADeviceThatIsNowhereMeansNothing() {
        assertThat(allocate(free(1, 1), ANY.apartFrom(D)).guests()).containsEntry(A, LOWEST);
    }

    // what the host has

    @Test
    void aDeviceKeepsWhatItHas() {
        HostSnapshot.Builder host = free(2, 2).add(device(A, config(1, 1)));
        assertThat(allocate(host, ANY).guests()).containsEntry(A, matrix(1, 1));
        assertThat(allocate(host, ANY.queues(2)).guests()).containsEntry(A, Matrix.of(adapters(1), domains(0, 1)));
        assertThat(allocate(host, ANY.adapters(2)).guests()).containsEntry(A, Matrix.of(adapters(0, 1), domains(1)));
        assertThat(allocate(host, ANY.mayMove()).guests()).containsEntry(A, LOWEST);
    }

    @Test
    void whatADeviceKeepsIsForNobodyElse() {
        HostSnapshot.Builder host = free(1, 2).add(device(B, config(0, 0)));
        assertThat(allocate(host, ANY, GuestDemand.of(B)).guests())
                .containsEntry(A, matrix(0, 1))
                .containsEntry(B, LOWEST);
    }

    @Test
    void anotherGuestCanGetWhatOneGivesUp() {
        HostSnapshot.Builder host =
                modes(CardType.CEX7C, CardType.CEX7P).add(device(B, ApConfig.of(adapters(0), domains(0, 1))));
        GuestDemand moving = GuestDemand.of(B).mode(CardMode.EP11).mayMove();
        assertThat(allocate(host, ANY.mode(CardMode.CCA).queues(2), moving).guests())
                .containsEntry(A, Matrix.of(adapters(0), domains(0, 1)))
                .containsEntry(B, matrix(1, 0));
    }

    @Test
    void otherDevicesKeepTheirQueues() {
        HostSnapshot.Builder host = free(1, 2).add(device(B, config(0, 0)));
        Allocation allocation = allocate(host, ANY);
        assertThat(allocation.guests()).containsOnlyKeys(A).containsEntry(A, matrix(0, 1));
        assertThat(allocation.desired().devices()).containsOnlyKeys(A);
    }

    @Test
    void aGuestCanBeApartFromADeviceOfTheHost() {
        HostSnapshot.Builder host = free(2, 2).add(device(B, config(0, 0)));
        assertThat(allocate(host, ANY).guests()).containsEntry(A, matrix(0, 1));
        assertThat(allocate(host, ANY.apartFrom(B)).guests()).containsEntry(A, matrix(1, 0));
    }

    @Test
    void domainsOfItsOwnAreNotThoseOfADeviceOfTheHost() {
        HostSnapshot.Builder host = free(2, 2).add(device(B, config(1, 0)));
        assertThat(allocate(host, ANY).guests()).containsEntry(A, LOWEST);
        assertThat(allocate(host, ANY.ownDomains()).guests()).containsEntry(A, matrix(0, 1));
    }

    @Test
    void queuesThatTheHostKeepsAreForNoGuest() {
        assertThat(allocate(free(1, 2), keeping(queues("00.0000"), ANY)).guests())
                .containsEntry(A, matrix(0, 1));
    }

    @Test
    void masksFreeWhatTheyCanBesideKeptQueues() {
        assertThat(allocate(reserved(2, 2), ANY).guests()).containsEntry(A, LOWEST);
        assertThat(allocate(reserved(2, 2), keeping(queues("00.0000"), ANY)).guests())
                .containsEntry(A, matrix(0, 1));
        assertThat(allocate(reserved(2, 2), keeping(queues("00.0000", "00.0001"), ANY))
                        .guests())
                .containsEntry(A, matrix(1, 0));
    }

    @Test
    void aQueueWhoseAdapterAndDomainAreKeptCannotBeFreed() {
        ApQueueSet kept = queues("00.0000", "01.0001");
        assertThat(conflict(reserved(2, 2), keeping(kept, ANY)).keptForHost()).isEqualTo(kept);
        assertThat(allocate(reserved(3, 2), keeping(kept, ANY)).guests()).containsEntry(A, matrix(2, 0));
        assertThat(allocate(free(2, 2), keeping(kept, ANY)).guests())
                .as("what the masks free already")
                .containsEntry(A, matrix(0, 1));
    }

    @Test
    void adaptersThatDoNotAnswerAreNotUsed() {
        HostSnapshot.Builder host = free(3, 1)
                .add(Card.builder(AdapterId.of(0)).configured(Answer.NO).build())
                .add(Card.builder(AdapterId.of(1)).checkstopped(Answer.YES).build());
        assertThat(allocate(host, ANY).guests()).containsEntry(A, matrix(2, 0));
    }

    @Test
    void queuesThatDoNotAnswerAreNotUsed() {
        DriverBinding vfioAp = DriverBinding.to("vfio_ap");
        HostSnapshot.Builder host = free(1, 3)
                .add(QueueDevice.builder(ApQueue.parse("00.0000"))
                        .driver(vfioAp)
                        .checkstopped(Answer.YES)
                        .build())
                .add(QueueDevice.builder(ApQueue.parse("00.0001"))
                        .driver(vfioAp)
                        .configured(Answer.NO)
                        .build());
        assertThat(allocate(host, ANY).guests()).containsEntry(A, matrix(0, 2));
    }

    @Test
    void queuesThatNoDriverHasAreNotUsed() {
        assertThat(allocate(free(1, 2).add(unbound("00.0000")), ANY).guests()).containsEntry(A, matrix(0, 1));
    }

    @Test
    void queuesThatTheLparDoesNotHaveAreNotUsed() {
        HostSnapshot.Builder host = free(2, 2).lpar(ApConfig.of(adapters(1), domains(1)));
        assertThat(allocate(host, ANY).guests()).containsEntry(A, matrix(1, 1));
    }

    @Test
    void lockedMasksFreeNothing() {
        HostSnapshot.Builder host = reserved(2, 2).add(overridden("01.0000", "vfio_ap"));
        assertThat(allocate(host, ANY).guests()).containsEntry(A, matrix(1, 0));
        assertThat(conflict(host, ANY.queues(2)).toString()).contains("guest " + A + " requires 2 queues\n");
    }

    @Test
    void anOverriddenQueueNeedsNotBeFreed() {
        HostSnapshot.Builder host = reserved(2, 2).add(overridden("00.0001", "vfio_ap"));
        assertThat(allocate(host, keeping(queues("00.0000", "01.0001"), ANY)).guests())
                .containsEntry(A, matrix(0, 1));
    }

    // what is not known

    @Test
    void ofADeviceThatCannotBeReadNothingIsTaken() {
        HostSnapshot.Builder host = free(1, 3)
                .add(opaque(B))
                .add(QueueDevice.builder(ApQueue.parse("00.0001"))
                        .driver(DriverBinding.to("vfio_ap"))
                        .status(VfioStatus.UNASSIGNED)
                        .build());
        assertThat(allocate(host, ANY).guests()).containsEntry(A, matrix(0, 1));
    }

    @Test
    void aDeviceKeepsWhatItHasBesideOneThatCannotBeRead() {
        HostSnapshot.Builder host = free(1, 2).add(opaque(B)).add(device(A, config(0, 1)));
        assertThat(allocate(host, ANY).guests()).containsEntry(A, matrix(0, 1));
    }

    static Stream<Arguments> unknown() {
        QueueDevice driverless = QueueDevice.builder(ApQueue.parse("00.0000")).build();
        return Stream.of(
                Arguments.of(HostSnapshot.builder().lpar(ApConfig.none()), ANY, "apmask and aqmask"),
                Arguments.of(HostSnapshot.builder().masks(PlanHosts.FREE), ANY, "the configuration of the LPAR"),
                Arguments.of(free(1, 1).add(driverless), ANY, "the driver of 00.0000"),
                Arguments.of(free(1, 1).add(opaque(A)), ANY, "what device " + A + " has"),
                Arguments.of(free(1, 1).add(opaque(B)), ANY.apartFrom(B), "what device " + B + " has"),
                Arguments.of(free(1, 1).add(opaque(C)), ANY.ownDomains(), "what device " + C + " has"));
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void whatIsNotKnownIsNamed(HostSnapshot.Builder host, GuestDemand demand, String culprit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Allocator.allocate(host.build(), request(demand)))
                .withMessage("not known: " + culprit);
    }

    @Test
    void withoutReportedConfigurationTheLparHasNothing() {
        HostSnapshot.Builder host = HostSnapshot.builder()
                .features(KernelFeatures.notKnown().with(KernelFeature.LPAR_CONFIGURATION, Answer.NO))
                .vfioAp(Answer.YES)
                .masks(PlanHosts.FREE);
        assertThat(Allocator.allocate(host.build(), request(ANY))).isInstanceOf(AllocationConflict.class);
    }

    @Test
    void aDeviceThatAGuestMustBeApartFromNeedsOnlyItsAssignmentKnown() {
        HostSnapshot.Builder host = free(2, 1)
                .add(MediatedDevice.builder(B)
                        .assignedMatrix(MatrixReading.complete(LOWEST))
                        .build());
        assertThat(allocate(host, ANY.apartFrom(B)).guests()).containsEntry(A, matrix(1, 0));
    }

    // the best of all

    @Test
    void allGuestsTogetherHaveTheFewestAdapters() {
        Allocation allocation = allocate(
                modes(CardType.CEX7C, CardType.CEX7P), ANY, GuestDemand.of(B).mode(CardMode.EP11));
        assertThat(allocation.guests()).containsEntry(A, matrix(1, 1)).containsEntry(B, matrix(1, 0));
        assertThat(allocation.adapters()).isEqualTo(adapters(1));
        assertThat(allocation.domains()).isEqualTo(domains(0, 1));
        assertThat(allocation.proven()).isTrue();
    }

    @Test
    void onTheFewestAdaptersTheyHaveTheFewestDomains() {
        Allocation allocation = allocate(
                modes(CardType.CEX7C, CardType.CEX7P),
                keeping(
                        queues("01.0000"),
                        ANY.mode(CardMode.CCA),
                        GuestDemand.of(B).mode(CardMode.EP11)));
        assertThat(allocation.guests()).containsEntry(A, matrix(0, 1)).containsEntry(B, matrix(1, 1));
        assertThat(allocation.proven()).isTrue();
    }

    @Test
    void theOrderOfTheGuestsMeansNothing() {
        GuestDemand[] guests = {
            ANY.queues(3), GuestDemand.of(B).queues(3), GuestDemand.of(C).adapters(2), GuestDemand.of(D)
        };
        GuestDemand[] reversed = {guests[3], guests[2], guests[1], guests[0]};
        Allocation allocation = allocate(free(3, 4), guests);
        assertThat(allocate(free(3, 4), guests)).hasToString(allocation.toString());
        assertThat(allocate(free(3, 4), reversed)).hasToString(allocation.toString());
    }

    @Test
    void noGuestsGetNothing() {
        Allocation allocation = allocate(free(1, 1));
        assertThat(allocation.guests()).isEmpty();
        assertThat(allocation.proven()).isTrue();
        assertThat(allocation).hasToString("");
    }

    // the desired host

    @Test
    void controlDomainsAreThoseOfUse() {
        assertThat(allocate(free(1, 2), ANY.queues(2)).desired().devices())
                .containsEntry(A, ApConfig.of(adapters(0), domains(0, 1)).withControlDomains(domains(0, 1)));
    }

    @Test
    void aDeviceThatKeepsWhatItHasKeepsItsControlDomains() {
        HostSnapshot.Builder host = free(1, 2).add(device(A, config(0, 0).withControlDomains(domains(7))));
        assertThat(allocate(host, ANY).desired().devices())
                .containsEntry(A, config(0, 0).withControlDomains(domains(0, 7)));
        assertThat(allocate(host, ANY.mayMove()).desired().devices())
                .containsEntry(A, config(0, 0).withControlDomains(domains(0)));
    }

    @Test
    void theDesiredHostKeepsQueues() {
        ApQueueSet kept = queues("00.0000");
        DesiredHost desired = allocate(reserved(1, 2), keeping(kept, ANY)).desired();
        assertThat(desired.keptForHost()).isEqualTo(kept);
        assertThat(desired.masks()).as("the planner chooses them").isEmpty();
        assertThat(PlanHosts.plan(reserved(1, 2), desired).predicted().masks())
                .contains(HostMasks.allReserved().withAqmask(domains(1).complement()));
    }

    @Test
    void aStaleGuestMatrixIsEvaluated() {
        HostSnapshot.Builder host = free(1, 1).add(device(A, config(0, 0), Matrix.none(), Answer.NO));
        assertThat(allocate(host, ANY).desired().devicesToEvaluate()).containsExactly(A);
    }

    // the budget

    @Test
    void aSearchThatIsGivenUpIsNotImpossible() {
        HostSnapshot host = free(2, 4).build();
        AllocationRequest request =
                request(ANY.queues(3), GuestDemand.of(B).queues(3).adapters(2));
        AllocationResult result = Allocator.allocate(host, request, 3);
        assertThat(result).isEqualTo(new AllocationNotFound(3)).hasToString("not found within 3 steps\n");
        assertThat(Allocator.allocate(host, request)).isInstanceOf(Allocation.class);
    }

    @Test
    void anAllocationMayNotBeProvenToBeTheBest() {
        HostSnapshot host = free(3, 3).build();
        AllocationRequest request = request(
                ANY.queues(2), GuestDemand.of(B).queues(2), GuestDemand.of(C).queues(2));
        Allocation first = IntStream.rangeClosed(1, 1000)
                .mapToObj(budget -> Allocator.allocate(host, request, budget))
                .flatMap(result -> result instanceof Allocation allocation ? Stream.of(allocation) : Stream.of())
                .findFirst()
                .orElseThrow();
        assertThat(first.proven()).isFalse();
        assertThat(first.toString()).endsWith("\nthere may be an allocation with fewer adapters or domains\n");
        assertThat(Allocator.allocate(host, request))
                .isInstanceOfSatisfying(
                        Allocation.class, best -> assertThat(best.proven()).isTrue());
    }

    @Test
    void aBudgetIsAtLeastOneStep() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Allocator.allocate(free(1, 1).build(), request(ANY), 0))
                .withMessage("a budget of 0 steps");
    }

    @Test
    void anAllocationPrintsALineForEachGuest() {
        Allocation allocation = allocate(free(2, 3), ANY.queues(2), GuestDemand.of(B));
        assertThat(allocation)
                .hasToString("guest " + A + " gets adapters 00, domains 0000,0001\nguest " + B
                        + " gets adapters 00, domains 0002\n");
    }
}
