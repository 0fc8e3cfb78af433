package io.github.apmatrix.sysfs;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.sysfs.Devices.BY_AQMASK;
import static io.github.apmatrix.sysfs.Devices.CHECKSTOPPED;
import static io.github.apmatrix.sysfs.Devices.DECONFIGURED;
import static io.github.apmatrix.sysfs.Devices.DOMAINS_ONLY;
import static io.github.apmatrix.sysfs.Devices.FILTERED;
import static io.github.apmatrix.sysfs.Devices.FIRST;
import static io.github.apmatrix.sysfs.Devices.IDLE;
import static io.github.apmatrix.sysfs.Devices.OVERPROVISIONED;
import static io.github.apmatrix.sysfs.Devices.SECOND_HELD;
import static io.github.apmatrix.sysfs.Devices.queues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Twelve adapters of mixed types, sixteen domains, nine devices. */
class SnapshotProductionTest {
    private static final AdapterSet ADAPTERS = adapters(0, 1, 2, 3, 4, 5, 0x0a, 0x0b, 0x0c, 0x10, 0x11, 0x12);
    private static final DomainSet DOMAINS = domains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0x0e, 0x1b, 0x33, 0x34, 0x53, 0x54);

    private static HostSnapshot production(String kernel) {
        return ApHost.at(Captures.sysfs(kernel, "production")).snapshot();
    }

    private static MediatedDevice device(String kernel, MediatedDeviceId id) {
        return Objects.requireNonNull(production(kernel).devices().get(id));
    }

    private static Card card(String kernel, int adapter) {
        return Objects.requireNonNull(production(kernel).cards().get(AdapterId.of(adapter)));
    }

    @EachKernel
    void hostHasTwelveAdaptersAndSixteenDomains(String kernel) {
        HostSnapshot now = production(kernel);

        assertThat(now.cards().keySet()).containsExactlyElementsOf(ADAPTERS);
        assertThat(now.queues().keySet())
                .containsExactlyElementsOf(Matrix.of(ADAPTERS, DOMAINS).queues());
        assertThat(now.lpar())
                .contains(ApConfig.of(ADAPTERS, DOMAINS).withControlDomains(DOMAINS.difference(domains(0x0e))));
        assertThat(now.masks())
                .contains(new HostMasks(
                        AdapterSet.all().difference(adapters(1, 2, 4, 5, 7, 0x0b, 0x0c, 0x10, 0x11)),
                        DomainSet.all().difference(domains(0x54))));
        assertThat(now.availableInstances()).hasValue(65_527);
    }

    @EachKernel
    void typesAreMixed(String kernel) {
        assertThat(production(kernel).cards().values())
                .extracting(card -> card.type().orElseThrow().toString())
                .containsExactly(
                        "CEX8C", "CEX8P", "CEX8A", "CEX7C", "CEX7P", "CEX7A", "CEX6C", "CEX6P", "CEX6A", "CEX8C",
                        "CEX8P", "CEX5C");
    }

    @EachKernel
    void oneQueueHasNoDriver(String kernel) {
        Map<DriverBinding, Long> drivers = production(kernel).queues().values().stream()
                .collect(Collectors.groupingBy(QueueDevice::driver, Collectors.counting()));

        assertThat(drivers)
                .containsOnly(
                        Map.entry(DriverBinding.to("vfio_ap"), 131L),
                        Map.entry(DriverBinding.to("cex4queue"), 60L),
                        Map.entry(DriverBinding.unbound(), 1L));
        QueueDevice unbound = Objects.requireNonNull(production(kernel).queues().get(ApQueue.parse("0b.0009")));
        assertThat(unbound)
                .isEqualTo(QueueDevice.builder(unbound.queue())
                        .driver(DriverBinding.unbound())
                        .configured(Answer.YES)
                        .checkstopped(Answer.NO)
                        .build());
    }

    @EachKernel
    void queuesOfTwoGuestsAreInUse(String kernel) {
        assertThat(production(kernel).queues().values())
                .filteredOn(queue ->
                        queue.status().filter(VfioStatus.IN_USE::equals).isPresent())
                .extracting(QueueDevice::queue)
                .containsExactlyElementsOf(
                        queues("01.0000", "01.0001", "01.0002", "01.0003", "02.0000", "02.0001", "02.0002", "02.0003"));
    }

    @EachKernel
    void onlyTwoDevicesAreHeld(String kernel) {
        assertThat(production(kernel).devices().values())
                .allSatisfy(device -> assertThat(device.heldByGuest())
                        .as(device.id().toString())
                        .isEqualTo(
                                device.id().equals(FIRST) || device.id().equals(SECOND_HELD) ? Answer.YES : Answer.NO));
    }

    static Stream<Arguments> devices() {
        Matrix idle = Matrix.of(adapters(4), domains(4, 5, 6, 7));
        return Stream.of(
                device("held", FIRST, Matrix.of(adapters(1, 2), domains(0, 1)), domains(0, 1)),
                device("held too", SECOND_HELD, Matrix.of(adapters(1, 2), domains(2, 3)), domains(2, 3, 0x1b)),
                device("idle", IDLE, idle, domains()),
                device("deconfigured", DECONFIGURED, Matrix.of(adapters(0x10), domains(0, 1)), domains(0)),
                device("checkstopped", CHECKSTOPPED, Matrix.of(adapters(0x11), domains(0x1b, 0x33)), domains()),
                device("domains only", DOMAINS_ONLY, Matrix.of(adapters(), domains(0x34)), domains(0x34, 0x53)),
                device("by aqmask", BY_AQMASK, Matrix.of(adapters(0, 3), domains(0x54)), domains()));
    }

    private static Arguments device(String name, MediatedDeviceId id, Matrix matrix, DomainSet controlDomains) {
        return argumentSet(name, id, matrix, controlDomains);
    }

    @ParameterizedTest
    @MethodSource("devices")
    void guestGetsAllThatIsAssigned(MediatedDeviceId id, Matrix matrix, DomainSet controlDomains) {
        for (String kernel : new String[] {"6.1", "6.12", "7.3"}) {
            MediatedDevice device = device(kernel, id);

            assertThat(device.assigned()).contains(ApConfig.of(matrix).withControlDomains(controlDomains));
            assertThat(device.guestMatrix().matrix()).contains(matrix);
        }
    }

    @EachKernel
    void guestGetsOnlyWhatTheLparHas(String kernel) {
        MediatedDevice device = device(kernel, OVERPROVISIONED);

        assertThat(device.assignedMatrix().matrix()).contains(Matrix.of(adapters(0x05, 0x07), domains(0x08, 0x28)));
        assertThat(device.guestMatrix().matrix()).contains(Matrix.of(adapters(0x05), domains(0x08)));
    }

    @EachKernel
    void unboundQueueTakesItsAdapterFromTheGuest(String kernel) {
        MediatedDevice device = device(kernel, FILTERED);

        assertThat(device.assignedMatrix().queues()).isEqualTo(queues("0b.0009", "0c.0009"));
        assertThat(device.guestMatrix().queues()).isEqualTo(queues("0c.0009"));
    }

    @EachKernel
    void deconfiguredAdapterIsShown(String kernel) {
        assertThat(card(kernel, 0x10).configured()).isEqualTo(Answer.NO);
        assertThat(card(kernel, 0x10).online()).isEqualTo(Answer.NO);
        assertThat(queuesOf(kernel, 0x10))
                .hasSize(16)
                .allMatch(queue -> queue.configured().isNo());
        assertThat(production(kernel).cards().values())
                .filteredOn(card -> card.configured().isYes())
                .hasSize(11);
    }

    @EachKernel
    void checkstoppedAdapterIsShown(String kernel) {
        assertThat(card(kernel, 0x11).checkstopped()).isEqualTo(Answer.YES);
        assertThat(card(kernel, 0x11).online()).isEqualTo(Answer.of(kernel.equals("6.1")));
        assertThat(queuesOf(kernel, 0x11))
                .hasSize(16)
                .allMatch(queue -> queue.checkstopped().isYes());
        assertThat(production(kernel).cards().values())
                .filteredOn(card -> card.checkstopped().isNo())
                .hasSize(11);
    }

    private static Stream<QueueDevice> queuesOf(String kernel, int adapter) {
        return production(kernel).queues().values().stream()
                .filter(queue -> queue.queue().adapter().equals(AdapterId.of(adapter)));
    }
}
