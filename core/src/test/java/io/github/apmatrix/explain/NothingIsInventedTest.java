package io.github.apmatrix.explain;

import static io.github.apmatrix.explain.Hosts.DEVICE;
import static io.github.apmatrix.explain.Hosts.ONE;
import static io.github.apmatrix.explain.Hosts.OTHER;
import static io.github.apmatrix.explain.Hosts.QUEUE;
import static io.github.apmatrix.explain.Hosts.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.VfioStatus;
import org.junit.jupiter.api.Test;

class NothingIsInventedTest {
    @Test
    void anUnreadableDeviceMayHaveTheQueue() {
        HostSnapshot host =
                Hosts.passing(ONE).add(MediatedDevice.builder(DEVICE).build()).build();
        assertThat(Explain.queue(host, QUEUE).reasons()).hasOnlyElementsOfType(GuestReason.NotVisible.class);
    }

    @Test
    void anUnboundQueueMayBeAssignedToAnUnreadableDevice() {
        HostSnapshot host = Hosts.passing(ONE)
                .add(Hosts.queue("0a.0004", DriverBinding.unbound()))
                .add(MediatedDevice.builder(DEVICE).build())
                .build();
        Explanation explanation = Explain.queue(host, QUEUE);
        assertThat(explanation.levels()).containsEntry(Level.MEDIATED_DEVICE, Answer.NOT_KNOWN);
        assertThat(explanation.reasons()).containsExactly(new HostReason.NoDriver(Hosts.queues("0a.0004")));
    }

    @Test
    void anUnreadBusHasNoCulprits() {
        HostSnapshot host = HostSnapshot.builder()
                .lpar(ApConfig.of(TWO))
                .add(Hosts.device(DEVICE, TWO, Matrix.none()))
                .build();
        assertThat(Explain.queue(host, QUEUE, DEVICE).reasons()).hasOnlyElementsOfType(GuestReason.NotVisible.class);
        assertThat(Explain.evaluation(host, DEVICE)).isEmpty();
    }

    @Test
    void anUnreadLparDoesNotHaveTheQueueForSure() {
        HostSnapshot host = HostSnapshot.builder()
                .apBus(Answer.YES)
                .vfioAp(Answer.YES)
                .masks(Hosts.passing(ONE).build().masks().orElseThrow())
                .add(Hosts.device(DEVICE, ONE, Matrix.none()))
                .build();
        assertThat(Explain.queue(host, QUEUE).reasons()).hasOnlyElementsOfType(GuestReason.NotVisible.class);
    }

    @Test
    void unknownMasksLeaveRefusalsByRemovedDevicesOpen() {
        HostSnapshot host = HostSnapshot.builder()
                .add(Hosts.queue("0a.0004", VfioStatus.ASSIGNED))
                .add(MediatedDevice.builder(OTHER)
                        .state(MediatedDeviceState.BEING_REMOVED)
                        .build())
                .build();
        assertThat(Refusals.ofAssignment(host, DEVICE, ONE)).isEmpty();
    }
}
