package io.github.apmatrix.testkit;

import static io.github.apmatrix.testkit.Console.A;
import static io.github.apmatrix.testkit.Console.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.VfioStatus;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.DeviceHeldException;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.VfioAp;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedGuestsTest {
    private static final MediatedDeviceId NOBODY = MediatedDeviceId.parse("00000000-0000-0000-0000-000000000001");

    /** The host of the recorded removal: A has 0a.0001 and 0a.0004, B is empty. */
    private static Console host(KernelProfile profile) {
        return Console.recorded(profile)
                .given("bus/ap/apmask", "-0x0a")
                .givenDevice(A)
                .givenDevice(B)
                .givenSet(A, "assign_adapter", "0x0a")
                .givenSet(A, "assign_domain", "4", "1");
    }

    @Nested
    class Attach {
        private final Console console = host(KernelProfile.LINUX_6_12);

        @Test
        void aDeviceHasOneGuestAtATime() {
            assertThat(console.attach(A)).isEqualTo("OK");
            assertThat(console.attach(A)).isEqualTo("EBUSY");
            assertThat(console.attach(B)).isEqualTo("OK");
            assertThat(console.detach(A)).isEqualTo("OK");
            assertThat(console.attach(A)).isEqualTo("OK");
        }

        @Test
        void whatIsNotThereCannotBeAttachedOrDetached() {
            assertThat(console.attach(NOBODY)).isEqualTo("ENOENT");
            assertThat(console.detach(NOBODY)).isEqualTo("ENOENT");
            assertThat(console.detach(A)).isEqualTo("ENOENT");
        }

        @Test
        void theStatusOfItsQueuesFollows() {
            console.givenDevice(NOBODY)
                    .givenSet(NOBODY, "assign_adapter", "0x0a")
                    .givenSet(NOBODY, "assign_domain", "2");
            console.attach(A);
            assertThat(console.status("0a.0001")).isEqualTo("in use\n");
            assertThat(console.status("0a.0004")).isEqualTo("in use\n");
            assertThat(console.status("0a.0002")).isEqualTo("assigned\n");
            assertThat(console.status("0a.001b")).isEqualTo("unassigned\n");
            console.detach(A);
            assertThat(console.status("0a.0001")).isEqualTo("assigned\n");
        }

        @Test
        void queuesCanBeAddedAndTakenWhileTheGuestRuns() {
            console.attach(A);
            console.givenSet(A, "assign_domain", "2").givenSet(A, "unassign_domain", "4");
            assertThat(console.guestMatrix(A)).isEqualTo("0a.0001\n0a.0002\n");
            assertThat(console.status("0a.0002")).isEqualTo("in use\n");
            assertThat(console.status("0a.0004")).isEqualTo("unassigned\n");
        }

        @Test
        void attachingDoesNotEvaluateTheGuestMatrixAnew() {
            console.given("bus/ap/drivers/vfio_ap/unbind", "0a.0004");
            console.givenSet(A, "unassign_domain", "4");
            assertThat(console.guestMatrix(A)).isEqualTo(".0001\n");
            console.attach(A);
            assertThat(console.guestMatrix(A)).isEqualTo(".0001\n");
            assertThat(console.status("0a.0001")).isEqualTo("assigned\n");
        }
    }

    @Nested
    class RemovalWhileAttached {
        @ParameterizedTest
        @CsvSource({"LINUX_6_1, iommu_group vfio-dev", "LINUX_6_12, iommu_group", "LINUX_7_3, iommu_group"})
        void onlyAHalfRemovedDirectoryIsLeft(KernelProfile profile, String left) {
            Console console = host(profile);
            console.attach(A);
            assertThat(console.set(A, "remove", "0")).isEqualTo("OK");
            assertThat(console.set(A, "remove", "x")).isEqualTo("EINVAL");
            assertThat(console.matrix(A)).isEqualTo("0a.0001\n0a.0004\n");
            assertThat(console.set(A, "remove", "1")).isEqualTo("BLOCKED");
            assertThat(console.list(Console.path(A))).isEqualTo(left);
            assertThat(console.list("bus/mdev/devices")).isEqualTo(B.toString());
            assertThat(console.list(Console.TYPE + "/devices")).isEqualTo(B.toString());
            assertThat(console.list("bus/mdev/drivers/vfio_ap_mdev")).doesNotContain(A.toString());
            assertThat(console.list("devices/vfio_ap/matrix")).startsWith(A + " " + B + " driver");
            for (String attribute : new String[] {"matrix", "guest_matrix", "control_domains"}) {
                assertThat(console.get(A, attribute)).as(attribute).isEqualTo("ENOENT");
            }
            assertThat(console.set(A, "unassign_domain", "4")).isEqualTo("ENOENT");
            assertThat(console.set(A, "remove", "1")).isEqualTo("ENOENT");
        }

        @ParameterizedTest
        @EnumSource(KernelProfile.class)
        void itsQueuesAndItsUuidStayTaken(KernelProfile profile) {
            Console console = host(profile);
            console.attach(A);
            assertThat(console.set(A, "remove", "1")).isEqualTo("BLOCKED");
            assertThat(console.status("0a.0001")).isEqualTo("in use\n");
            assertThat(console.create(A)).isEqualTo("EEXIST");
            assertThat(console.availableInstances()).isEqualTo("65534\n");
            assertThat(console.apmask("+0x0a")).isEqualTo("EBUSY");
            assertThat(console.set(B, "assign_adapter", "0x0a")).isEqualTo("OK");
            assertThat(console.set(B, "assign_domain", "4")).isEqualTo("EADDRINUSE");
            assertThat(console.attach(A)).isEqualTo("EBUSY");
        }

        @ParameterizedTest
        @EnumSource(KernelProfile.class)
        void theEndOfTheGuestCompletesIt(KernelProfile profile) {
            Console console = host(profile);
            console.attach(A);
            assertThat(console.set(A, "remove", "1")).isEqualTo("BLOCKED");
            assertThat(console.detach(A)).isEqualTo("OK");
            assertThat(console.list(Console.path(A))).isEqualTo("ENOENT");
            assertThat(console.availableInstances()).isEqualTo("65535\n");
            assertThat(console.status("0a.0001")).isEqualTo("unassigned\n");
            assertThat(console.detach(A)).isEqualTo("ENOENT");
            assertThat(console.create(A)).isEqualTo("OK");
            assertThat(console.matrix(A)).isEmpty();
            assertThat(console.apmask("+0x0a")).isEqualTo("OK");
        }

        @Test
        void changesOfTheLparStillReachTheGuest() {
            Console console = host(KernelProfile.LINUX_6_12);
            console.attach(A);
            assertThat(console.set(A, "remove", "1")).isEqualTo("BLOCKED");
            console.kernel().machine().unplug(AdapterId.of(0x0a));
            assertThat(console.list("bus/ap/drivers/vfio_ap")).doesNotContain("0a.");
            console.kernel().machine().plug(AdapterId.of(0x0a), CardType.CEX7P);
            assertThat(console.status("0a.0001")).isEqualTo("in use\n");
            assertThat(console.status("0a.0002")).isEqualTo("unassigned\n");
        }
    }

    @Nested
    class ThroughTheLibrary {
        private final Console console = host(KernelProfile.LINUX_6_12);
        private final ApHost host = ApHost.at(console.kernel().sysfs());

        @Test
        void aHeldDeviceIsNotRemoved() {
            console.attach(A);
            DeviceHeldException held = catchThrowableOfType(
                    DeviceHeldException.class, () -> host.vfioAp().remove(A));
            assertThat(held.held()).isEqualTo(Answer.YES);
            assertThat(console.matrix(A)).isEqualTo("0a.0001\n0a.0004\n");
            assertThat(host.vfioAp().openDevices()).hasValue(1);
        }

        @Test
        void theSnapshotShowsADeviceThatIsBeingRemoved() {
            console.attach(A);
            WouldBlockException blocked = catchThrowableOfType(
                    WouldBlockException.class, () -> host.vfioAp().removeWaiting(A));
            assertThat(blocked.device()).isEqualTo(A);
            assertThat(blocked).hasMessageContaining(A.toString());
            MediatedDevice device = host.vfioAp().device(A).orElseThrow();
            assertThat(device.state()).isEqualTo(MediatedDeviceState.BEING_REMOVED);
            assertThat(device.heldByGuest()).isEqualTo(Answer.YES);
            assertThat(host.snapshot().devices()).containsEntry(A, device);
            assertThat(host.vfioAp().device(B)).map(MediatedDevice::state).contains(MediatedDeviceState.READY);
            assertThat(catchThrowableOfType(
                                    DeviceHeldException.class,
                                    () -> host.vfioAp().remove(A))
                            .held())
                    .isEqualTo(Answer.YES);
        }

        @Test
        void afterTheGuestItIsRemoved() {
            console.attach(A);
            console.detach(A);
            host.vfioAp().remove(A);
            assertThat(host.vfioAp().devices()).containsExactly(B);
            host.vfioAp().assign(B, AdapterId.of(0x0a));
            host.vfioAp().assign(B, DomainId.of(4));
            assertThat(console.guestMatrix(B)).isEqualTo("0a.0004\n");
        }
    }

    @Nested
    class Holders {
        private final SimulatedKernel kernel = host(KernelProfile.LINUX_6_12).kernel();
        private final ApHost host = ApHost.at(kernel.sysfs());

        private Errno refusal(Runnable call) {
            return catchThrowableOfType(KernelRefusal.class, call::run).errno();
        }

        @Test
        void aVmGetsOneDeviceOnly() {
            kernel.guests().attach(A, "vm");
            assertThat(refusal(() -> kernel.guests().attach(B, "vm"))).isEqualTo(Errno.EPERM);
            kernel.guests().attach(B, "other");
            kernel.guests().detach(A);
            kernel.guests().detach(B);
            kernel.guests().attach(B, "vm");
        }

        @Test
        void aHolderThatIsNoGuestShowsOnlyInTheCount() {
            kernel.guests().hold(A);
            assertThat(host.vfioAp().openDevices()).hasValue(1);
            assertThat(host.apBus().queue(ApQueue.parse("0a.0004")).status()).contains(VfioStatus.ASSIGNED);
            assertThat(host.vfioAp().device(A).orElseThrow().heldByGuest()).isEqualTo(Answer.NOT_KNOWN);
            assertThat(refusal(() -> kernel.guests().attach(A))).isEqualTo(Errno.EBUSY);
            assertThatExceptionOfType(DeviceHeldException.class)
                    .isThrownBy(() -> host.vfioAp().remove(A));
            kernel.guests().detach(A);
            host.vfioAp().remove(A);
        }

        @Test
        void aResetOfTheGuestFailsWhileAnAdapterIsDeconfigured() {
            kernel.guests().attach(A);
            kernel.guests().reset(A);
            kernel.machine().setConfigured(AdapterId.of(0x0a), false);
            assertThat(refusal(() -> kernel.guests().reset(A))).isEqualTo(Errno.EIO);
            assertThat(refusal(() -> kernel.guests().reset(B))).isEqualTo(Errno.ENOENT);
        }
    }

    @Nested
    class Waiting {
        private SimulatedKernel kernelWaiting(Duration limit) {
            SimulatedKernel kernel =
                    SimulatedKernel.builder().removalWait(limit).build();
            VfioAp.at(kernel.sysfs()).create(A);
            kernel.guests().attach(A);
            return kernel;
        }

        @Test
        void aWriterReallyWaitsForTheGuestToEnd() throws Exception {
            SimulatedKernel kernel = kernelWaiting(Duration.ofMinutes(1));
            VfioAp vfioAp = VfioAp.at(kernel.sysfs());
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try {
                Future<?> removal = thread.submit(() -> vfioAp.removeWaiting(A));
                while (vfioAp.device(A).orElseThrow().state() != MediatedDeviceState.BEING_REMOVED) {
                    Thread.onSpinWait();
                }
                assertThat(removal.isDone()).isFalse();
                kernel.guests().detach(A);
                removal.get();
            } finally {
                thread.shutdownNow();
            }
            assertThat(vfioAp.devices()).isEmpty();
        }

        @Test
        void whenTheTimeIsOverTheWriteWouldStillBlock() {
            VfioAp vfioAp = VfioAp.at(kernelWaiting(Duration.ofMillis(1)).sysfs());
            assertThatExceptionOfType(WouldBlockException.class).isThrownBy(() -> vfioAp.removeWaiting(A));
            assertThat(vfioAp.device(A).orElseThrow().state()).isEqualTo(MediatedDeviceState.BEING_REMOVED);
        }
    }
}
