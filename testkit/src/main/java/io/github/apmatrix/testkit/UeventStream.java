package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.watch.UeventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The events that the simulated kernel sent to user space, in their order. The first ones are those of the first bus
 * scan: what the kernel sends before that, for the AP bus itself and its own drivers, is not simulated, nor is what other
 * parts of a kernel send.
 *
 * <p>Watchers of the simulated host listen to it as those of a real one do to udev.
 *
 * @since 0.1.0
 */
public final class UeventStream implements UeventSource {
    private final Object lock;
    private final List<Uevent> events = new ArrayList<>();
    private long count;

    UeventStream(Object lock) {
        this.lock = lock;
    }

    /** An event is sent; the caller has the lock. */
    void emit(String action, String devpath, String subsystem, ImmutableMap<String, String> variables) {
        events.add(new Uevent(++count, action, devpath, subsystem, variables));
    }

    /**
     * Returns all events since the kernel booted, or since {@link #clear()}.
     *
     * @return the events in their order
     */
    public ImmutableList<Uevent> events() {
        return since(0);
    }

    /**
     * Returns the events after a certain one, as far as they are not forgotten.
     *
     * @param sequenceNumber the number of the last event that is known already, or 0
     * @return the later events in their order
     */
    public ImmutableList<Uevent> since(long sequenceNumber) {
        synchronized (lock) {
            return events.stream()
                    .filter(event -> event.sequenceNumber() > sequenceNumber)
                    .collect(ImmutableList.toImmutableList());
        }
    }

    /**
     * Returns how many events were sent since the kernel booted, also those that are forgotten; the kernel shows it as
     * {@code /sys/kernel/uevent_seqnum}.
     *
     * @return the number of the last event, or 0
     */
    public long lastSequenceNumber() {
        synchronized (lock) {
            return count;
        }
    }

    /** Listens from now on: there is news when an event was sent, also if it was forgotten meanwhile. */
    @Override
    public Monitor open() {
        return new Listening(lastSequenceNumber());
    }

    /** Nobody calls it; it is asked. */
    private final class Listening implements Monitor {
        private long seen;
        private volatile boolean open = true;

        Listening(long seen) {
            this.seen = seen;
        }

        @Override
        public boolean hasNews() {
            long now = lastSequenceNumber();
            boolean news = open && now > seen;
            seen = now;
            return news;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    /** Forgets all events; the numbers go on. */
    public void clear() {
        synchronized (lock) {
            events.clear();
        }
    }

    /** Returns all events, each with an empty line after it. */
    @Override
    public String toString() {
        return events().stream().map(event -> event + "\n").collect(Collectors.joining());
    }
}
