package io.github.apmatrix.event;

import io.github.apmatrix.host.HostSnapshot;

/**
 * Something that happened to a host: to the host as a whole, an adapter, queues, or a mediated device.
 *
 * @since 0.1.0
 */
public sealed interface HostEvent permits BusEvent, AdapterEvent, QueueEvent, DeviceEvent {
    /**
     * Returns the event in words.
     *
     * @return a sentence without period, naming what it happened to
     */
    String description();

    /**
     * Returns what a host becomes by the event.
     *
     * @param host the host before the event
     * @return the host after it
     * @throws IllegalArgumentException if the host does not have what the event is about
     */
    HostSnapshot applyTo(HostSnapshot host);
}
