package io.github.apmatrix.watch;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.event.HostEvent;
import io.github.apmatrix.host.HostSnapshot;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What happened to a host between two readings. What came and went again in between is not in it.
 *
 * @param before the host as it was told last: {@code after} of the update before, or the watcher's first snapshot
 * @param after the host as it is now
 * @param events what leads from one to the other, at least one event
 * @since 0.1.0
 */
public record HostUpdate(HostSnapshot before, HostSnapshot after, ImmutableList<HostEvent> events) {
    /**
     * Checks the parts.
     *
     * @param before the host as it was
     * @param after the host as it is
     * @param events what leads from one to the other
     */
    public HostUpdate {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(events, "events");
    }

    /** Returns a line for each event. */
    @Override
    public String toString() {
        return events.stream().map(event -> event.description() + "\n").collect(Collectors.joining());
    }
}
