package io.github.apmatrix.plan;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.samples.PlanHosts.A;
import static io.github.apmatrix.samples.PlanHosts.ALL;
import static io.github.apmatrix.samples.PlanHosts.FREE;
import static io.github.apmatrix.samples.PlanHosts.REWRITABLE;
import static io.github.apmatrix.samples.PlanHosts.config;
import static io.github.apmatrix.samples.PlanHosts.conflicts;
import static io.github.apmatrix.samples.PlanHosts.device;
import static io.github.apmatrix.samples.PlanHosts.found;
import static io.github.apmatrix.samples.PlanHosts.held;
import static io.github.apmatrix.samples.PlanHosts.host;
import static io.github.apmatrix.samples.PlanHosts.plan;
import static io.github.apmatrix.samples.PlanHosts.queues;
import static io.github.apmatrix.samples.PlanHosts.unbound;
import static io.github.apmatrix.samples.PlanHosts.wants;
import static io.github.apmatrix.samples.PlanHosts.writes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import org.junit.jupiter.api.Test;

class RunningGuestTest {
    private static final ApConfig ONE = config(0x0a, 0x04);
    private static final ApConfig ROW = ApConfig.of(adapters(0x0a), domains(0x04, 0x1b));

    private static DesiredHost permitted(ApConfig config) {
        return DesiredHost.builder().device(A, config).permitLosses().build();
    }

    private static HostSnapshot.Builder withUnboundNeighbour(Answer held) {
        return host(FREE).add(unbound("0a.001b")).add(device(A, ONE, ONE.matrix(), held));
    }

    @Test
    void aDomainWithAnUnboundQueueTakesTheAdapterFromTheGuest() {
        assertThat(conflicts(withUnboundNeighbour(Answer.YES), wants(A, ROW)))
                .containsExactly(new Conflict.GuestLoses(A, queues("0a.0004"), new Step.Assign(A, Part.DOMAIN, 0x1b)));
        assertThat(conflicts(withUnboundNeighbour(Answer.YES).features(REWRITABLE), wants(A, ROW)))
                .containsExactly(new Conflict.GuestLoses(A, queues("0a.0004"), new Step.Configure(A, ROW)));
    }

    @Test
    void withoutAGuestNobodyLoses() {
        assertThat(writes(withUnboundNeighbour(Answer.NO), wants(A, ROW))).containsExactly("a assign_domain 0x001b");
    }

    @Test
    void lossesCanBePermitted() {
        Plan plan = plan(withUnboundNeighbour(Answer.YES), permitted(ROW));
        assertThat(plan.steps()).hasSize(1);
        assertThat(found(plan.predicted(), A).guestMatrix().queues()).isEmpty();
    }

    @Test
    void whatTheGuestShallNotKeepIsNoLoss() {
        HostSnapshot.Builder host = host(FREE).add(held(A, ApConfig.of(ALL)));
        assertThat(writes(host, wants(A, ROW))).containsExactly("a unassign_adapter 0x05");
    }

    /** The guest matrix is older than 05.001b's unbinding, so assigning an adapter again would evaluate it away. */
    private static HostSnapshot.Builder withGuestThatEvaluationShrinks() {
        ApConfig config = ApConfig.of(adapters(5, 0x0a), domains(0x04, 0x1b));
        return host(FREE)
                .add(unbound("05.001b"))
                .add(device(A, config, Matrix.of(adapters(5, 0x0a), domains(0x04)), Answer.YES));
    }

    @Test
    void whatUndoingDoesNotGiveBackIsAConflict() {
        Step away = new Step.Unassign(A, Part.ADAPTER, 5);
        assertThat(conflicts(withGuestThatEvaluationShrinks(), wants(A, ROW)))
                .containsExactly(new Conflict.CannotBeUndone(A, queues("05.0004"), away));
        assertThat(writes(withGuestThatEvaluationShrinks(), permitted(ROW))).containsExactly("a unassign_adapter 0x05");
    }

    @Test
    void aGuestIsReportedOnce() {
        ApConfig before = ApConfig.of(adapters(5, 0x0a), domains(0x04));
        HostSnapshot.Builder host = host(FREE)
                .lpar(ApConfig.of(adapters(5, 0x0a), domains(0x04, 0x1b, 0x1c)))
                .add(unbound("05.001b"))
                .add(held(A, before));
        ApConfig after = ApConfig.of(adapters(5, 0x0a), domains(0x04, 0x1b, 0x1c));
        assertThat(conflicts(host, wants(A, after)))
                .containsExactly(new Conflict.GuestLoses(A, queues("05.0004"), new Step.Assign(A, Part.DOMAIN, 0x1b)));
    }

    @Test
    void takingAllFromAGuestIsWhatWasAskedFor() {
        HostSnapshot.Builder host = host(FREE).add(held(A, ONE));
        assertThat(writes(host, wants(A, ApConfig.of(adapters(0x0a), DomainSet.none()))))
                .containsExactly("a unassign_domain 0x0004");
    }
}
