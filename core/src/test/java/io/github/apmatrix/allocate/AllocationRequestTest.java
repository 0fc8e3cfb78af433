package io.github.apmatrix.allocate;

import static io.github.apmatrix.samples.PlanHosts.A;
import static io.github.apmatrix.samples.PlanHosts.B;
import static io.github.apmatrix.samples.PlanHosts.queues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class AllocationRequestTest {
    @Test
    void aRequestHasGuestsInOrderAndKeptQueues() {
        AllocationRequest request = AllocationRequest.builder()
                .guest(GuestDemand.of(B).queues(2).mayMove())
                .guest(GuestDemand.of(A).mayMove())
                .keepForHost(queues("00.0000"))
                .keepForHost(queues("01.001b"))
                .build();
        assertThat(request.guests().keySet()).containsExactly(A, B);
        assertThat(request.guests())
                .containsEntry(B, GuestDemand.of(B).queues(2).mayMove());
        assertThat(request.keptForHost()).isEqualTo(queues("00.0000", "01.001b"));
        assertThat(request)
                .hasToString("guest " + A + " requires 1 queue\nguest " + B
                        + " requires 2 queues\nthe host keeps 00.0000, 01.001b\n");
    }

    @Test
    void aRequestCanBeEmpty() {
        AllocationRequest request = AllocationRequest.builder().build();
        assertThat(request.guests()).isEmpty();
        assertThat(request.keptForHost()).isEqualTo(queues());
        assertThat(request).hasToString("");
    }

    @Test
    void aGuestIsNamedOnce() {
        AllocationRequest.Builder builder = AllocationRequest.builder().guest(GuestDemand.of(A));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.guest(GuestDemand.of(A).queues(2)))
                .withMessage("two demands for guest " + A);
    }
}
