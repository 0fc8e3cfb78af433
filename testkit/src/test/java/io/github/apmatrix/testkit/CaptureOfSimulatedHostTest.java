package io.github.apmatrix.testkit;

import static io.github.apmatrix.testkit.Console.A;
import static io.github.apmatrix.testkit.Console.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.Capture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaptureOfSimulatedHostTest {
    private static Console busyHost(KernelProfile profile) {
        Console console = Console.recorded(profile).given("bus/ap/apmask", "-0x0a");
        console.givenDevice(A).givenSet(A, "assign_adapter", "10").givenSet(A, "assign_domain", "1", "2");
        console.givenSet(A, "assign_control_domain", "4");
        console.givenDevice(B).givenSet(B, "assign_adapter", "0x0a").givenSet(B, "assign_domain", "0x1b");
        console.given("bus/ap/drivers/vfio_ap/unbind", "0a.0002");
        assertThat(console.attach(B)).isEqualTo("OK");
        return console;
    }

    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void aCaptureGivesTheSnapshotOfTheLiveHost(KernelProfile profile) {
        Console console = busyHost(profile);
        HostSnapshot live = ApHost.at(console.kernel().sysfs()).snapshot();
        assertThat(live.devices()).containsOnlyKeys(A, B);
        Capture capture = Capture.record(console.kernel().sysfs());
        assertThat(ApHost.at(capture.sysfs()).snapshot()).isEqualTo(live);
        assertThat(ApHost.at(Capture.parse(capture.toText()).sysfs()).snapshot())
                .isEqualTo(live);
    }

    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void aDeviceThatIsBeingRemovedIsCapturedToo(KernelProfile profile) {
        Console console = busyHost(profile);
        assertThat(console.set(B, "remove", "1")).isEqualTo("BLOCKED");
        HostSnapshot live = ApHost.at(console.kernel().sysfs()).snapshot();
        HostSnapshot captured =
                ApHost.at(Capture.record(console.kernel().sysfs()).sysfs()).snapshot();
        assertThat(captured).isEqualTo(live);
        assertThat(captured.devices().values())
                .extracting(MediatedDevice::state)
                .containsExactly(MediatedDeviceState.READY, MediatedDeviceState.BEING_REMOVED);
    }

    @Test
    void aCaptureDoesNotChangeTheHostAndDoesNotFollowIt() {
        Console console = busyHost(KernelProfile.LINUX_6_12);
        Capture before = Capture.record(console.kernel().sysfs());
        assertThat(Capture.record(console.kernel().sysfs())).isEqualTo(before);
        console.givenSet(A, "unassign_domain", "2");
        assertThat(Capture.record(console.kernel().sysfs())).isNotEqualTo(before);
        assertThat(ApHost.at(before.sysfs()).vfioAp().matrix(A).queues().size()).isEqualTo(2);
    }
}
