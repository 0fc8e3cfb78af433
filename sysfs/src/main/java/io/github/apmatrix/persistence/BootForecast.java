package io.github.apmatrix.persistence;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import java.util.stream.Collectors;

/**
 * The next boot of a host: what happens in which order, and what the host is afterwards.
 *
 * <p>Three things are not certain. Modules that are listed for loading are taken as loaded before the udev rule sets the masks,
 * which is not always so. mdevctl starts devices in the order of its directory, which nothing tells; here they start in the
 * order of their ids. A rule of chzdev before 2.40 is taken as acting, and it can be missed. All of them matter only where
 * {@link PersistenceConflict} says so. What could not be read is named by a {@link BootEvent.LeftOut}. Guests are not started.
 *
 * @param snapshot the host afterwards
 * @param events what happens, in order
 * @since 0.1.0
 */
public record BootForecast(HostSnapshot snapshot, ImmutableList<BootEvent> events) {
    /**
     * Plays the next boot.
     *
     * @param hardware a snapshot of the same machine and kernel, of which LPAR, cards and queues are taken
     * @param persistent what is kept for the boot
     * @return the forecast
     */
    public static BootForecast of(HostSnapshot hardware, PersistentHost persistent) {
        return new BootSequence(hardware, persistent).play();
    }

    /**
     * Returns the devices that mdevctl cannot start.
     *
     * @return why, by device
     */
    public ImmutableMap<MediatedDeviceId, StartFailure> failures() {
        return events.stream()
                .filter(BootEvent.StartFails.class::isInstance)
                .map(BootEvent.StartFails.class::cast)
                .collect(ImmutableMap.toImmutableMap(BootEvent.StartFails::device, BootEvent.StartFails::failure));
    }

    /** Returns a numbered line for each event. */
    @Override
    public String toString() {
        int[] number = {0};
        return events.stream()
                .map(event -> "%2d. %s%n".formatted(++number[0], event.description()))
                .collect(Collectors.joining());
    }
}
