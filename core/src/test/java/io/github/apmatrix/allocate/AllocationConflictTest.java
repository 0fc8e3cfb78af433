package io.github.apmatrix.allocate;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.allocate.AllocationHosts.card;
import static io.github.apmatrix.allocate.AllocationHosts.conflict;
import static io.github.apmatrix.allocate.AllocationHosts.free;
import static io.github.apmatrix.allocate.AllocationHosts.keeping;
import static io.github.apmatrix.allocate.AllocationHosts.request;
import static io.github.apmatrix.allocate.AllocationHosts.reserved;
import static io.github.apmatrix.samples.PlanHosts.A;
import static io.github.apmatrix.samples.PlanHosts.B;
import static io.github.apmatrix.samples.PlanHosts.C;
import static io.github.apmatrix.samples.PlanHosts.config;
import static io.github.apmatrix.samples.PlanHosts.device;
import static io.github.apmatrix.samples.PlanHosts.queues;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.HostSnapshot;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What makes requests impossible, and what would help; that suggestions help is checked for each conflict. */
class AllocationConflictTest {
    private static final GuestDemand ANY = GuestDemand.of(A);

    private static MediatedDeviceId guest(int number) {
        return MediatedDeviceId.of(new UUID(0x4000L, 0x8000000000000000L + number));
    }

    private static String named(AllocationConflict conflict) {
        StringBuilder text = new StringBuilder();
        conflict.guests().forEach(guest -> text.append(guest).append('\n'));
        return text.toString();
    }

    // guests and requirements

    @Test
    void aGuestCanBeImpossibleByItself() {
        AllocationConflict conflict = conflict(
                free(2, 2),
                ANY.queues(5).mode(CardMode.CCA).generation(7).mayMove(),
                GuestDemand.of(B).adapters(2));
        assertThat(named(conflict)).isEqualTo("guest " + A + " requires 5 queues\n");
        assertThat(conflict.keptForHost().isEmpty()).isTrue();
        assertThat(conflict.smallest()).isTrue();
    }

    @Test
    void requirementsThatMatterTogetherAreNamed() {
        HostSnapshot.Builder host = free(3, 2).add(card(0, CardType.CEX8P)).add(card(1, CardType.CEX6C));
        AllocationConflict conflict =
                conflict(host, ANY.mode(CardMode.CCA).generation(7).adapters(2).ownDomains());
        assertThat(named(conflict))
                .isEqualTo("guest " + A + " requires at least 2 adapters, mode CCA-Coproc, generation CEX7 or later\n");
    }

    @Test
    void aGuestThatCannotHaveAnyQueueIsNamedWithoutRequirements() {
        AllocationConflict conflict = conflict(free(0, 0), ANY);
        assertThat(named(conflict)).isEqualTo("guest " + A + " requires any queue\n");
        assertThat(conflict.guests().get(0).requirements()).isEmpty();
    }

    @Test
    void guestsCanBeImpossibleTogether() {
        AllocationConflict conflict = conflict(
                free(2, 2), ANY.apartFrom(B), GuestDemand.of(B).adapters(2).generation(5), GuestDemand.of(C));
        assertThat(named(conflict))
                .isEqualTo("guest " + A + " requires no adapter of guest " + B + "\nguest " + B
                        + " requires at least 2 adapters\n");
        assertThat(conflict.smallest()).isTrue();
    }

    @Test
    void domainsOfItsOwnCanBeTooMuch() {
        AllocationConflict conflict =
                conflict(free(3, 2), ANY, GuestDemand.of(C).queues(4).ownDomains());
        assertThat(named(conflict))
                .isEqualTo(
                        "guest " + A + " requires any queue\nguest " + C + " requires 4 queues, domains of its own\n");
        assertThat(conflict.suggestions())
                .contains(new Suggestion.Without(C, new Requirement.OwnDomains()))
                .contains(new Suggestion.FewerQueues(C, 4, 3));
    }

    @Test
    void ofManyGuestsThoseAreNamedThatAreTooMany() {
        HostSnapshot.Builder host = free(3, 4).add(card(2, CardType.CEX7P));
        AllocationRequest.Builder request = AllocationRequest.builder();
        for (int number = 0; number < 12; number++) {
            GuestDemand guest = GuestDemand.of(guest(number));
            request.guest(
                    switch (number % 3) {
                        case 0 -> guest.mode(CardMode.CCA).adapters(2);
                        case 1 -> guest.mode(CardMode.CCA).queues(3);
                        default -> guest.mode(CardMode.EP11);
                    });
        }
        AllocationConflict conflict = conflict(host, request.build());
        assertThat(conflict.smallest()).isTrue();
        assertThat(named(conflict)).isEqualTo("""
                        guest %1$s requires 3 queues, mode CCA-Coproc
                        guest %2$s requires 3 queues, mode CCA-Coproc
                        guest %3$s requires 3 queues, mode CCA-Coproc
                        """.formatted(guest(4), guest(7), guest(10)));
        assertThat(conflict.suggestions()).containsExactly(new Suggestion.MoreAdapters(3, Optional.of(CardMode.CCA)));
    }

    @Test
    void whatADeviceKeepsCanBeInTheWay() {
        HostSnapshot.Builder host = free(1, 2).add(device(B, ApConfig.of(adapters(0), domains(0, 1))));
        AllocationConflict conflict = conflict(host, ANY, GuestDemand.of(B));
        assertThat(named(conflict))
                .isEqualTo("guest " + A + " requires any queue\nguest " + B + " requires what its device has now\n");
        assertThat(conflict.suggestions())
                .as("for the guest whose device has something, though both require the same")
                .contains(new Suggestion.Without(B, new Requirement.KeepsAssigned()));
    }

    @Test
    void ofAllKeptQueuesThoseAreNamedThatMatter() {
        HostSnapshot.Builder host = free(2, 3).add(card(1, CardType.CEX7A));
        AllocationConflict conflict = conflict(
                host,
                keeping(queues("00.0001", "01.0001"), ANY.mode(CardMode.CCA).queues(3)));
        assertThat(conflict.keptForHost()).isEqualTo(queues("00.0001"));
        assertThat(named(conflict)).isEqualTo("guest " + A + " requires 3 queues, mode CCA-Coproc\n");
        assertThat(conflict.suggestions()).contains(new Suggestion.FreeQueue(ApQueue.parse("00.0001")));
    }

    @Test
    void queuesThatCannotBeFreedBesideKeptOnesAreExplainedByThose() {
        AllocationConflict conflict = conflict(reserved(2, 2), keeping(queues("00.0000", "01.0001"), ANY));
        assertThat(conflict.keptForHost()).isEqualTo(queues("00.0000", "01.0001"));
        assertThat(conflict.suggestions())
                .contains(
                        new Suggestion.FreeQueue(ApQueue.parse("00.0000")),
                        new Suggestion.FreeQueue(ApQueue.parse("01.0001")));
    }

    @Test
    void aSearchThatIsGivenUpMayNotFindTheSmallest() {
        HostSnapshot host = free(1, 2).build();
        AllocationRequest request = request(ANY, GuestDemand.of(B), GuestDemand.of(C));
        assertThat(Allocator.allocate(host, request, 1))
                .isInstanceOfSatisfying(
                        AllocationConflict.class,
                        conflict -> assertThat(conflict.smallest()).isFalse());
        assertThat(Allocator.allocate(host, request)).isInstanceOfSatisfying(AllocationConflict.class, conflict -> {
            assertThat(conflict.smallest()).isTrue();
            assertThat(conflict.guests()).hasSize(3);
        });
    }

    @Test
    void aSingleGuestIsTheSmallestConflictInAnyCase() {
        AllocationRequest request =
                request(ANY, GuestDemand.of(B), GuestDemand.of(C).queues(3));
        assertThat(Allocator.allocate(free(1, 2).build(), request, 1))
                .isInstanceOfSatisfying(AllocationConflict.class, conflict -> {
                    assertThat(conflict.smallest()).isTrue();
                    assertThat(conflict.guests()).hasSize(1);
                });
    }

    // suggestions

    @ParameterizedTest
    @EnumSource(CardMode.class)
    void moreAdaptersHaveTheRequiredMode(CardMode mode) {
        HostSnapshot.Builder host = free(1, 2).add(card(0, new CardType(7, mode)));
        assertThat(conflict(host, ANY.mode(mode).queues(5)).suggestions())
                .as("though the mode is not what makes it impossible")
                .containsExactly(
                        new Suggestion.MoreAdapters(2, Optional.of(mode)), new Suggestion.FewerQueues(A, 5, 2));
    }

    @Test
    void ofMoreAdaptersAnyModeDoesWhereNoneIsRequired() {
        assertThat(conflict(free(2, 2), ANY.queues(5)).suggestions())
                .containsExactly(new Suggestion.MoreAdapters(1, Optional.empty()), new Suggestion.FewerQueues(A, 5, 4));
    }

    @Test
    void whereOnlySomeModesDoNoOtherAdapterIsSuggested() {
        HostSnapshot.Builder host = free(1, 1);
        assertThat(conflict(host, ANY, GuestDemand.of(B).mode(CardMode.CCA).generation(7))
                        .suggestions())
                .contains(new Suggestion.MoreAdapters(1, Optional.empty()));
        assertThat(conflict(
                                host,
                                ANY.queues(2),
                                GuestDemand.of(B).mode(CardMode.CCA).adapters(2))
                        .suggestions())
                .contains(new Suggestion.MoreAdapters(3, Optional.of(CardMode.CCA)))
                .doesNotContain(new Suggestion.MoreAdapters(3, Optional.empty()));
    }

    @Test
    void anAdapterThatADeviceHasAheadIsNoneMore() {
        HostSnapshot.Builder host = free(1, 1).add(device(B, config(1, 0)));
        assertThat(conflict(host, ANY.queues(2)).suggestions())
                .contains(new Suggestion.MoreAdapters(1, Optional.empty()));
    }

    @Test
    void requirementsCanBeGivenUp() {
        HostSnapshot.Builder host = free(2, 2).add(card(0, CardType.CEX6C));
        assertThat(conflict(host, ANY.adapters(2).generation(7)).suggestions())
                .containsExactly(
                        new Suggestion.MoreAdapters(1, Optional.empty()),
                        new Suggestion.Without(A, new Requirement.Adapters(2)),
                        new Suggestion.Without(A, new Requirement.Generation(7)));
    }

    @Test
    void ofGuestsOfAKindOneStandsForAll() {
        assertThat(conflict(free(1, 3), ANY.queues(2), GuestDemand.of(B).queues(2))
                        .suggestions())
                .containsExactly(new Suggestion.MoreAdapters(1, Optional.empty()), new Suggestion.FewerQueues(A, 2, 1));
    }

    @Test
    void anotherDeviceCanGiveUpADomain() {
        HostSnapshot.Builder host = free(1, 3).add(device(B, ApConfig.of(adapters(0), domains(1, 2))));
        assertThat(conflict(host, ANY.queues(2)).suggestions())
                .contains(
                        new Suggestion.Release(B, AdapterSet.none(), domains(1)),
                        new Suggestion.Release(B, AdapterSet.none(), domains(2)),
                        new Suggestion.Release(B, adapters(0), DomainSet.none()));
    }

    @Test
    void anotherDeviceCanGiveUpAllWhereNothingLessIsEnough() {
        HostSnapshot.Builder host = free(2, 2).add(device(B, ApConfig.of(adapters(0, 1), domains(0, 1))));
        assertThat(conflict(host, ANY.queues(4)).suggestions())
                .contains(new Suggestion.Release(B, adapters(0, 1), domains(0, 1)))
                .filteredOn(Suggestion.Release.class::isInstance)
                .hasSize(1);
    }

    @Test
    void withTwoConflictsNoSingleChangeHelps() {
        HostSnapshot.Builder host = free(2, 1).add(card(1, CardType.CEX7P));
        AllocationConflict conflict = conflict(
                host,
                ANY.mode(CardMode.CCA).queues(2),
                GuestDemand.of(B).mode(CardMode.EP11).queues(2));
        assertThat(conflict.guests()).hasSize(1);
        assertThat(conflict.suggestions()).isEmpty();
    }

    // texts

    @Test
    void suggestionsAreDescribed() {
        assertThat(new Suggestion.MoreAdapters(1, Optional.empty()).description())
                .isEqualTo("1 more adapter");
        assertThat(new Suggestion.MoreAdapters(2, Optional.of(CardMode.EP11)).description())
                .isEqualTo("2 more EP11-Coproc adapters");
        assertThat(new Suggestion.FewerQueues(A, 5, 4).description()).isEqualTo("4 instead of 5 queues for guest " + A);
        assertThat(new Suggestion.Without(A, new Requirement.OwnDomains()).description())
                .isEqualTo("guest " + A + " without: domains of its own");
        assertThat(new Suggestion.FreeQueue(ApQueue.parse("00.0001")).description())
                .isEqualTo("freeing 00.0001, which the host keeps");
        assertThat(new Suggestion.Release(B, adapters(0), domains(0x1b)).description())
                .isEqualTo("device " + B + " without adapters 00 and domains 001b");
        assertThat(new Suggestion.Release(B, adapters(0), DomainSet.none()).description())
                .isEqualTo("device " + B + " without adapters 00");
        assertThat(new Suggestion.Release(B, AdapterSet.none(), domains(0x1b)).description())
                .isEqualTo("device " + B + " without domains 001b");
    }

    @Test
    void aConflictPrintsGuestsKeptQueuesAndSuggestions() {
        ApQueueSet kept = queues("00.0001");
        assertThat(conflict(free(1, 2), keeping(kept, ANY.queues(2)))).hasToString("""
                        cannot be met together:
                          guest %1$s requires 2 queues
                          the host keeps 00.0001
                        each of these would help:
                          1 more adapter
                          1 instead of 2 queues for guest %1$s
                          freeing 00.0001, which the host keeps
                        """.formatted(A));
        assertThat(conflict(free(0, 0), ANY))
                .hasToString("cannot be met together:\n  guest " + A + " requires any queue\n");
    }
}
