package io.github.apmatrix.event;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.host.HostSnapshot;

/**
 * Makes events of snapshots, and snapshots of events.
 *
 * <pre>{@code
 * ImmutableList<HostEvent> events = HostEvents.between(before, after);
 * HostEvents.replay(before, events).equals(after);   // always
 * }</pre>
 *
 * @since 0.1.0
 */
public final class HostEvents {
    private HostEvents() {}

    /**
     * Returns the events that lead from one snapshot to another. What came and went again in between leaves no event.
     *
     * <p>Their order is that of causes and effects, as far as two snapshots tell: the LPAR and the masks, adapters, queues
     * with their drivers, devices with their assignments, guests, and last what the bus says of itself.
     *
     * @param before the earlier snapshot
     * @param after the later snapshot
     * @return the events; none if the snapshots are equal
     */
    public static ImmutableList<HostEvent> between(HostSnapshot before, HostSnapshot after) {
        ImmutableList.Builder<HostEvent> events = ImmutableList.builder();
        if (!before.equals(after)) {
            BusComparison bus = new BusComparison(before, after, events);
            QueueComparison queues = new QueueComparison(before, after, events);
            bus.causes();
            new AdapterComparison(before, after, events).compare();
            queues.compare();
            new DeviceComparison(before, after, events).compare();
            queues.compareStatus();
            bus.effects();
        }
        return events.build();
    }

    /**
     * Returns what a host becomes by several events.
     *
     * @param host the host before the events
     * @param events the events in their order
     * @return the host after them
     * @throws IllegalArgumentException if an event is about something that the host does not have
     */
    public static HostSnapshot replay(HostSnapshot host, Iterable<? extends HostEvent> events) {
        HostSnapshot now = host;
        for (HostEvent event : events) {
            now = event.applyTo(now);
        }
        return now;
    }
}
