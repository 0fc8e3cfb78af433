package io.github.apmatrix.allocate;

import static io.github.apmatrix.samples.PlanHosts.A;
import static io.github.apmatrix.samples.PlanHosts.B;
import static io.github.apmatrix.samples.PlanHosts.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.apmatrix.host.CardMode;
import org.junit.jupiter.api.Test;

class GuestDemandTest {
    private static final GuestDemand ANY = GuestDemand.of(A);

    @Test
    void aGuestRequiresAQueueAndToKeepWhatItHas() {
        assertThat(ANY.device()).isEqualTo(A);
        assertThat(ANY.requirements()).containsExactly(new Requirement.Queues(1), new Requirement.KeepsAssigned());
        assertThat(ANY.mayMove().requirements()).containsExactly(new Requirement.Queues(1));
    }

    @Test
    void aRequirementReplacesTheOneOfItsKind() {
        GuestDemand first = ANY.queues(2)
                .adapters(2)
                .mode(CardMode.CCA)
                .generation(6)
                .oneDomain()
                .ownDomains();
        GuestDemand second = first.queues(3)
                .adapters(3)
                .mode(CardMode.EP11)
                .generation(7)
                .oneDomain()
                .ownDomains();
        assertThat(second.requirements())
                .containsExactlyInAnyOrder(
                        new Requirement.KeepsAssigned(),
                        new Requirement.Queues(3),
                        new Requirement.Adapters(3),
                        new Requirement.Mode(CardMode.EP11),
                        new Requirement.Generation(7),
                        new Requirement.OneDomain(),
                        new Requirement.OwnDomains());
        assertThat(first.requirements())
                .as("a demand does not change")
                .contains(new Requirement.Queues(2), new Requirement.Mode(CardMode.CCA));
    }

    @Test
    void aGuestCanBeApartFromSeveral() {
        assertThat(ANY.apartFrom(B).apartFrom(C).apartFrom(B).requirements())
                .filteredOn(Requirement.ApartFrom.class::isInstance)
                .containsExactlyInAnyOrder(new Requirement.ApartFrom(B), new Requirement.ApartFrom(C));
    }

    @Test
    void aGuestCannotBeApartFromItself() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ANY.apartFrom(A))
                .withMessage("guest " + A + " cannot be apart from itself");
    }

    @Test
    void numbersAreChecked() {
        assertThatIllegalArgumentException().isThrownBy(() -> ANY.queues(0));
        assertThatIllegalArgumentException().isThrownBy(() -> ANY.adapters(257));
        assertThatIllegalArgumentException().isThrownBy(() -> ANY.generation(3));
    }

    @Test
    void demandsAreEqualInWhateverOrderTheyWereSaid() {
        GuestDemand demand = ANY.queues(2).mode(CardMode.CCA);
        assertThat(demand)
                .isEqualTo(ANY.mode(CardMode.CCA).queues(2))
                .hasSameHashCodeAs(ANY.mode(CardMode.CCA).queues(2))
                .isNotEqualTo(GuestDemand.of(B).queues(2).mode(CardMode.CCA))
                .isNotEqualTo(ANY.queues(3).mode(CardMode.CCA))
                .isNotEqualTo(demand.mayMove())
                .isNotEqualTo("guest");
    }

    @Test
    void aDemandPrintsAllThatIsRequired() {
        assertThat(ANY).hasToString("guest " + A + " requires 1 queue, what its device has now");
        assertThat(ANY.queues(4).mode(CardMode.CCA).apartFrom(B).mayMove())
                .hasToString("guest " + A + " requires 4 queues, mode CCA-Coproc, no adapter of guest " + B);
    }
}
