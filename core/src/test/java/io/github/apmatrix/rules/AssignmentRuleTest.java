package io.github.apmatrix.rules;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.rules.AssignmentRule.InOtherDevices;
import io.github.apmatrix.rules.AssignmentRule.Refusal;
import io.github.apmatrix.rules.AssignmentRule.ReservedForHost;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Adapters 05 and 06 are free, as after {@code -5,-6} was written to apmask; 07 is kept by the host. */
class AssignmentRuleTest {
    private static final Ownership OWNERSHIP =
            Ownership.of(HostMasks.allReserved().withApmask(adapters(5, 6).complement()));
    private static final MediatedDeviceId A = MediatedDeviceId.parse("62177883-f1bb-47f0-914d-32a22e3a8804");
    private static final MediatedDeviceId B = MediatedDeviceId.parse("3c3a1f4e-0000-4000-8000-000000000001");
    private static final Matrix OF_A = Matrix.of(adapters(5, 6), domains(4, 0x99, 0xab));

    private static Optional<Refusal> check(Matrix proposed, Map<MediatedDeviceId, Matrix> others) {
        return AssignmentRule.check(proposed, OWNERSHIP, others);
    }

    @Test
    void withoutQueuesNothingIsRefused() {
        Ownership allReserved = Ownership.of(HostMasks.allReserved());
        Map<MediatedDeviceId, Matrix> others = Map.of(A, OF_A);
        assertThat(AssignmentRule.check(Matrix.of(AdapterSet.all(), DomainSet.none()), allReserved, others))
                .isEmpty();
        assertThat(AssignmentRule.check(Matrix.of(AdapterSet.none(), DomainSet.all()), allReserved, others))
                .isEmpty();
        assertThat(AssignmentRule.check(Matrix.none(), allReserved, others)).isEmpty();
    }

    @Test
    void theFirstDomainOfAReservedAdapterIsRefused() {
        assertThat(AssignmentRule.check(
                        Matrix.of(adapters(5), domains(4)), Ownership.of(HostMasks.allReserved()), Map.of()))
                .contains(new ReservedForHost(ApQueueSet.of(ApQueue.parse("05.0004"))));
    }

    @Test
    void freeQueuesAreAcceptedAlsoIfTheLparLacksThem() {
        assertThat(check(OF_A, Map.of())).isEmpty();
    }

    @Test
    void oneReservedAdapterRefusesTheWholeMatrixAndNamesItsQueues() {
        assertThat(check(OF_A.withAdapters(adapters(5, 6, 7)), Map.of()))
                .contains(new ReservedForHost(ApQueueSet.of(Matrix.of(adapters(7), domains(4, 0x99, 0xab)))));
    }

    @Test
    void aQueueOfAnotherDeviceIsRefusedWithItsOwner() {
        assertThat(check(Matrix.of(adapters(5), domains(4, 0x47)), Map.of(A, OF_A)))
                .contains(new InOtherDevices(ImmutableMap.of(A, ApQueueSet.of(ApQueue.parse("05.0004")))));
        assertThat(check(Matrix.of(adapters(5), domains(0x47)), Map.of(A, OF_A)))
                .isEmpty();
    }

    @Test
    void everyOwnerIsNamed() {
        Map<MediatedDeviceId, Matrix> others = ImmutableMap.of(
                A,
                OF_A,
                B,
                Matrix.of(adapters(5), domains(0x47)),
                MediatedDeviceId.parse("00000000-0000-0000-0000-000000000000"),
                Matrix.of(adapters(6), domains(0x48)));
        assertThat(check(Matrix.of(adapters(5), domains(4, 0x47)), others))
                .contains(new InOtherDevices(ImmutableMap.of(
                        A, ApQueueSet.of(ApQueue.parse("05.0004")), B, ApQueueSet.of(ApQueue.parse("05.0047")))));
    }

    @Test
    void reservedComesBeforeInUse() {
        assertThat(check(Matrix.of(adapters(5, 7), domains(4)), Map.of(A, OF_A)))
                .contains(new ReservedForHost(ApQueueSet.of(ApQueue.parse("07.0004"))));
    }

    @Test
    void halvesOfOtherDevicesAreInNobodysWay() {
        Map<MediatedDeviceId, Matrix> others =
                Map.of(A, OF_A.withDomains(DomainSet.none()), B, OF_A.withAdapters(AdapterSet.none()));
        assertThat(check(OF_A, others)).isEmpty();
    }

    @Test
    void anOverrideToVfioApLiftsTheRefusal() {
        Matrix matrix = Matrix.of(adapters(7), domains(4));
        assertThat(AssignmentRule.check(matrix, OWNERSHIP.withOverriddenToVfioAp(ApQueueSet.of(matrix)), Map.of()))
                .isEmpty();
    }
}
