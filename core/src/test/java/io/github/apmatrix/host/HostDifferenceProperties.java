package io.github.apmatrix.host;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Maps;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class HostDifferenceProperties {
    private static final Matrix ONE = Matrix.of(adapters(0x0a), domains(0x04));
    private static final List<Consumer<HostSnapshot.Builder>> EDITS = List.of(
            host -> host.lpar(ApConfig.of(ONE)),
            host -> host.masks(HostMasks.allReserved()),
            host -> host.add(Card.builder(AdapterId.of(0x0a)).build()),
            host -> host.add(queue(DriverBinding.unbound())),
            host -> host.add(queue(DriverBinding.to("vfio_ap"))),
            host -> host.add(MediatedDevice.builder(SampleHost.DEVICE).build()),
            host -> host.add(SampleHost.device(SampleHost.DEVICE, ONE)),
            host -> host.add(SampleHost.device(SampleHost.OTHER_DEVICE, ONE)),
            host -> host.add(MediatedDevice.builder(SampleHost.DEVICE)
                    .state(MediatedDeviceState.BEING_REMOVED)
                    .build()),
            host -> host.add(MediatedDevice.builder(SampleHost.DEVICE)
                    .controlDomains(DomainSet.none())
                    .build()),
            host -> host.defaultDomain(4));

    private static QueueDevice queue(DriverBinding driver) {
        return QueueDevice.builder(ApQueue.parse("0a.0004")).driver(driver).build();
    }

    @Provide
    Arbitrary<HostSnapshot> hosts() {
        return Arbitraries.of(EDITS).list().ofMaxSize(3).map(edits -> {
            HostSnapshot.Builder host = HostSnapshot.builder();
            edits.forEach(edit -> edit.accept(host));
            return host.build();
        });
    }

    /** Returns all that a difference is about. */
    private static List<Object> compared(HostSnapshot host) {
        return List.of(
                host.lpar().orElse(ApConfig.none()),
                host.masks(),
                host.cards().keySet(),
                Maps.transformValues(host.queues(), QueueDevice::driver),
                Maps.transformValues(
                        host.devices(),
                        device -> List.of(
                                device.state(),
                                device.assignedMatrix(),
                                device.controlDomains(),
                                device.guestMatrix())));
    }

    @Property
    void thereIsADifferenceIfAndOnlyIfWhatIsComparedDiffers(
            @ForAll("hosts") HostSnapshot before, @ForAll("hosts") HostSnapshot after) {
        boolean same = compared(before).equals(compared(after));
        assertThat(HostDifference.between(before, after).isEmpty()).isEqualTo(same);
        Statistics.collect(same);
        Statistics.coverage(coverage -> coverage.check(true).count(count -> count > 0));
    }

    @Property
    void theOtherWayRoundThereAreAsManyQueuesAndDevices(
            @ForAll("hosts") HostSnapshot before, @ForAll("hosts") HostSnapshot after) {
        assertThat(count(HostDifference.between(before, after), HostChange.DeviceCreated.class))
                .isEqualTo(count(HostDifference.between(after, before), HostChange.DeviceRemoved.class));
        assertThat(count(HostDifference.between(before, after), HostChange.DriverChanged.class))
                .isEqualTo(count(HostDifference.between(after, before), HostChange.DriverChanged.class));
    }

    private static long count(HostDifference difference, Class<? extends HostChange> kind) {
        return difference.changes().stream().filter(kind::isInstance).count();
    }
}
