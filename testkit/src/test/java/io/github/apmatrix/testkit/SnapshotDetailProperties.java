package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.SnapshotDetail;
import io.github.apmatrix.sysfs.Sysfs;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** What a snapshot of little detail tells is what one of full detail reads. */
class SnapshotDetailProperties {
    private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(2);

    @AfterContainer
    static void end() {
        EXECUTOR.shutdown();
    }

    @Provide
    Arbitrary<Fate> fates() {
        return Fate.any();
    }

    @Property(tries = 300)
    void whatIsToldIsWhatIsRead(@ForAll("fates") Fate fate) {
        assertTold(fate.happen().kernel().sysfs());
    }

    @Example
    void ofRecordedHosts() throws IOException, URISyntaxException {
        assertThat(RecordedHosts.all()).hasSizeGreaterThan(10);
        for (String name : RecordedHosts.all()) {
            assertTold(RecordedHosts.of(name).sysfs());
        }
    }

    /** Whatever the moment of a change: what is read is the host before or after it, not something in between. */
    @Property
    void aChangeInTheMidstOfAReadingIsNoticed(@ForAll KernelProfile profile) {
        List<Consumer<Console>> changes = List.of(
                console -> console.kernel().machine().unplug(AdapterId.of(0x0a)),
                console -> console.kernel().machine().plug(AdapterId.of(0x33), CardType.CEX7P),
                console -> console.given("bus/ap/apmask", "+0x0a"),
                console -> console.given("bus/ap/drivers/vfio_ap/unbind", "0a.0001"));
        for (Consumer<Console> change : changes) {
            for (SnapshotDetail detail : List.of(SnapshotDetail.TOPOLOGY, SnapshotDetail.STATUS)) {
                assertNoticed(profile, change, detail);
            }
        }
    }

    private static void assertNoticed(KernelProfile profile, Consumer<Console> change, SnapshotDetail detail) {
        AtomicInteger accesses = new AtomicInteger();
        int last = Integer.MAX_VALUE;
        for (int moment = 1; moment <= last; moment++) {
            Console console = Console.recorded(profile).given("bus/ap/apmask", "-0x0a");
            int now = moment;
            accesses.set(0);
            BusySysfs busy = new BusySysfs(console.kernel().sysfs(), () -> {
                if (accesses.incrementAndGet() == now) {
                    change.accept(console);
                }
            });
            HostSnapshot before = ApHost.at(console.kernel().sysfs()).snapshot(detail);
            HostSnapshot read = ApHost.at(busy).snapshot(detail);
            HostSnapshot after = ApHost.at(console.kernel().sysfs()).snapshot(detail);
            assertThat(read).as("change at access %s of %s", moment, accesses).isIn(before, after);
            last = accesses.get();
        }
        assertThat(last).isBetween(50, 2000);
    }

    private static void assertTold(Sysfs sysfs) {
        ApHost host = ApHost.at(sysfs);
        HostSnapshot full = host.snapshot();
        HostSnapshot status = host.snapshot(SnapshotDetail.STATUS);
        HostSnapshot topology = host.snapshot(SnapshotDetail.TOPOLOGY);
        assertThat(status).isEqualTo(withQueues(full, true));
        assertThat(withHeldOf(full, topology)).isEqualTo(withQueues(full, false));
        for (SnapshotDetail detail : SnapshotDetail.values()) {
            assertThat(host.snapshot(detail, EXECUTOR)).isEqualTo(host.snapshot(detail));
        }
    }

    /** What the levels below full detail have of queues. */
    private static HostSnapshot withQueues(HostSnapshot full, boolean withStatus) {
        HostSnapshot.Builder less = full.toBuilder();
        for (QueueDevice queue : full.queues().values()) {
            QueueDevice.Builder device = QueueDevice.builder(queue.queue()).driver(queue.driver());
            queue.driverOverride().ifPresent(device::driverOverride);
            if (withStatus) {
                device.online(queue.online());
                queue.status().ifPresent(device::status);
            }
            less.add(device.build());
        }
        return less.build();
    }

    /** Who holds a device shows in the status of queues; without that, it may be not known, but not wrong. */
    private static HostSnapshot withHeldOf(HostSnapshot full, HostSnapshot topology) {
        HostSnapshot.Builder same = topology.toBuilder();
        topology.devices().forEach((id, device) -> {
            Answer held = Optional.ofNullable(full.devices().get(id))
                    .map(MediatedDevice::heldByGuest)
                    .orElse(Answer.NOT_KNOWN);
            assertThat(device.heldByGuest()).isIn(List.of(Answer.NOT_KNOWN, held));
            same.add(device.toBuilder().heldByGuest(held).build());
        });
        return same.build();
    }
}
