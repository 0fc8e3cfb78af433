package io.github.apmatrix.sysfs;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.sysfs.Devices.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Bindings;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;

/** Hosts without vfio_ap, without adapters, and with a device whose matrix does not fit in a page. */
class SnapshotHostsTest {
    private static HostSnapshot snapshot(String kernel, String host) {
        return ApHost.at(Captures.sysfs(kernel, host)).snapshot();
    }

    @Nested
    class Bare {
        @EachKernel
        void vfioApIsNotLoaded(String kernel) {
            HostSnapshot now = snapshot(kernel, "bare");

            assertThat(now.apBus()).isEqualTo(Answer.YES);
            assertThat(now.vfioAp()).isEqualTo(Answer.NO);
            assertThat(now.devices()).isEmpty();
            assertThat(now.availableInstances()).isEmpty();
        }

        @EachKernel
        void hostKeepsAllQueues(String kernel) {
            HostSnapshot now = snapshot(kernel, "bare");

            assertThat(now.masks()).contains(HostMasks.allReserved());
            assertThat(now.cards()).hasSize(3);
            assertThat(now.queues().values())
                    .hasSize(12)
                    .allMatch(queue -> queue.driver().driver().orElse("").equals("cex4queue"));
            assertThat(now.boundToVfioAp().isEmpty()).isTrue();
            assertThat(now.freeForVfio().isEmpty()).isTrue();
        }

        @EachKernel
        void featuresThatNothingShowsAreNotKnown(String kernel) {
            HostSnapshot now = snapshot(kernel, "bare");

            assertThat(now.features().has(KernelFeature.GUEST_MATRIX)).isEqualTo(Answer.NOT_KNOWN);
            assertThat(now.features().has(KernelFeature.AP_CONFIG)).isEqualTo(Answer.NOT_KNOWN);
            assertThat(now.features().has(KernelFeature.QUEUE_STATUS)).isEqualTo(Answer.NOT_KNOWN);
            assertThat(now.features().has(KernelFeature.DRIVER_OVERRIDE)).isEqualTo(Answer.of(kernel.equals("7.3")));
        }
    }

    @Nested
    class Empty {
        @EachKernel
        void nothingIsThereButTheDrivers(String kernel) {
            HostSnapshot now = snapshot(kernel, "empty");

            assertThat(now.apBus()).isEqualTo(Answer.YES);
            assertThat(now.vfioAp()).isEqualTo(Answer.YES);
            assertThat(now.lpar()).contains(ApConfig.none());
            assertThat(now.bindings()).contains(Bindings.parse("0/0 (complete)"));
            assertThat(now.defaultDomain()).hasValue(-1);
            assertThat(now.availableInstances()).hasValue(65_536);
            assertThat(now.cards()).isEmpty();
            assertThat(now.queues()).isEmpty();
            assertThat(now.devices()).isEmpty();
        }

        /** Since Linux 6.12 the driver names its features, so no device is needed to know them. */
        @EachKernel
        void featuresAreKnownWhereTheDriverNamesThem(String kernel) {
            HostSnapshot now = snapshot(kernel, "empty");
            Answer named = kernel.equals("6.1") ? Answer.NOT_KNOWN : Answer.YES;

            assertThat(now.features().has(KernelFeature.GUEST_MATRIX)).isEqualTo(named);
            assertThat(now.features().has(KernelFeature.AP_CONFIG)).isEqualTo(named);
            assertThat(now.features().has(KernelFeature.QUEUE_STATUS)).isEqualTo(Answer.NOT_KNOWN);
            assertThat(now.features().has(KernelFeature.DRIVER_OVERRIDE)).isEqualTo(Answer.NOT_KNOWN);
            assertThat(now.features().has(KernelFeature.BINDINGS_COMPLETE_COUNT))
                    .isEqualTo(Answer.of(kernel.equals("7.3")));
            assertThat(now.features().has(KernelFeature.LPAR_CONFIGURATION)).isEqualTo(Answer.YES);
        }
    }

    @Nested
    class Truncated {
        private final Matrix all =
                Matrix.of(adapters(IntStream.range(0, 20).toArray()), DomainSet.of(ApMask.of(IntStream.range(0, 30))));

        private static MediatedDevice device(String kernel) {
            return Objects.requireNonNull(
                    snapshot(kernel, "truncated").devices().get(FIRST));
        }

        @EachKernel
        void cutMatrixIsRepairedWhereThereIsAWholeConfiguration(String kernel) {
            MatrixReading assigned = device(kernel).assignedMatrix();

            if (kernel.equals("6.1")) {
                assertThat(assigned).isInstanceOf(MatrixReading.Cut.class);
                assertThat(assigned.queues()).hasSize(540).allMatch(all::contains);
                assertThat(device(kernel).assigned()).isEmpty();
            } else {
                assertThat(assigned).isEqualTo(MatrixReading.complete(all));
                assertThat(all.size()).isEqualTo(600);
                assertThat(device(kernel).assigned()).contains(ApConfig.of(all).withControlDomains(all.domains()));
            }
        }

        @EachKernel
        void cutGuestMatrixStaysCut(String kernel) {
            MatrixReading guest = device(kernel).guestMatrix();

            assertThat(guest).isInstanceOf(MatrixReading.Cut.class);
            assertThat(guest.queues()).hasSize(540);
            assertThat(guest.contains(ApQueue.parse("00.0000"))).isEqualTo(Answer.YES);
            assertThat(guest.contains(ApQueue.parse("11.0001"))).isEqualTo(Answer.YES);
            assertThat(guest.contains(ApQueue.parse("11.0002"))).isEqualTo(Answer.YES);
            assertThat(guest.contains(ApQueue.parse("12.0000"))).isEqualTo(Answer.NOT_KNOWN);
            assertThat(guest.contains(ApQueue.parse("00.001e"))).isEqualTo(Answer.NO);
        }

        @EachKernel
        void nobodyHasTheDeviceOpen(String kernel) {
            assertThat(device(kernel).heldByGuest()).isEqualTo(Answer.NO);
        }
    }
}
