package io.github.apmatrix.event;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.explain.LparReason;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Bindings;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.SampleHost;
import io.github.apmatrix.host.VfioStatus;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What people read, host by host. */
class HostEventsTest {
    private static final AdapterId ADAPTER = AdapterId.of(0x0a);
    private static final MediatedDeviceId DEVICE = SampleHost.DEVICE;
    private static final HostSnapshot HOST = SampleHost.builder().build();

    private static List<String> happened(HostSnapshot before, HostSnapshot after) {
        assertThat(HostEvents.replay(before, HostEvents.between(before, after))).isEqualTo(after);
        return HostEvents.between(before, after).stream()
                .map(HostEvent::description)
                .toList();
    }

    private static HostSnapshot withCard(UnaryOperator<Card.Builder> edit) {
        Card card = Objects.requireNonNull(HOST.cards().get(ADAPTER));
        return HOST.toBuilder().add(edit.apply(card.toBuilder()).build()).build();
    }

    private static HostSnapshot withQueue(String queue, UnaryOperator<QueueDevice.Builder> edit) {
        QueueDevice device = Objects.requireNonNull(HOST.queues().get(ApQueue.parse(queue)));
        return HOST.toBuilder().add(edit.apply(device.toBuilder()).build()).build();
    }

    private static HostSnapshot withDevice(UnaryOperator<MediatedDevice.Builder> edit) {
        MediatedDevice device = Objects.requireNonNull(HOST.devices().get(DEVICE));
        return HOST.toBuilder().add(edit.apply(device.toBuilder()).build()).build();
    }

    @Test
    void anAdapterIsSwitchedInThreeWays() {
        assertThat(happened(HOST, withCard(card -> card.configured(Answer.NO))))
                .containsExactly("adapter 0a is now deconfigured");
        assertThat(happened(HOST, withCard(card -> card.checkstopped(Answer.YES))))
                .containsExactly("adapter 0a is now checkstopped");
        assertThat(happened(HOST, withCard(card -> card.online(Answer.NOT_KNOWN))))
                .containsExactly("whether adapter 0a is online is not known any more");
        assertThat(happened(HOST, withCard(card -> card.driver(DriverBinding.unbound()))))
                .containsExactly("the driver of the card of adapter 0a is no driver (was cex4card)");
    }

    @Test
    void anAdapterOfAnotherTypeIsAnotherAdapter() {
        HostSnapshot replaced = withCard(card -> card.type(CardType.CEX6C).online(Answer.NO));
        assertThat(happened(HOST, replaced))
                .containsExactly("adapter 0a (CEX8P) was removed", "adapter 0a (CEX6C) was added");
    }

    @Test
    void anAdapterOfWhichMoreIsKnownIsTheSame() {
        assertThat(happened(HOST, withCard(card -> card.serialNumber("93AAE7"))))
                .containsExactly("type, functions or serial number of adapter 0a are not what was known before: CEX8P,"
                        + " hwtype 14, functions 0x06800000, depth 8, serial number 93AAE7 (was CEX8P, hwtype 14,"
                        + " functions 0x06800000, depth 8)");
    }

    /** Kernel document, G.2: a queue is unbound before it is bound. */
    @Test
    void aQueueThatChangesSidesIsUnboundAndThenBound() {
        HostSnapshot given = withQueue(
                "00.0001", queue -> queue.driver(DriverBinding.to("vfio_ap")).online(Answer.NOT_KNOWN));
        HostSnapshot taken = given.toBuilder()
                .add(Objects.requireNonNull(given.queues().get(ApQueue.parse("00.0001"))).toBuilder()
                        .status(VfioStatus.UNASSIGNED)
                        .build())
                .build();
        assertThat(happened(HOST, taken))
                .containsExactly(
                        "queue 00.0001 was unbound from cex4queue",
                        "queue 00.0001 was bound to vfio_ap",
                        "queue 00.0001 is now unassigned");
        assertThat(happened(taken, HOST))
                .containsExactly(
                        "queue 00.0001 was unbound from vfio_ap",
                        "queue 00.0001 was bound to cex4queue",
                        "queue 00.0001 is now online");
    }

    @Test
    void queuesThatChangeInTheSameWayAreOneEvent() {
        HostSnapshot.Builder offline = HOST.toBuilder();
        HOST.queues().values().stream()
                .filter(queue -> queue.queue().adapter().value() == 0)
                .forEach(
                        queue -> offline.add(queue.toBuilder().online(Answer.NO).build()));
        assertThat(happened(HOST, offline.build())).containsExactly("queues 00.0001, 00.0004, 00.001b are now offline");
    }

    @Test
    void aQueueThatComesIsAddedAndThenBound() {
        HostSnapshot without = HOST.toBuilder().remove(ApQueue.parse("0a.0001")).build();
        assertThat(happened(without, HOST))
                .containsExactly(
                        "queue 0a.0001 was added",
                        "queue 0a.0001 was bound to vfio_ap",
                        "queue 0a.0001 is now unassigned");
        assertThat(happened(HOST, without)).containsExactly("queue 0a.0001 was removed");
    }

    @Test
    void whatIsNotKnownOfAQueueIsSaid() {
        HostSnapshot unknown = withQueue("0a.0001", queue -> queue.driver(DriverBinding.notKnown()));
        assertThat(happened(HOST, unknown)).containsExactly("the driver of queue 0a.0001 is not known any more");
        assertThat(happened(unknown, withQueue("0a.0001", queue -> queue.driver(DriverBinding.unbound()))))
                .contains("queue 0a.0001 is without driver");
        assertThat(happened(HOST, withQueue("0a.0001", queue -> queue.driverOverride("vfio_ap"))))
                .containsExactly("driver_override of queue 0a.0001 is vfio_ap (was empty)");
    }

    @Test
    void aGuestLosesAQueueWithTheReason() {
        HostSnapshot unplugged =
                withDevice(device -> device.guestMatrix(MatrixReading.complete(Matrix.none()))).toBuilder()
                        .lpar(ApConfig.of(adapters(0x00), domains(0x01, 0x04, 0x1b)))
                        .remove(ADAPTER)
                        .remove(ApQueue.parse("0a.0001"))
                        .remove(ApQueue.parse("0a.0004"))
                        .remove(ApQueue.parse("0a.001b"))
                        .build();
        assertThat(happened(HOST, unplugged))
                .containsExactly(
                        "the LPAR lost adapter 0a",
                        "adapter 0a (CEX8P) was removed",
                        "queues 0a.0001, 0a.0004, 0a.001b were removed",
                        "the guest matrix of device " + DEVICE + " lost 0a.0004: the LPAR does not have adapter 0a");
        DeviceEvent.GuestLostQueues lost = (DeviceEvent.GuestLostQueues)
                HostEvents.between(HOST, unplugged).get(3);
        assertThat(lost.queues()).isEqualTo(ApQueueSet.of(ApQueue.parse("0a.0004")));
        assertThat(lost.reasons()).singleElement().isInstanceOf(LparReason.class);
        assertThat(happened(unplugged, HOST))
                .contains("the LPAR gained adapter 0a", "the guest matrix of device " + DEVICE + " gained 0a.0004");
    }

    @Test
    void aQueueThatIsUnassignedIsLostForThatReason() {
        HostSnapshot unassigned = withDevice(
                device -> device.assignedMatrix(MatrixReading.complete(Matrix.of(adapters(0x0a), DomainSet.none())))
                        .guestMatrix(MatrixReading.complete(Matrix.of(adapters(0x0a), DomainSet.none()))));
        assertThat(happened(HOST, unassigned))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("the guest matrix of device " + DEVICE + " lost 0a.0004: ")
                .contains("domain 0004");
    }

    @Test
    void aGuestThatLosesAndGainsQueuesDoesBothInTurn() {
        HostSnapshot moved = withDevice(
                device -> device.guestMatrix(MatrixReading.complete(Matrix.of(adapters(0x0a), domains(0x01)))));
        assertThat(HostEvents.between(HOST, moved))
                .extracting(event -> (Object) event.getClass())
                .containsExactly(DeviceEvent.GuestLostQueues.class, DeviceEvent.GuestGainedQueues.class);
        assertThat(happened(HOST, moved)).last().isEqualTo("the guest matrix of device " + DEVICE + " gained 0a.0001");
    }

    @Test
    void adaptersWithoutDomainsAreNoQueues() {
        HostSnapshot one = withDevice(
                device -> device.guestMatrix(MatrixReading.complete(Matrix.of(AdapterSet.none(), domains(0x04)))));
        HostSnapshot two = withDevice(
                device -> device.guestMatrix(MatrixReading.complete(Matrix.of(AdapterSet.none(), domains(0x01)))));
        assertThat(happened(one, two))
                .containsExactly("the guest matrix of device " + DEVICE
                        + " is adapters none x domains 0001 (was adapters none x domains 0004)");
    }

    @Test
    void guestsComeAndGo() {
        HostSnapshot free = withDevice(device -> device.heldByGuest(Answer.NO));
        HostSnapshot held = withDevice(device -> device.heldByGuest(Answer.YES));
        assertThat(happened(free, held)).containsExactly("a guest was attached to device " + DEVICE);
        assertThat(happened(held, free)).containsExactly("the guest was detached from device " + DEVICE);
        assertThat(happened(held, HOST))
                .containsExactly("whether a guest has device " + DEVICE + " is not known any more");
        assertThat(happened(HOST, held)).containsExactly("a guest has device " + DEVICE);
        assertThat(happened(HOST, free)).containsExactly("no guest has device " + DEVICE);
    }

    @Test
    void aDeviceComesEmptyAndGoesAfterItsGuest() {
        HostSnapshot without = HOST.toBuilder().remove(DEVICE).build();
        HostSnapshot held = withDevice(device -> device.heldByGuest(Answer.YES).controlDomains(domains(0x04)));
        assertThat(happened(without, held))
                .containsExactly(
                        "device " + DEVICE + " was created",
                        "device " + DEVICE + " has adapters 0a x domains 0004 (control domains 0004) assigned (was"
                                + " adapters none x domains none (control domains none))",
                        "the guest matrix of device " + DEVICE + " gained 0a.0004",
                        "a guest was attached to device " + DEVICE);
        assertThat(happened(held, without))
                .containsExactly("the guest was detached from device " + DEVICE, "device " + DEVICE + " was removed");
    }

    @Test
    void aDeviceInAnotherIommuGroupIsAnotherDevice() {
        HostSnapshot first = withDevice(device -> device.iommuGroup(1));
        HostSnapshot second = withDevice(device -> device.iommuGroup(2));
        assertThat(happened(first, second))
                .startsWith("device " + DEVICE + " was removed", "device " + DEVICE + " was created");
        assertThat(happened(HOST, first)).containsExactly("the IOMMU group of device " + DEVICE + " is 1");
        assertThat(happened(first, HOST))
                .containsExactly("the IOMMU group of device " + DEVICE + " is not known any more");
    }

    @Test
    void theStateOfADeviceIsSaid() {
        HostSnapshot removed = withDevice(device -> device.state(MediatedDeviceState.BEING_REMOVED));
        HostSnapshot unbound = withDevice(device -> device.state(MediatedDeviceState.WITHOUT_DRIVER));
        assertThat(happened(HOST, removed))
                .containsExactly("device " + DEVICE + " waits for its guest to end, to be removed then");
        assertThat(happened(HOST, unbound)).containsExactly("device " + DEVICE + " has lost its driver");
        assertThat(happened(unbound, HOST)).containsExactly("device " + DEVICE + " is ready");
    }

    @Test
    void whatTheLparGainedAndLostIsSaid() {
        HostSnapshot changed = HOST.toBuilder()
                .lpar(ApConfig.of(adapters(0x00, 0x0a, 0x0b, 0x0c), domains(0x01))
                        .withControlDomains(domains(0x05)))
                .build();
        assertThat(happened(HOST, changed))
                .containsExactly(
                        "the LPAR gained adapters 0b,0c, control domain 0005 and lost usage domains 0004,001b");
    }

    @Test
    void theMasksThatChangedAreNamed() {
        HostMasks masks = HOST.masks().orElseThrow();
        HostSnapshot changed = HOST.toBuilder()
                .masks(masks.withAqmask(domains(0x1b).complement()))
                .build();
        assertThat(happened(HOST, changed)).containsExactly("aqmask is 0000-001a,001c-00ff (was 0000-00ff)");
    }

    @Test
    void whatTheBusSaysOfItselfComesLast() {
        HostSnapshot before = HOST.toBuilder()
                .bindings(Bindings.parse("5/6"))
                .availableInstances(2)
                .defaultDomain(-1)
                .configTime(Duration.ofSeconds(30))
                .build();
        HostSnapshot after = HOST.toBuilder()
                .vfioAp(Answer.NO)
                .bindings(Bindings.parse("6/6 (complete)"))
                .availableInstances(1)
                .defaultDomain(4)
                .configTime(Duration.ofSeconds(5))
                .features(KernelFeatures.notKnown().with(KernelFeature.AP_CONFIG, Answer.YES))
                .build();
        assertThat(happened(before, after))
                .containsExactly(
                        "vfio_ap is now not loaded",
                        "of the kernel's features AP_CONFIG is yes (was not known)",
                        "the default domain is 0004 (was none)",
                        "the period of the bus scan is 5 seconds (was 30 seconds)",
                        "1 more mediated devices can be created",
                        "the bindings are complete: 6 of 6 queues have a driver");
        assertThat(happened(after, before)).last().isEqualTo("5 of 6 queues have a driver");
    }

    @Test
    void whatIsNotKnownOfTheBusIsSaid() {
        HostSnapshot nothing = HostSnapshot.builder().build();
        HostSnapshot all = HostSnapshot.builder()
                .apBus(Answer.YES)
                .lpar(ApConfig.none())
                .masks(HostMasks.allReserved())
                .maxAdapter(ADAPTER)
                .bindings(Bindings.parse("1/2"))
                .availableInstances(1)
                .build();
        assertThat(happened(all, nothing))
                .containsExactly(
                        "whether the AP bus is there is not known any more",
                        "the largest adapter is not known (was 0a)",
                        "what the LPAR has is not known any more",
                        "apmask is not known (was 00-ff), aqmask is not known (was 0000-00ff)",
                        "how many more mediated devices can be created is not known any more",
                        "how many queues have a driver is not known any more");
        BusEvent.LparChanged known = new BusEvent.LparChanged(nothing.lpar(), all.lpar());
        assertThat(known.gained()).isEqualTo(ApConfig.none());
        assertThat(known.description()).isEqualTo("what the LPAR has is known now");
    }

    @Test
    void anEventAboutWhatIsNotThereIsRefused() {
        HostSnapshot empty = HostSnapshot.builder().build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdapterEvent.OnlineChanged(ADAPTER, Answer.NO, Answer.YES).applyTo(empty))
                .withMessage("the host has no adapter 0a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new QueueEvent.Removed(ApQueueSet.of(ApQueue.parse("0a.0004"))).applyTo(empty))
                .withMessage("the host has no queue 0a.0004");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostEvents.replay(empty, List.of(new DeviceEvent.GuestAttached(DEVICE))))
                .withMessage("the host has no mediated device " + DEVICE);
    }
}
