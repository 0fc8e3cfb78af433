package io.github.apmatrix.plan;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.samples.PlanHosts.A;
import static io.github.apmatrix.samples.PlanHosts.B;
import static io.github.apmatrix.samples.PlanHosts.C;
import static io.github.apmatrix.samples.PlanHosts.FREE;
import static io.github.apmatrix.samples.PlanHosts.config;
import static io.github.apmatrix.samples.PlanHosts.conflicts;
import static io.github.apmatrix.samples.PlanHosts.device;
import static io.github.apmatrix.samples.PlanHosts.host;
import static io.github.apmatrix.samples.PlanHosts.opaque;
import static io.github.apmatrix.samples.PlanHosts.queues;
import static io.github.apmatrix.samples.PlanHosts.wants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import io.github.apmatrix.samples.PlanHosts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What speaks against devices. */
class ConflictTest {
    private static final ApConfig ONE = config(0x0a, 0x04);
    private static final DesiredHost NOTHING = DesiredHost.builder().build();

    @Test
    void allThatWasNotReadIsNamed() {
        HostSnapshot.Builder host = HostSnapshot.builder()
                .add(QueueDevice.builder(ApQueue.parse("0a.0004")).build())
                .add(opaque(A))
                .add(opaque(B));
        assertThat(conflicts(host, wants(A, ONE)))
                .containsExactly(new Conflict.NotKnown(ImmutableList.of(
                        "apmask and aqmask",
                        "the configuration of the LPAR",
                        "the driver of 0a.0004",
                        "what device " + A + " has")));
    }

    @Test
    void withoutReportedConfigurationTheLparIsKnownToHaveNone() {
        HostSnapshot.Builder host = HostSnapshot.builder()
                .features(KernelFeatures.notKnown().with(KernelFeature.LPAR_CONFIGURATION, Answer.NO))
                .masks(FREE);
        assertThat(Planner.plan(host.build(), NOTHING)).isInstanceOf(Plan.class);
    }

    @ParameterizedTest
    @CsvSource({"true, false, false", "false, true, false", "false, false, true"})
    void aWantedDeviceMustBeKnownWhole(boolean assigned, boolean control, boolean guest) {
        MediatedDevice.Builder device = MediatedDevice.builder(A);
        if (!assigned) {
            device.assignedMatrix(MatrixReading.complete(ONE.matrix()));
        }
        if (!control) {
            device.controlDomains(DomainSet.none());
        }
        if (!guest) {
            device.guestMatrix(MatrixReading.complete(ONE.matrix()));
        }
        assertThat(conflicts(host(FREE).add(device.build()), wants(A, ONE)))
                .containsExactly(new Conflict.NotKnown(ImmutableList.of("what device " + A + " has")));
    }

    @Test
    void devicesNeedVfioAp() {
        assertThat(conflicts(host(FREE).vfioAp(Answer.NO), wants(A, ONE)))
                .containsExactly(new Conflict.VfioApNotLoaded());
        assertThat(Planner.plan(host(FREE).vfioAp(Answer.NO).build(), NOTHING)).isInstanceOf(Plan.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEING_REMOVED", "WITHOUT_DRIVER"})
    void aDeviceThatIsNotReadyCannotChange(MediatedDeviceState state) {
        HostSnapshot.Builder host =
                host(FREE).add(MediatedDevice.builder(A).state(state).build());
        assertThat(conflicts(host, wants(A, ONE))).containsExactly(new Conflict.DeviceNotReady(A));
    }

    @Test
    void aDeviceThatIsBeingRemovedCannotBeRemovedAgain() {
        HostSnapshot.Builder host = host(FREE)
                .add(MediatedDevice.builder(A)
                        .state(MediatedDeviceState.BEING_REMOVED)
                        .build());
        assertThat(conflicts(host, DesiredHost.builder().removeDevice(A).build()))
                .containsExactly(new Conflict.DeviceNotReady(A));
    }

    @ParameterizedTest
    @EnumSource(names = {"YES", "NOT_KNOWN"})
    void aDeviceThatAGuestHasOrMayHaveCannotBeRemoved(Answer held) {
        HostSnapshot.Builder host = host(FREE).add(device(A, ONE, ONE.matrix(), held));
        assertThat(conflicts(host, DesiredHost.builder().removeOtherDevices().build()))
                .containsExactly(new Conflict.HeldByGuest(A));
    }

    @Test
    void noMoreDevicesThanTheMachineAllows() {
        DesiredHost desired = DesiredHost.builder()
                .device(A, ApConfig.none())
                .device(B, ApConfig.none())
                .build();
        assertThat(conflicts(host(FREE).availableInstances(1), desired))
                .containsExactly(new Conflict.TooManyDevices(2, 1));
        DesiredHost replacing =
                DesiredHost.builder().device(A, ApConfig.none()).removeDevice(C).build();
        HostSnapshot.Builder full = host(FREE).availableInstances(0).add(device(C, ApConfig.none()));
        assertThat(Planner.plan(full.build(), replacing)).isInstanceOf(Plan.class);
    }

    @Test
    void numbersAboveTheMaximumAreNamed() {
        ApConfig config =
                ApConfig.of(adapters(0x0a, 0x0b, 0x20), domains(0x1b, 0x1c)).withControlDomains(domains(0x1b, 0x1d));
        HostSnapshot.Builder host = host(FREE).maxAdapter(AdapterId.of(0x0a)).maxDomain(DomainId.of(0x1b));
        assertThat(conflicts(host, wants(A, config)))
                .containsExactly(new Conflict.AboveMaximum(A, adapters(0x0b, 0x20), domains(0x1c, 0x1d)));
    }

    @Test
    void onlyWhatIsAboveTheMaximumIsNamed() {
        HostSnapshot.Builder host = host(FREE).maxAdapter(AdapterId.of(0x0a)).maxDomain(DomainId.of(0x03));
        assertThat(conflicts(host, wants(A, ONE)))
                .containsExactly(new Conflict.AboveMaximum(A, AdapterSet.none(), domains(0x04)));
    }

    @Test
    void twoWantedDevicesCannotShareQueues() {
        DesiredHost desired = DesiredHost.builder()
                .device(A, ApConfig.of(adapters(5, 0x0a), domains(0x04)))
                .device(B, ApConfig.of(adapters(0x0a), domains(0x04, 0x1b)))
                .build();
        assertThat(conflicts(host(FREE), desired)).containsExactly(new Conflict.SharedQueues(B, A, queues("0a.0004")));
    }

    @ParameterizedTest
    @CsvSource({"A, B", "B, A"})
    void anUnchangedWantedDeviceKeepsItsQueues(String unchanged, String changed) {
        MediatedDeviceId first = unchanged.equals("A") ? A : B;
        MediatedDeviceId second = changed.equals("A") ? A : B;
        DesiredHost desired =
                DesiredHost.builder().device(first, ONE).device(second, ONE).build();
        assertThat(conflicts(host(FREE).add(device(first, ONE)), desired))
                .containsExactly(new Conflict.SharedQueues(second, first, queues("0a.0004")));
    }

    @Test
    void aDeviceThatIsNotMentionedKeepsItsQueues() {
        HostSnapshot.Builder host = host(FREE).add(device(B, ONE));
        assertThat(conflicts(host, wants(A, ApConfig.of(PlanHosts.ALL))))
                .containsExactly(new Conflict.SharedQueues(A, B, queues("0a.0004")));
    }

    @Test
    void aDeviceThatCannotBeReadMayHaveTheQueues() {
        HostSnapshot.Builder host = host(FREE).add(opaque(B));
        assertThat(conflicts(host, wants(A, ONE)))
                .containsExactly(new Conflict.NotKnown(ImmutableList.of("whether device " + B + " has 0a.0004")));
    }

    @Test
    void anUnassignedQueueIsInNoDevice() {
        HostSnapshot.Builder host = host(FREE)
                .add(opaque(B))
                .add(QueueDevice.builder(ApQueue.parse("0a.0004"))
                        .driver(DriverBinding.to("vfio_ap"))
                        .status(VfioStatus.UNASSIGNED)
                        .build());
        assertThat(Planner.plan(host.build(), wants(A, ONE))).isInstanceOf(Plan.class);
    }

    @Test
    void conflictsOfSeveralKindsComeTogether() {
        HostSnapshot.Builder host = host(FREE)
                .vfioAp(Answer.NO)
                .maxAdapter(AdapterId.of(0x09))
                .availableInstances(0)
                .add(device(B, ONE, ONE.matrix(), Answer.YES))
                .add(device(C, config(5, 0x04)));
        DesiredHost desired = DesiredHost.builder()
                .device(A, ApConfig.of(adapters(5, 0x0a), domains(0x04)))
                .removeDevice(B)
                .keepForHost(queues("05.0004"))
                .build();
        assertThat(conflicts(host, desired))
                .containsExactly(
                        new Conflict.AboveMaximum(A, adapters(0x0a), DomainSet.none()),
                        new Conflict.HeldByGuest(B),
                        new Conflict.VfioApNotLoaded(),
                        new Conflict.SharedQueues(A, C, queues("05.0004")),
                        new Conflict.KeptForHost(A, queues("05.0004")));
    }

    @Test
    void conflictsPrintALineEach() {
        Conflicts conflicts =
                new Conflicts(ImmutableList.of(new Conflict.VfioApNotLoaded(), new Conflict.HeldByGuest(A)));
        assertThat(conflicts)
                .hasToString("conflict: the module vfio_ap is not loaded\nconflict: device " + A
                        + " cannot be removed while a guest has it\n");
        assertThatThrownBy(() -> new Conflicts(ImmutableList.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
