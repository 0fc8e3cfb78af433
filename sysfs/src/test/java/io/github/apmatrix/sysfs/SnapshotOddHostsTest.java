package io.github.apmatrix.sysfs;

import static io.github.apmatrix.sysfs.Devices.FIRST;
import static io.github.apmatrix.sysfs.Devices.queues;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is missing, refused or malformed is absent in a snapshot, and nothing is thrown for it. */
class SnapshotOddHostsTest {
    private static final SysfsPath DEVICE = Layout.device(FIRST);
    private static final AdapterId ADAPTER = AdapterId.of(0x0a);
    private static final ApQueue QUEUE = ApQueue.parse("0a.001b");

    private static EditedHost scenario(String kernel) {
        return EditedHost.of(kernel, "scenario");
    }

    private static MediatedDevice device(EditedHost host) {
        return Objects.requireNonNull(host.snapshot().devices().get(FIRST));
    }

    private static QueueDevice queue(HostSnapshot snapshot) {
        return Objects.requireNonNull(snapshot.queues().get(QUEUE));
    }

    @Nested
    class Machine {
        @EachKernel
        void withoutReportedLparTheQueueDevicesTell(String kernel) {
            EditedHost host = scenario(kernel);
            for (String mask : new String[] {"ap_adapter_mask", "ap_usage_domain_mask", "ap_control_domain_mask"}) {
                host.content(Layout.BUS.resolve(mask), "not supported\n");
            }
            HostSnapshot now = host.snapshot();

            assertThat(now.lpar()).isEmpty();
            assertThat(now.features().has(KernelFeature.LPAR_CONFIGURATION)).isEqualTo(Answer.NO);
            assertThat(now.availableToLpar().size()).isEqualTo(12);
        }

        @Test
        void lparThatCannotBeReadIsNotKnown() {
            HostSnapshot now = scenario("6.12")
                    .unreadable(Layout.BUS.resolve("ap_adapter_mask"), Errno.EIO)
                    .snapshot();

            assertThat(now.lpar()).isEmpty();
            assertThat(now.features().has(KernelFeature.LPAR_CONFIGURATION)).isEqualTo(Answer.NOT_KNOWN);
        }

        @Test
        void machineWithoutApBusHasNothing() {
            HostSnapshot now =
                    ApHost.at(Capture.parse("dir /sys/bus/pci").sysfs()).snapshot();

            assertThat(now)
                    .isEqualTo(HostSnapshot.builder()
                            .apBus(Answer.NO)
                            .vfioAp(Answer.NO)
                            .build());
        }
    }

    @Nested
    class Device {
        @EachKernel
        void deviceThatIsBeingRemovedOnlyHasItsGroup(String kernel) {
            EditedHost host = scenario(kernel).onlyKeep(DEVICE, "iommu_group");
            if (kernel.equals("6.1")) {
                host.with("dir /sys/" + DEVICE + "/vfio-dev");
            }

            MediatedDevice device = device(host);

            assertThat(device.state()).isEqualTo(MediatedDeviceState.BEING_REMOVED);
            assertThat(device.heldByGuest()).isEqualTo(Answer.YES);
            assertThat(device.iommuGroup()).hasValue(0);
            assertThat(device.assignedMatrix()).hasToString("not known: the device is being removed");
            assertThat(device.guestMatrix()).isInstanceOf(MatrixReading.Unreadable.class);
            assertThat(device.controlDomains()).isEmpty();
        }

        @EachKernel
        void unboundDeviceCanOnlyBeRemoved(String kernel) {
            MediatedDevice device = device(scenario(kernel).onlyKeep(DEVICE, "remove"));

            assertThat(device.state()).isEqualTo(MediatedDeviceState.WITHOUT_DRIVER);
            assertThat(device.heldByGuest()).isEqualTo(Answer.NO);
            assertThat(device.iommuGroup()).isEmpty();
            assertThat(device.assignedMatrix()).hasToString("not known: the device has no driver");
            assertThat(device.assigned()).isEmpty();
        }

        @Test
        void featuresAreTakenFromTheDriverWhenNoDeviceIsReady() {
            HostSnapshot now = scenario("6.12").onlyKeep(DEVICE, "iommu_group").snapshot();

            assertThat(now.features().has(KernelFeature.AP_CONFIG)).isEqualTo(Answer.YES);
        }

        @Test
        void kernelBeforeHotPlugShowsNoGuestMatrix() {
            HostSnapshot now =
                    scenario("6.1").without(DEVICE.resolve("guest_matrix")).snapshot();

            assertThat(now.features().has(KernelFeature.GUEST_MATRIX)).isEqualTo(Answer.NO);
            assertThat(Objects.requireNonNull(now.devices().get(FIRST)).guestMatrix())
                    .isInstanceOf(MatrixReading.Unreadable.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0a-001b\n", "00.001b\n0a.001c\n", "zz.0000\n", "\n"})
        void malformedMatrixIsNotKnown(String content) {
            MediatedDevice device = device(scenario("6.1").content(DEVICE.resolve("matrix"), content));

            assertThat(device.assignedMatrix()).isInstanceOf(MatrixReading.Unreadable.class);
            assertThat(device.guestMatrix().queues()).isEqualTo(queues("00.001b", "0a.001b"));
        }

        @Test
        void malformedControlDomainsAreNotKnown() {
            MediatedDevice device = device(scenario("6.1").content(DEVICE.resolve("control_domains"), "1b\n"));

            assertThat(device.controlDomains()).isEmpty();
            assertThat(device.assigned()).isEmpty();
        }

        @Test
        void aMalformedConfigurationIsReadFromItsParts() {
            EditedHost host = scenario("6.12").content(DEVICE.resolve("ap_config"), "0x00\n");

            assertThat(device(host)).isEqualTo(device(scenario("6.12")));
        }

        @Test
        void cutMatrixStaysCutWhenTheConfigurationIsMalformed() {
            EditedHost host = EditedHost.of("6.12", "truncated").content(DEVICE.resolve("ap_config"), "0x00\n");

            assertThat(device(host).assignedMatrix().matrix()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"../../../../kernel/iommu_groups/zero", "../../../../kernel/iommu_groups/99999999999"})
        void malformedGroupIsNotKnown(String target) {
            MediatedDevice device = device(scenario("6.12").target(DEVICE.resolve("iommu_group"), target));

            assertThat(device.iommuGroup()).isEmpty();
            assertThat(device.state()).isEqualTo(MediatedDeviceState.READY);
        }

        @Test
        void deviceThatVanishedMeanwhileIsLeftOut() {
            StubSysfs host = StubSysfs.vanishing(Captures.sysfs("6.12", "scenario"), DEVICE);

            assertThat(ApHost.at(host).snapshot().devices()).isEmpty();
        }

        @Test
        void directoryThatIsNoDeviceIsLeftOut() {
            HostSnapshot now = scenario("6.12")
                    .with("dir /sys/" + Layout.MATRIX + "/power")
                    .snapshot();

            assertThat(now.devices().keySet()).containsExactly(FIRST);
        }
    }

    @Nested
    class BusDevices {
        @Test
        void overrideOfAQueueCountsBesideTheMasks() {
            HostSnapshot now = scenario("7.3")
                    .content(Layout.queue(ApQueue.parse("0b.0001")).resolve("driver_override"), "vfio_ap\n")
                    .target(
                            Layout.queue(ApQueue.parse("0b.0001")).resolve("driver"),
                            "../../../../bus/ap/drivers/vfio_ap")
                    .content(Layout.queue(QUEUE).resolve("driver_override"), "nonsense\n")
                    .snapshot();

            assertThat(now.features().has(KernelFeature.DRIVER_OVERRIDE)).isEqualTo(Answer.YES);
            assertThat(queue(now).driverOverride()).contains("nonsense");
            assertThat(now.freeForVfio().contains(ApQueue.parse("0b.0001"))).isTrue();
            assertThat(now.freeForVfio().contains(ApQueue.parse("0b.0002"))).isFalse();
        }

        @Test
        void driverOfALinkThatCannotBeReadIsNotKnown() {
            Sysfs host = scenario("6.12")
                    .without(Layout.queue(QUEUE).resolve("driver"))
                    .with("dir /sys/" + Layout.queue(QUEUE) + "/driver")
                    .sysfs();
            QueueDevice device = queue(ApHost.at(host).snapshot());

            assertThat(device.driver()).isEqualTo(DriverBinding.notKnown());
            assertThat(device.status()).isEmpty();
        }

        @Test
        void queueThatVanishedMeanwhileIsLeftOut() {
            HostSnapshot now = scenario("6.12").without(Layout.queue(QUEUE)).snapshot();

            assertThat(now.queues()).hasSize(11).doesNotContainKey(QUEUE);
        }

        @Test
        void cardThatVanishedMeanwhileIsLeftOutWithItsQueues() {
            HostSnapshot now = scenario("6.12").without(Layout.card(ADAPTER)).snapshot();

            assertThat(now.cards()).hasSize(2).doesNotContainKey(ADAPTER);
            assertThat(now.queues()).hasSize(8);
        }

        @ParameterizedTest
        @ValueSource(strings = {"cardxy", "card0", "0a.001", "0a.0100", "vdev0"})
        void nameThatIsNeitherCardNorQueueIsLeftOut(String name) {
            HostSnapshot now = scenario("6.12")
                    .with("link /sys/" + Layout.BUS_DEVICES + "/" + name + " => ../../../devices/ap/" + name)
                    .snapshot();

            assertThat(now.cards()).hasSize(3);
            assertThat(now.queues()).hasSize(12);
        }
    }
}
