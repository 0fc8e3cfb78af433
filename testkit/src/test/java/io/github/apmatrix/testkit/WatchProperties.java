package io.github.apmatrix.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.event.AdapterEvent;
import io.github.apmatrix.event.BusEvent;
import io.github.apmatrix.event.DeviceEvent;
import io.github.apmatrix.event.HostEvent;
import io.github.apmatrix.event.HostEvents;
import io.github.apmatrix.event.QueueEvent;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.watch.HostUpdate;
import io.github.apmatrix.watch.HostWatcher;
import io.github.apmatrix.watch.UeventSource;
import io.github.apmatrix.watch.WatchOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Watchers of simulated hosts that go through random histories. Readings are asked for, so nothing depends on time. */
class WatchProperties {
    private static final int TRIES = 200;
    private static final WatchOptions WHEN_ASKED =
            WatchOptions.defaults().withInterval(Duration.ofDays(1)).withUevents(UeventSource.none());
    private static final List<Class<? extends HostEvent>> EXPECTED = List.of(
            BusEvent.LparChanged.class,
            BusEvent.MasksChanged.class,
            BusEvent.BindingsCompleted.class,
            AdapterEvent.Added.class,
            AdapterEvent.Removed.class,
            AdapterEvent.ConfiguredChanged.class,
            QueueEvent.Added.class,
            QueueEvent.Removed.class,
            QueueEvent.Bound.class,
            QueueEvent.Unbound.class,
            QueueEvent.StatusChanged.class,
            DeviceEvent.Created.class,
            DeviceEvent.Removed.class,
            DeviceEvent.Reassigned.class,
            DeviceEvent.GuestGainedQueues.class,
            DeviceEvent.GuestLostQueues.class,
            DeviceEvent.GuestAttached.class,
            DeviceEvent.GuestDetached.class);
    private static final Duration LONG = Duration.ofMinutes(3);

    @Provide
    Arbitrary<Fate> fates() {
        return Fate.any();
    }

    @Provide
    Arbitrary<Random> randoms() {
        return Arbitraries.randoms();
    }

    /** Long enough that most histories have everything in them. */
    @Provide
    Arbitrary<List<Operation>> histories() {
        Arbitrary<Operation> operation = Arbitraries.frequencyOf(
                Tuple.of(4, RandomOperation.any().map(any -> any)),
                Tuple.of(1, RareOperation.any().map(any -> any)));
        return operation.list().ofMinSize(15).ofMaxSize(30);
    }

    private static Console begin(Fate fate) {
        return new Fate(fate.profile(), fate.reportsConfiguration(), fate.free(), fate.prelude(), List.of()).happen();
    }

    private static HostSnapshot readAgain(HostWatcher watcher) throws InterruptedException {
        return watcher.awaitUntil(now -> true, LONG);
    }

    /** Features that were once seen stay known to a watcher, while a snapshot needs an object that shows them. */
    private static HostSnapshot withoutFeatures(HostSnapshot host) {
        return host.toBuilder().features(KernelFeatures.notKnown()).build();
    }

    private static void assertSame(HostSnapshot watched, HostSnapshot whole) {
        assertThat(withoutFeatures(watched)).isEqualTo(withoutFeatures(whole));
        for (KernelFeature feature : KernelFeature.values()) {
            if (whole.features().has(feature).isKnown()) {
                assertThat(watched.features().has(feature))
                        .as(feature.name())
                        .isEqualTo(whole.features().has(feature));
            }
        }
    }

    private static List<HostEvent> events(List<HostUpdate> updates) {
        return updates.stream().flatMap(update -> update.events().stream()).toList();
    }

    /** What a watcher reads is what a whole snapshot reads, and the events lead there. */
    @Property(tries = TRIES)
    void theEventsLeadFromTheFirstReadingToTheLast(
            @ForAll("fates") Fate fate, @ForAll("histories") List<Operation> history) throws InterruptedException {
        List<HostUpdate> updates = new CopyOnWriteArrayList<>();
        Console console = begin(fate);
        ApHost host = ApHost.at(console.kernel().sysfs());
        try (HostWatcher watcher = host.watch(updates::add, WHEN_ASKED)) {
            assertSame(watcher.first(), host.snapshot());
            for (Operation operation : history) {
                operation.perform(console);
                readAgain(watcher);
                // the second reading confirms what the first one left in doubt
                assertSame(readAgain(watcher), host.snapshot());
            }
            readAgain(watcher);
            assertThat(HostEvents.replay(watcher.first(), events(updates))).isEqualTo(watcher.snapshot());
            HostSnapshot before = watcher.first();
            for (HostUpdate update : updates) {
                assertThat(update.before()).isEqualTo(before);
                assertThat(HostEvents.replay(before, update.events())).isEqualTo(update.after());
                before = update.after();
            }
        }
        events(updates).forEach(event -> Statistics.collect(event.getClass()));
        Statistics.coverage(
                coverage -> EXPECTED.forEach(kind -> coverage.check(kind).count(count -> count > 0)));
    }

    /** Every kind of access fails now and then; nobody sees anything of it. */
    @Property(tries = TRIES)
    void readingsThatFailForAMomentAreNoEvents(@ForAll("fates") Fate fate, @ForAll("randoms") Random random)
            throws InterruptedException {
        List<HostUpdate> updates = new CopyOnWriteArrayList<>();
        Console console = fate.happen();
        // a scan takes over one change of a queue, so now the next ones find nothing
        console.write("bus/ap/scans", "1");
        console.write("bus/ap/scans", "1");
        ApHost host = ApHost.at(console.kernel().sysfs());
        try (HostWatcher watcher = host.watch(updates::add, WHEN_ASKED)) {
            for (int i = 0; i < 5; i++) {
                planFaults(console.kernel().faults(), random, 1 + random.nextInt(6));
                if (random.nextBoolean()) {
                    console.write("bus/ap/scans", "1");
                }
                readAgain(watcher);
                console.kernel().faults().clear();
                readAgain(watcher);
                readAgain(watcher);
            }
            assertThat(events(updates)).isEmpty();
            assertThat(watcher.snapshot()).isEqualTo(watcher.first());
            assertSame(watcher.snapshot(), host.snapshot());
        }
    }

    private static void planFaults(Faults faults, Random random, int count) {
        List<Errno> errors = List.of(Errno.ENOENT, Errno.ENODEV, Errno.EIO, Errno.EBUSY, Errno.EACCES);
        List<String> places =
                List.of("**", "bus/ap/*", "bus/ap/d*", "devices/ap/**", "devices/vfio_ap/**", "bus/ap/drivers/*");
        for (int i = 0; i < count; i++) {
            String place = places.get(random.nextInt(places.size()));
            Stream.of(faults.onRead(place), faults.onList(place), faults.onReadLink(place))
                    .skip(random.nextInt(3))
                    .findFirst()
                    .orElseThrow()
                    .failNth(1 + random.nextInt(40), errors.get(random.nextInt(errors.size())));
        }
    }

    /** Faults and changes at once, twice in a row: a value may be not known then, but all is well when they are over. */
    @Property(tries = TRIES)
    void nothingIsLostWhenReadingsFailAtRandom(
            @ForAll("fates") Fate fate, @ForAll("histories") List<Operation> history, @ForAll("randoms") Random random)
            throws InterruptedException {
        List<HostUpdate> updates = new CopyOnWriteArrayList<>();
        Console console = begin(fate);
        ApHost host = ApHost.at(console.kernel().sysfs());
        try (HostWatcher watcher = host.watch(updates::add, WHEN_ASKED)) {
            for (Operation operation : history) {
                planFaults(console.kernel().faults(), random, random.nextInt(8));
                operation.perform(console);
                readAgain(watcher);
            }
            console.kernel().faults().clear();
            readAgain(watcher);
            readAgain(watcher);
            assertSame(readAgain(watcher), host.snapshot());
            assertThat(HostEvents.replay(watcher.first(), events(updates))).isEqualTo(watcher.snapshot());
        }
    }

    /** A listener that takes part only now and then is told everything, just together. */
    @Property(tries = TRIES)
    void aSlowListenerLosesNothing(@ForAll("fates") Fate fate, @ForAll("histories") List<Operation> history)
            throws Exception {
        List<HostUpdate> updates = new ArrayList<>();
        Console console = begin(fate);
        ApHost host = ApHost.at(console.kernel().sysfs());
        try (HostWatcher watcher = host.watch(
                update -> {
                    updates.add(update);
                    // meanwhile the history goes on
                    if (updates.size() == 1) {
                        history.forEach(operation -> operation.perform(console));
                    }
                },
                WHEN_ASKED)) {
            console.write("bus/ap/config_time", "77");
            readAgain(watcher);
            readAgain(watcher);
            readAgain(watcher);
            readAgain(watcher);
            assertThat(updates).hasSizeLessThan(5);
            assertSame(watcher.snapshot(), host.snapshot());
            assertThat(HostEvents.replay(watcher.first(), events(updates))).isEqualTo(watcher.snapshot());
        }
    }

    /** Things come, go and change in the midst of a reading, so one part of it is older than another. */
    @Property(tries = TRIES)
    void whatHappensInTheMidstOfAReadingIsNotLost(
            @ForAll("fates") Fate fate, @ForAll("histories") List<Operation> history, @ForAll("randoms") Random random)
            throws InterruptedException {
        List<HostUpdate> updates = new CopyOnWriteArrayList<>();
        Console console = begin(fate);
        Iterator<Operation> next = history.iterator();
        BusySysfs busy = new BusySysfs(console.kernel().sysfs(), () -> {
            if (next.hasNext() && random.nextInt(30) == 0) {
                next.next().perform(console);
            }
        });
        try (HostWatcher watcher = ApHost.at(busy).watch(updates::add, WHEN_ASKED)) {
            while (next.hasNext()) {
                readAgain(watcher);
            }
            readAgain(watcher);
            readAgain(watcher);
            readAgain(watcher);
            assertSame(readAgain(watcher), ApHost.at(console.kernel().sysfs()).snapshot());
            assertThat(HostEvents.replay(watcher.first(), events(updates))).isEqualTo(watcher.snapshot());
        }
    }
}
