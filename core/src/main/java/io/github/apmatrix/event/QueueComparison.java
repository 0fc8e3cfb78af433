package io.github.apmatrix.event;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.QueueDevice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** Compares the queues of two snapshots. Queues that change in the same way become one event. */
final class QueueComparison {
    private final HostSnapshot before;
    private final HostSnapshot after;
    private final ImmutableList.Builder<HostEvent> events;

    /** The queues of the earlier snapshot as they are after the events so far. */
    private final Map<ApQueue, QueueDevice> now;

    QueueComparison(HostSnapshot before, HostSnapshot after, ImmutableList.Builder<HostEvent> events) {
        this.before = before;
        this.after = after;
        this.events = events;
        this.now = new TreeMap<>(before.queues());
    }

    void compare() {
        removed();
        added();
        group(QueueDevice::configured, QueueEvent.ConfiguredChanged::new);
        group(QueueDevice::checkstopped, QueueEvent.CheckstoppedChanged::new);
        group(QueueDevice::driverOverride, QueueEvent.OverrideChanged::new);
        unbound();
        group(QueueDevice::driver, QueueComparison::bound);
        group(QueueDevice::online, QueueEvent.OnlineChanged::new);
    }

    /** What vfio_ap says of queues follows from what happened to devices and guests. */
    void compareStatus() {
        group(QueueDevice::status, QueueEvent.StatusChanged::new);
    }

    private void removed() {
        ApQueueSet queues = queues(before).difference(queues(after));
        if (!queues.isEmpty()) {
            events.add(new QueueEvent.Removed(queues));
            queues.forEach(now::remove);
        }
    }

    private void added() {
        ImmutableList<QueueDevice> added = after.queues().values().stream()
                .filter(device -> !now.containsKey(device.queue()))
                .map(QueueComparison::added)
                .collect(ImmutableList.toImmutableList());
        if (!added.isEmpty()) {
            events.add(new QueueEvent.Added(added));
            added.forEach(device -> now.put(device.queue(), device));
        }
    }

    /** A new device is not bound yet, so it has no status. */
    private static QueueDevice added(QueueDevice device) {
        QueueDevice.Builder added =
                device.driver().isBound().isYes() ? QueueEvent.Unbound.unbound(device).toBuilder() : device.toBuilder();
        return added.online(device.online()).build();
    }

    /** What leaves its driver, whether or not another one takes it then. */
    private void unbound() {
        Map<DriverBinding, ApQueueSet.Builder> leaving = new LinkedHashMap<>();
        now.forEach((queue, device) -> {
            DriverBinding driver = target(queue).driver();
            boolean leaves = driver.isBound().isNo()
                    ? !device.driver().isBound().isNo()
                    : driver.isBound().isYes() && device.driver().isBound().isYes();
            if (leaves && !driver.equals(device.driver())) {
                leaving.computeIfAbsent(device.driver(), key -> ApQueueSet.builder())
                        .add(queue);
            }
        });
        leaving.forEach((driver, queues) -> events.add(new QueueEvent.Unbound(queues.build(), driver.driver())));
        leaving.values()
                .forEach(queues -> queues.build()
                        .forEach(queue ->
                                now.computeIfPresent(queue, (key, device) -> QueueEvent.Unbound.unbound(device))));
    }

    private static QueueEvent bound(ApQueueSet queues, DriverBinding before, DriverBinding after) {
        return after.driver()
                .<QueueEvent>map(driver -> new QueueEvent.Bound(queues, driver))
                .orElseGet(() -> new QueueEvent.DriverNotKnown(queues));
    }

    private interface Change<T> {
        QueueEvent of(ApQueueSet queues, T before, T after);
    }

    private record Pair<T>(T before, T after) {}

    private <T> void group(Function<QueueDevice, T> part, Change<T> change) {
        Map<Pair<T>, ApQueueSet.Builder> groups = new LinkedHashMap<>();
        now.forEach((queue, device) -> {
            Pair<T> pair = new Pair<>(part.apply(device), part.apply(target(queue)));
            if (!pair.before.equals(pair.after)) {
                groups.computeIfAbsent(pair, key -> ApQueueSet.builder()).add(queue);
            }
        });
        groups.forEach((pair, queues) -> events.add(change.of(queues.build(), pair.before, pair.after)));
    }

    private QueueDevice target(ApQueue queue) {
        return Objects.requireNonNull(after.queues().get(queue));
    }

    private static ApQueueSet queues(HostSnapshot host) {
        return ApQueueSet.copyOf(host.queues().keySet());
    }
}
