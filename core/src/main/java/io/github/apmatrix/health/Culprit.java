package io.github.apmatrix.health;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.MediatedDeviceId;
import java.util.Objects;

/**
 * What a finding is about. The name stays the same as long as the trouble does; adapters, queues and devices say who is
 * involved at the moment.
 *
 * @param name for example {@code adapter 0b}, {@code device 4b0518fd-9237-493f-93c8-c5597f8006a3} or {@code host}
 * @param adapters the adapters that are involved as a whole
 * @param queues the queues that are involved, where it is not all of the adapters
 * @param devices the mediated devices that are involved, the one at fault first
 * @since 0.1.0
 */
public record Culprit(String name, AdapterSet adapters, ApQueueSet queues, ImmutableList<MediatedDeviceId> devices) {
    /**
     * Checks that all are there.
     *
     * @param name what the finding is about
     * @param adapters the adapters
     * @param queues the queues
     * @param devices the devices
     */
    public Culprit {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(adapters, "adapters");
        Objects.requireNonNull(queues, "queues");
        Objects.requireNonNull(devices, "devices");
    }

    /**
     * Returns a culprit that is neither adapter nor device.
     *
     * @param name what it is, for example {@code host} or the name of a file
     * @return the culprit
     */
    public static Culprit named(String name) {
        return new Culprit(name, AdapterSet.none(), ApQueueSet.none(), ImmutableList.of());
    }

    /**
     * Returns an adapter as the culprit.
     *
     * @param adapter the adapter
     * @return the culprit, named for example {@code adapter 0b}
     */
    public static Culprit adapter(AdapterId adapter) {
        return named("adapter " + adapter).withAdapters(AdapterSet.of(adapter));
    }

    /**
     * Returns a mediated device as the culprit.
     *
     * @param device the device
     * @return the culprit, named {@code device} and its id
     */
    public static Culprit device(MediatedDeviceId device) {
        return named("device " + device).withDevices(ImmutableList.of(device));
    }

    /**
     * Returns this culprit with other adapters.
     *
     * @param newAdapters the adapters
     * @return a culprit of the same name
     */
    public Culprit withAdapters(AdapterSet newAdapters) {
        return new Culprit(name, newAdapters, queues, devices);
    }

    /**
     * Returns this culprit with other queues.
     *
     * @param newQueues the queues
     * @return a culprit of the same name
     */
    public Culprit withQueues(ApQueueSet newQueues) {
        return new Culprit(name, adapters, newQueues, devices);
    }

    /**
     * Returns this culprit with other devices.
     *
     * @param newDevices the devices, the one at fault first
     * @return a culprit of the same name
     */
    public Culprit withDevices(ImmutableList<MediatedDeviceId> newDevices) {
        return new Culprit(name, adapters, queues, newDevices);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
