package io.github.apmatrix.explain;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.explain.Hosts.DEVICE;
import static io.github.apmatrix.explain.Hosts.ONE;
import static io.github.apmatrix.explain.Hosts.OTHER;
import static io.github.apmatrix.explain.Hosts.QUEUE;
import static io.github.apmatrix.explain.Hosts.TWO;
import static io.github.apmatrix.explain.Hosts.queues;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.SampleHost;
import io.github.apmatrix.host.VfioStatus;
import io.github.apmatrix.rules.AssignmentRule;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceReasonTest {
    private static final Matrix REST = Matrix.of(adapters(0x0a), domains(0x1b));
    private static final String FILES = "/sys/devices/vfio_ap/matrix/";
    private static final String CREATE = FILES + "mdev_supported_types/vfio_ap-passthrough/create";

    private static MediatedDevice device(MediatedDeviceId id, MediatedDeviceState state) {
        return MediatedDevice.builder(id).state(state).build();
    }

    @Test
    void aHostCanHaveNoDevice() {
        Reason reason = new DeviceReason.NoDeviceAtAll(queues("0a.0004"));
        assertThat(Explain.queue(Hosts.passing(TWO).build(), QUEUE).reasons()).containsExactly(reason);
        assertThat(reason.level()).isEqualTo(Level.MEDIATED_DEVICE);
        assertThat(reason.description()).isEqualTo("the host has no mediated device");
        assertThat(reason.remedy()).isEqualTo("create one and assign the queue: echo $(uuidgen) > " + CREATE);
    }

    @Test
    void aDeviceThatWasAskedAboutNeedNotExist() {
        Reason reason = new DeviceReason.NoSuchDevice(OTHER, queues("0a.0004"));
        assertThat(Explain.queue(Hosts.withDevice(TWO).build(), QUEUE, OTHER).reasons())
                .containsExactly(reason);
        assertThat(reason.level()).isEqualTo(Level.MEDIATED_DEVICE);
        assertThat(reason.description()).isEqualTo("the host has no mediated device " + OTHER);
        assertThat(reason.remedy()).isEqualTo("create it and assign the queue: echo " + OTHER + " > " + CREATE);
    }

    @Test
    void allDevicesCanHaveOtherQueues() {
        HostSnapshot host =
                Hosts.passing(TWO).add(SampleHost.device(DEVICE, REST)).build();
        Reason reason = new DeviceReason.AssignedNowhere(queues("0a.0004"));
        assertThat(Explain.queue(host, QUEUE).reasons()).containsExactly(reason);
        assertThat(reason.level()).isEqualTo(Level.MEDIATED_DEVICE);
        assertThat(reason.description()).isEqualTo("no mediated device has 0a.0004");
        assertThat(reason.remedy()).isEqualTo("assign adapter and domain to a device");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0a, 001b | | 04 | domain 0004 | echo 0x0004 > %s/assign_domain",
                "0b, 0004 | 0a | | adapter 0a | echo 0x0a > %s/assign_adapter",
                "0b, 001b | 0a | 04 | adapter 0a and domain 0004"
                        + " | echo 0x0a > %s/assign_adapter; echo 0x0004 > %s/assign_domain",
            })
    void aDeviceCanLackAdapterOrDomain(
            String assigned, String adapters, String domains, String missing, String commands) {
        Matrix matrix = Matrix.of(
                adapters(Integer.parseInt(assigned.substring(0, 2), 16)),
                domains(Integer.parseInt(assigned.substring(4), 16)));
        HostSnapshot host = Hosts.passing(TWO)
                .add(Hosts.device(DEVICE, matrix, Matrix.none()))
                .build();
        Reason reason = new DeviceReason.NotAssigned(
                DEVICE,
                adapters == null ? AdapterSet.none() : adapters(Integer.parseInt(adapters, 16)),
                domains == null ? DomainSet.none() : domains(Integer.parseInt(domains, 16)),
                queues("0a.0004"),
                Optional.empty());
        assertThat(Explain.queue(host, QUEUE, DEVICE).reasons()).containsExactly(reason);
        assertThat(reason.level()).isEqualTo(Level.MEDIATED_DEVICE);
        assertThat(reason.description()).isEqualTo("device " + DEVICE + " does not have " + missing);
        assertThat(reason.remedy()).isEqualTo(commands.replace("%s", FILES + DEVICE));
    }

    @Test
    void severalAdaptersAndDomainsAreAssignedOneByOne() {
        Reason reason = new DeviceReason.NotAssigned(
                DEVICE, adapters(0x0a, 0x0b), domains(0x04, 0x1b), queues("0a.0004", "0b.001b"), Optional.empty());
        assertThat(reason.description())
                .isEqualTo("device " + DEVICE + " does not have adapters 0a,0b and domains 0004,001b");
        assertThat(reason.remedy().split("; "))
                .containsExactly(
                        "echo 0x0a > " + FILES + DEVICE + "/assign_adapter",
                        "echo 0x0b > " + FILES + DEVICE + "/assign_adapter",
                        "echo 0x0004 > " + FILES + DEVICE + "/assign_domain",
                        "echo 0x001b > " + FILES + DEVICE + "/assign_domain");
    }

    @Test
    void anotherDeviceCanHaveTheQueueAndStandInTheWay() {
        HostSnapshot host = Hosts.passing(TWO)
                .add(SampleHost.device(DEVICE, REST))
                .add(SampleHost.device(OTHER, ONE))
                .build();
        Reason elsewhere = new DeviceReason.AssignedElsewhere(OTHER, queues("0a.0004"));
        Reason notAssigned = new DeviceReason.NotAssigned(
                DEVICE,
                AdapterSet.none(),
                domains(0x04),
                queues("0a.0004"),
                Optional.of(new AssignmentRule.InOtherDevices(ImmutableMap.of(OTHER, queues("0a.0004")))));
        assertThat(Explain.queue(host, QUEUE, DEVICE).reasons()).containsExactly(elsewhere, notAssigned);
        assertThat(elsewhere.level()).isEqualTo(Level.MEDIATED_DEVICE);
        assertThat(elsewhere.description()).isEqualTo("0a.0004 is assigned to device " + OTHER);
        assertThat(elsewhere.remedy())
                .isEqualTo(
                        "take adapter or domain from that device: echo 0x0a > " + FILES + OTHER + "/unassign_adapter");
        assertThat(notAssigned.remedy()).endsWith("; the kernel would refuse that now: 0a.0004 in device " + OTHER);
    }

    @Test
    void severalQueuesCanBeElsewhere() {
        Reason reason = new DeviceReason.AssignedElsewhere(OTHER, queues("0a.0004", "0b.0004"));
        assertThat(reason.description()).isEqualTo("0a.0004, 0b.0004 are assigned to device " + OTHER);
        assertThat(reason.remedy())
                .endsWith("echo 0x0a > " + FILES + OTHER + "/unassign_adapter; echo 0x0b > " + FILES + OTHER
                        + "/unassign_adapter");
    }

    @Test
    void aRemovedDeviceCanStillHaveTheQueue() {
        HostSnapshot host = Hosts.passing(TWO)
                .add(Hosts.queue("0a.0004", VfioStatus.IN_USE))
                .add(device(OTHER, MediatedDeviceState.BEING_REMOVED))
                .add(SampleHost.device(DEVICE, REST))
                .build();
        Reason removed = new DeviceReason.AssignedToRemovedDevice(ImmutableSortedSet.of(OTHER), queues("0a.0004"));
        assertThat(Explain.queue(host, QUEUE).reasons()).containsExactly(removed);
        assertThat(Explain.queue(host, QUEUE, DEVICE).reasons())
                .hasSize(2)
                .startsWith(removed)
                .last()
                .isInstanceOfSatisfying(
                        DeviceReason.NotAssigned.class,
                        reason -> assertThat(reason.obstacle())
                                .contains(
                                        new AssignmentRule.InOtherDevices(ImmutableMap.of(OTHER, queues("0a.0004")))));
        assertThat(removed.level()).isEqualTo(Level.MEDIATED_DEVICE);
        assertThat(removed.description())
                .isEqualTo("0a.0004 is still assigned to a device that was removed and waits for its guest to end: "
                        + OTHER);
        assertThat(removed.remedy()).isEqualTo("end the guest of that device");
    }

    @Test
    void anyOfSeveralRemovedDevicesCanHaveTheQueue() {
        HostSnapshot host = Hosts.passing(TWO)
                .add(Hosts.queue("0a.0004", VfioStatus.ASSIGNED))
                .add(device(DEVICE, MediatedDeviceState.BEING_REMOVED))
                .add(device(OTHER, MediatedDeviceState.BEING_REMOVED))
                .build();
        assertThat(Explain.queue(host, QUEUE).reasons())
                .singleElement()
                .extracting(Reason::description)
                .asString()
                .endsWith(": " + OTHER + " or " + DEVICE);
    }

    @Test
    void theDeviceItselfCanBeRemovedAlready() {
        HostSnapshot host = Hosts.passing(TWO)
                .add(Hosts.queue("0a.0004", VfioStatus.IN_USE))
                .add(device(DEVICE, MediatedDeviceState.BEING_REMOVED))
                .build();
        Reason reason = new DeviceReason.BeingRemoved(DEVICE, queues("0a.0004"));
        assertThat(Explain.queue(host, QUEUE, DEVICE).reasons()).containsExactly(reason);
        assertThat(reason.level()).isEqualTo(Level.MEDIATED_DEVICE);
        assertThat(reason.description())
                .isEqualTo("device " + DEVICE + " was removed, and only waits for its guest to end");
        assertThat(reason.remedy())
                .isEqualTo("end the guest, or detach the device from it, and create the device again");
    }

    @Test
    void theDeviceCanBeWithoutDriver() {
        HostSnapshot host = Hosts.passing(TWO)
                .add(device(DEVICE, MediatedDeviceState.WITHOUT_DRIVER))
                .build();
        Reason reason = new DeviceReason.WithoutDriver(DEVICE, queues("0a.0004"));
        assertThat(Explain.queue(host, QUEUE, DEVICE).reasons()).containsExactly(reason);
        assertThat(reason.level()).isEqualTo(Level.MEDIATED_DEVICE);
        assertThat(reason.description()).isEqualTo("device " + DEVICE + " was unbound from its driver");
        assertThat(reason.remedy())
                .isEqualTo("remove it and create it again: echo 1 > " + FILES + DEVICE + "/remove; echo " + DEVICE
                        + " > " + CREATE);
    }
}
