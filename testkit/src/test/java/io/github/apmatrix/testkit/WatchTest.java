package io.github.apmatrix.testkit;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.event.HostEvent;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.SysfsCall.Operation;
import io.github.apmatrix.watch.HostListener;
import io.github.apmatrix.watch.HostUpdate;
import io.github.apmatrix.watch.HostWatcher;
import io.github.apmatrix.watch.UeventSource;
import io.github.apmatrix.watch.WatchOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 3, unit = MINUTES)
class WatchTest {
    private static final WatchOptions WHEN_ASKED =
            WatchOptions.defaults().withInterval(Duration.ofDays(1)).withUevents(UeventSource.none());
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final AdapterId ADAPTER = AdapterId.of(0x0a);

    private final BlockingQueue<HostUpdate> updates = new LinkedBlockingQueue<>();

    private static void readAgain(HostWatcher watcher) throws InterruptedException {
        watcher.awaitUntil(now -> true, LONG);
    }

    /** What is told of something that happens. */
    private static List<String> told(Console console, Runnable happening) throws InterruptedException {
        List<HostUpdate> updates = new ArrayList<>();
        ApHost host = ApHost.at(console.kernel().sysfs());
        try (HostWatcher watcher = host.watch(updates::add, WHEN_ASKED)) {
            happening.run();
            for (int i = 0; i < 4; i++) { // the last reading begins when the listener has heard of those before
                readAgain(watcher);
            }
            assertThat(watcher.snapshot().toBuilder()
                            .features(host.snapshot().features())
                            .build())
                    .isEqualTo(host.snapshot());
        }
        return updates.stream()
                .flatMap(update -> update.events().stream())
                .map(HostEvent::description)
                .toList();
    }

    private static Console free() {
        Console console = Console.recorded(KernelProfile.LINUX_6_12).given("bus/ap/apmask", "-0x0a");
        return console.givenDevice(Console.A)
                .givenSet(Console.A, "assign_adapter", "0x0a")
                .givenSet(Console.A, "assign_domain", "1", "2");
    }

    @Test
    void whatIsWrittenToACardIsSeen() throws InterruptedException {
        Console console = Console.recorded(KernelProfile.LINUX_6_12);
        assertThat(told(console, () -> console.given("bus/ap/devices/card0a/online", "0")))
                .containsExactly(
                        "adapter 0a is now offline", "queues 0a.0001, 0a.0002, 0a.0004, 0a.001b are now offline");
        assertThat(told(console, () -> console.given("bus/ap/devices/card0a/config", "0")))
                .containsExactly("adapter 0a is now deconfigured");
        assertThat(told(console, () -> console.given("bus/ap/scans", "1")))
                .containsExactly("queues 0a.0001, 0a.0002, 0a.0004, 0a.001b are now deconfigured");
    }

    @Test
    void whatIsWrittenToAQueueIsSeen() throws InterruptedException {
        Console console = Console.recorded(KernelProfile.LINUX_7_3);
        assertThat(told(console, () -> console.given("bus/ap/devices/0a.0001/online", "0")))
                .containsExactly("queue 0a.0001 is now offline");
        assertThat(told(console, () -> console.given("bus/ap/devices/0a.0001/driver_override", "vfio_ap")))
                .contains("driver_override of queue 0a.0001 is vfio_ap (was empty)");
    }

    @Test
    void assignmentsAndGuestsAreSeenThoughTheKernelSendsNothing() throws InterruptedException {
        Console console = free();
        assertThat(told(console, () -> console.attach(Console.A)))
                .containsExactly(
                        "a guest was attached to device " + Console.A, "queues 0a.0001, 0a.0002 are now in use");
        assertThat(told(console, () -> console.givenSet(Console.A, "unassign_domain", "2")))
                .containsExactly(
                        "device " + Console.A + " has adapters 0a x domains 0001 (control domains none) assigned (was"
                                + " adapters 0a x domains 0001,0002 (control domains none))",
                        "the guest matrix of device " + Console.A + " lost 0a.0002: device " + Console.A
                                + " does not have domain 0002",
                        "queue 0a.0002 is now unassigned");
        assertThat(told(console, () -> console.detach(Console.A)))
                .containsExactly("the guest was detached from device " + Console.A, "queue 0a.0001 is now assigned");
    }

    /** Without queues a guest does not show any more; that is believed at the second look. */
    @Test
    void anAdapterIsUnpluggedUnderItsGuest() throws InterruptedException {
        Console console = free();
        console.attach(Console.A);
        assertThat(told(console, () -> console.kernel().machine().unplug(ADAPTER)))
                .containsExactly(
                        "the LPAR lost adapter 0a",
                        "adapter 0a (CEX7P) was removed",
                        "queues 0a.0001, 0a.0002, 0a.0004, 0a.001b were removed",
                        "the guest matrix of device " + Console.A
                                + " lost 0a.0001, 0a.0002: the LPAR does not have adapter 0a",
                        "the bindings are complete: 4 of 4 queues have a driver",
                        "whether a guest has device " + Console.A + " is not known any more");
    }

    /** Unplugged and plugged between two readings. */
    @Test
    void anotherAdapterInTheSamePlaceIsNoticed() throws InterruptedException {
        Console console = Console.recorded(KernelProfile.LINUX_6_12);
        SimulatedLpar machine = console.kernel().machine();
        assertThat(told(console, () -> {
                    machine.unplug(ADAPTER);
                    machine.plug(ADAPTER, CardType.CEX6C);
                }))
                .containsExactly("adapter 0a (CEX7P) was removed", "adapter 0a (CEX6C) was added");
    }

    @ParameterizedTest
    @EnumSource(KernelProfile.class)
    void anEventOfTheKernelIsReadAboutAtOnce(KernelProfile profile) throws InterruptedException {
        Console console = Console.recorded(profile);
        WatchOptions options = WatchOptions.defaults().withInterval(Duration.ofDays(1));
        try (HostWatcher watcher = ApHost.at(console.kernel().sysfs()).watch(updates::add, options)) {
            console.given("bus/ap/apmask", "-0x0a");
            assertThat(updates.take().events())
                    .extracting(HostEvent::description)
                    .contains("queues 0a.0001, 0a.0002, 0a.0004, 0a.001b were bound to vfio_ap");
            assertThat(watcher.snapshot().boundToVfioAp().size()).isEqualTo(4);
        }
    }

    @Test
    void theStreamHasNewsOfWhatComesLater() {
        Console console = Console.recorded(KernelProfile.LINUX_6_12);
        UeventSource.Monitor monitor = console.kernel().uevents().open();
        assertThat(monitor.hasNews()).isFalse();
        console.given("bus/ap/apmask", "-0x0a");
        console.kernel().uevents().clear();
        assertThat(monitor.hasNews()).isTrue();
        assertThat(monitor.hasNews()).isFalse();
        assertThat(monitor.isOpen()).isTrue();
        monitor.close();
        console.given("bus/ap/apmask", "+0x0a");
        assertThat(monitor.hasNews()).isFalse();
        assertThat(monitor.isOpen()).isFalse();
    }

    // how much is read

    private static AdapterSet adapters(int count) {
        return AdapterSet.copyOf(
                IntStream.range(0, count).mapToObj(AdapterId::of).toList());
    }

    private static SimulatedKernel large(KernelProfile profile, HostMasks masks) {
        DomainSet domains =
                DomainSet.copyOf(IntStream.range(0, 85).mapToObj(DomainId::of).toList());
        SimulatedKernel.Builder machine = SimulatedKernel.builder()
                .profile(profile)
                .masks(masks)
                .usageDomains(domains)
                .controlDomains(domains);
        adapters(60).forEach(adapter -> machine.adapter(adapter, CardType.CEX8C));
        return machine.build();
    }

    /** The accesses of a whole snapshot, and then of a watcher's reading: nothing happened, after a scan. */
    private static List<Integer> accesses(SimulatedKernel kernel) throws InterruptedException {
        ApHost host = ApHost.at(kernel.sysfs());
        kernel.journal().clear();
        host.snapshot();
        List<Integer> counts = new ArrayList<>();
        counts.add(kernel.journal().entries().size());
        HostListener nobody = update -> {};
        try (HostWatcher watcher = host.watch(nobody, WHEN_ASKED)) {
            readAgain(watcher);
            kernel.journal().clear();
            readAgain(watcher);
            counts.add(kernel.journal().entries().size());
            kernel.systemCalls().write("/sys/bus/ap/scans", "1");
            kernel.journal().clear();
            readAgain(watcher);
            counts.add(kernel.journal().entries().size());
            assertThat(kernel.journal().entries())
                    .noneMatch(entry -> entry.call().operation() == Operation.WRITE);
        }
        return counts;
    }

    /** 60 adapters with 85 domains: 5100 queues, all used by the host. Each has to be asked whether it is online. */
    @Test
    void ofALargeHostOneAttributeOfAQueueIsReadAgain() throws InterruptedException {
        assertThat(accesses(large(KernelProfile.LINUX_6_12, HostMasks.allReserved())))
                .containsExactly(21084, 5310, 15930);
    }

    /** On kernels with driver overrides each queue has to be asked for its own, too. */
    @Test
    void ofALargeHostWithOverridesTwoAttributesOfAQueueAreReadAgain() throws InterruptedException {
        assertThat(accesses(large(KernelProfile.LINUX_7_3, HostMasks.allReserved())))
                .containsExactly(26184, 10410, 21030);
    }

    /** The same, all free for vfio_ap, with ten guests of eight queues each. */
    @Test
    void ofALargeHostOfGuestsHardlyAnythingIsReadAgain() throws InterruptedException {
        SimulatedKernel kernel =
                large(KernelProfile.LINUX_6_12, HostMasks.allReserved().withApmask(AdapterSet.none()));
        ApHost host = ApHost.at(kernel.sysfs());
        for (int i = 0; i < 10; i++) {
            host.vfioAp()
                    .configure(
                            host.vfioAp().create(),
                            ApConfig.of(
                                    Matrix.of(AdapterSet.adapters(2 * i, 2 * i + 1), DomainSet.domains(1, 2, 3, 4))));
        }
        host.snapshot().devices().keySet().forEach(device -> kernel.guests().attach(device));
        assertThat(accesses(kernel)).containsExactly(21114, 250, 10870);
    }
}
