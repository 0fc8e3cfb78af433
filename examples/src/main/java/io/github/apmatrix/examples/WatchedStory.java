package io.github.apmatrix.examples;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.testkit.SimulatedKernel;
import io.github.apmatrix.watch.HostWatcher;
import io.github.apmatrix.watch.UeventSource;
import io.github.apmatrix.watch.WatchOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Predicate;

/** A day in the life of a simulated host, and what a watcher sees of it. */
final class WatchedStory {
    private static final AdapterId ADAPTER_0A = AdapterId.of(0x0a);
    private static final MediatedDeviceId DEVICE = MediatedDeviceId.parse("4b0518fd-9237-493f-93c8-c5597f8006a3");
    private static final ApQueue QUEUE = ApQueue.parse("0a.0004");
    private static final Duration LONG = Duration.ofMinutes(2);

    private final PrintWriter out;
    private final SimulatedKernel kernel = SimulatedKernel.builder()
            .adapter(AdapterId.of(0x00), CardType.CEX7A)
            .usageDomains(domains(0x01, 0x04))
            .controlDomains(domains(0x01, 0x04))
            .build();
    private final ApHost host = ApHost.at(kernel.sysfs()); // on IBM Z: ApHost.local()

    WatchedStory(PrintWriter out) {
        this.out = out;
    }

    void tell() throws InterruptedException {
        // read when the story asks for it, so that the output is always the same
        WatchOptions whenAsked =
                WatchOptions.defaults().withInterval(Duration.ofDays(1)).withUevents(UeventSource.none());
        try (HostWatcher watcher =
                host.watch(update -> out.print(update.toString().indent(2)), whenAsked)) {
            step(
                    watcher,
                    "Adapter 0a is plugged",
                    () -> kernel.machine().plug(ADAPTER_0A, CardType.CEX7P),
                    now -> now.cards().containsKey(ADAPTER_0A));
            step(
                    watcher,
                    "The host frees it for vfio_ap",
                    () -> host.apBus()
                            .updateAdapterMask(
                                    MaskUpdate.removing(adapters(0x0a).mask())),
                    now -> now.boundToVfioAp().contains(QUEUE));
            step(
                    watcher,
                    "A device gets both of its queues",
                    this::createDevice,
                    now -> now.reachingGuests().contains(QUEUE));
            step(watcher, "A guest starts", () -> kernel.guests().attach(DEVICE), this::isHeld);
            step(
                    watcher,
                    "Somebody unbinds a queue of the guest, which loses the whole adapter",
                    () -> host.apBus().unbind(ApQueue.parse("0a.0001"), "vfio_ap"),
                    now -> !now.reachingGuests().contains(QUEUE));
            step(
                    watcher,
                    "The queue is bound again",
                    () -> host.apBus().bind(ApQueue.parse("0a.0001"), "vfio_ap"),
                    now -> now.reachingGuests().contains(QUEUE) && isHeld(now));
            step(
                    watcher,
                    "Adapter 0a is unplugged under the guest",
                    () -> kernel.machine().unplug(ADAPTER_0A),
                    now -> !now.cards().containsKey(ADAPTER_0A));
            step(
                    watcher,
                    "The guest ends, and its device is removed",
                    this::removeDevice,
                    now -> now.devices().isEmpty());
        }
    }

    private void createDevice() {
        host.vfioAp().create(DEVICE);
        host.vfioAp()
                .configure(
                        DEVICE, ApConfig.of(adapters(0x0a), domains(0x01, 0x04)).withControlDomainsLikeUsage());
    }

    private void removeDevice() {
        kernel.guests().detach(DEVICE);
        host.vfioAp().remove(DEVICE);
    }

    private boolean isHeld(HostSnapshot now) {
        MediatedDevice device = now.devices().get(DEVICE);
        return device != null && device.heldByGuest().isYes();
    }

    private void step(HostWatcher watcher, String title, Runnable step, Predicate<HostSnapshot> arrived)
            throws InterruptedException {
        out.println("== " + title);
        step.run();
        watcher.awaitUntil(arrived, LONG);
        // what a reading finds is told before the next one begins; the second one settles what the first left in doubt
        for (int i = 0; i < 3; i++) {
            watcher.awaitUntil(now -> true, LONG);
        }
    }
}
