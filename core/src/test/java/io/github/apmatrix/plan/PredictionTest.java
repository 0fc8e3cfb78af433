package io.github.apmatrix.plan;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.samples.PlanHosts.A;
import static io.github.apmatrix.samples.PlanHosts.B;
import static io.github.apmatrix.samples.PlanHosts.FREE;
import static io.github.apmatrix.samples.PlanHosts.config;
import static io.github.apmatrix.samples.PlanHosts.device;
import static io.github.apmatrix.samples.PlanHosts.found;
import static io.github.apmatrix.samples.PlanHosts.held;
import static io.github.apmatrix.samples.PlanHosts.host;
import static io.github.apmatrix.samples.PlanHosts.plan;
import static io.github.apmatrix.samples.PlanHosts.unbound;
import static io.github.apmatrix.samples.PlanHosts.wants;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Bindings;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.samples.PlanHosts;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionTest {
    private static final ApConfig ONE = config(0x0a, 0x04);
    private static final KernelFeatures STATUS = KernelFeatures.notKnown().with(KernelFeature.QUEUE_STATUS, Answer.YES);

    private static Map<String, String> drivers(HostSnapshot host) {
        return host.queues().values().stream()
                .collect(Collectors.toMap(
                        queue -> queue.queue().toString(),
                        queue -> queue.driver().toString()));
    }

    private static String statuses(HostSnapshot host) {
        return host.queues().values().stream()
                .map(queue -> queue.queue() + " "
                        + queue.status().map(Object::toString).orElse("-"))
                .collect(Collectors.joining("\n"));
    }

    private static DesiredHost masks(HostMasks masks) {
        return DesiredHost.builder().masks(masks).build();
    }

    @Test
    void freedQueuesGoToVfioAp() {
        HostSnapshot after = plan(host(HostMasks.allReserved()), wants(A, ONE)).predicted();
        assertThat(after.masks())
                .contains(new HostMasks(adapters(0x0a).complement(), domains().complement()));
        assertThat(drivers(after))
                .isEqualTo(Map.of(
                        "05.0004", "cex4queue", "05.001b", "cex4queue", "0a.0004", "vfio_ap", "0a.001b", "vfio_ap"));
        assertThat(found(after, A).assigned()).contains(ONE);
        assertThat(found(after, A).guestMatrix()).isEqualTo(MatrixReading.complete(ONE.matrix()));
    }

    @Test
    void reservedQueuesGoToTheHost() {
        HostSnapshot after = plan(host(FREE), masks(new HostMasks(adapters(5), domains(0x04))))
                .predicted();
        assertThat(drivers(after)).containsEntry("05.0004", "cex4queue").containsEntry("05.001b", "vfio_ap");
    }

    @Test
    void aQueueThatStaysKeepsItsDriverOfTheHost() {
        HostSnapshot.Builder host = host(HostMasks.allReserved())
                .add(QueueDevice.builder(ApQueue.parse("05.0004"))
                        .driver(DriverBinding.to("cex2aqueue"))
                        .online(Answer.NO)
                        .build());
        HostSnapshot after = plan(host, wants(A, ONE)).predicted();
        assertThat(after.queues().get(ApQueue.parse("05.0004")))
                .isEqualTo(host.build().queues().get(ApQueue.parse("05.0004")));
    }

    @Test
    void withoutVfioApFreedQueuesHaveNoDriver() {
        HostSnapshot after = plan(
                        host(HostMasks.allReserved()).vfioAp(Answer.NO).bindings(Bindings.parse("4/4 (complete)")),
                        masks(FREE))
                .predicted();
        assertThat(drivers(after).values()).containsOnly("no driver");
        assertThat(after.bindings()).contains(Bindings.parse("0/4"));
    }

    @Test
    void vfioApTakesNoOldCards() {
        HostSnapshot.Builder host = host(HostMasks.allReserved())
                .add(Card.builder(AdapterId.of(5)).hardwareType(9).build())
                .add(Card.builder(AdapterId.of(0x0a)).hardwareType(10).build());
        assertThat(drivers(plan(host, masks(FREE)).predicted()))
                .isEqualTo(Map.of(
                        "05.0004", "no driver", "05.001b", "no driver", "0a.0004", "vfio_ap", "0a.001b", "vfio_ap"));
    }

    @Test
    void theStatusTellsWhoHasAQueue() {
        HostSnapshot.Builder host =
                host(FREE).features(STATUS).add(held(A, config(5, 0x04))).add(device(B, config(5, 0x1b)));
        assertThat(statuses(plan(host, wants(B, ONE)).predicted()))
                .isEqualTo("05.0004 in use\n05.001b unassigned\n0a.0004 assigned\n0a.001b unassigned");
    }

    @Test
    void aQueueThatTheRunningGuestDoesNotGetIsAssigned() {
        HostSnapshot.Builder host = host(FREE)
                .features(STATUS.with(KernelFeature.AP_CONFIG, Answer.YES))
                .add(unbound("0a.001b"))
                .add(held(A, config(5, 0x04)));
        ApConfig wanted = ApConfig.of(PlanHosts.ALL);
        HostSnapshot after = plan(host, wants(A, wanted)).predicted();
        assertThat(statuses(after)).isEqualTo("05.0004 in use\n05.001b in use\n0a.0004 assigned\n0a.001b -");
        assertThat(found(after, A).guestMatrix())
                .isEqualTo(MatrixReading.complete(Matrix.of(adapters(5), domains(0x04, 0x1b))));
    }

    @Test
    void kernelsThatShowNoStatusShowNoneAfterwards() {
        assertThat(statuses(plan(host(FREE), wants(A, ONE)).predicted())).doesNotContain("assigned");
    }

    @ParameterizedTest
    @CsvSource({"false, 4/4 (complete)", "true, 3/4"})
    void bindingsAreCounted(boolean unbound, String text) {
        HostSnapshot.Builder host = unbound ? host(FREE).add(unbound("05.001b")) : host(FREE);
        assertThat(plan(host.bindings(Bindings.parse("1/4")), wants(A, ONE))
                        .predicted()
                        .bindings())
                .map(Bindings::toString)
                .contains(text);
    }

    @Test
    void everyDeviceTakesAnInstance() {
        HostSnapshot.Builder host = host(FREE).availableInstances(5).add(device(B, ONE));
        assertThat(plan(host, wants(A, ApConfig.none())).predicted().availableInstances())
                .isEqualTo(OptionalInt.of(4));
        assertThat(plan(host, DesiredHost.builder().removeDevice(B).build())
                        .predicted()
                        .availableInstances())
                .isEqualTo(OptionalInt.of(6));
        DesiredHost exchanged =
                DesiredHost.builder().device(A, ONE).removeDevice(B).build();
        HostSnapshot after = plan(host, exchanged).predicted();
        assertThat(after.availableInstances()).isEqualTo(OptionalInt.of(5));
        assertThat(after.devices().keySet()).containsExactly(A);
        assertThat(plan(host(FREE), wants(A, ONE)).predicted().availableInstances())
                .isEmpty();
    }

    @Test
    void whatIsNotTouchedStays() {
        HostSnapshot before = host(FREE)
                .apBus(Answer.YES)
                .features(STATUS)
                .defaultDomain(4)
                .availableInstances(3)
                .bindings(Bindings.parse("4/4 (complete)"))
                .maxAdapter(AdapterId.of(0x3f))
                .add(Card.builder(AdapterId.of(5)).hardwareType(13).build())
                .add(held(A, ONE))
                .add(PlanHosts.opaque(B))
                .build();
        HostSnapshot settled = plan(before, DesiredHost.builder().build()).predicted();
        assertThat(plan(settled, DesiredHost.like(before)).predicted()).isEqualTo(settled);
        assertThat(settled.devices()).isEqualTo(before.devices());
        assertThat(settled.cards()).isEqualTo(before.cards());
        assertThat(settled.features()).isEqualTo(before.features());
        assertThat(settled.maxAdapter()).isEqualTo(Optional.of(AdapterId.of(0x3f)));
        assertThat(settled.bindings()).isEqualTo(before.bindings());
    }
}
