package io.github.apmatrix.explain;

import com.google.common.collect.ImmutableList;
import java.util.stream.Collectors;

/**
 * All mediated devices of a host, each explained.
 *
 * @param devices the devices by id, ascending
 * @since 0.1.0
 */
public record HostExplanation(ImmutableList<DeviceExplanation> devices) {
    /** Returns the devices, with an empty line between them. */
    @Override
    public String toString() {
        return devices.isEmpty()
                ? "no mediated device is known\n"
                : devices.stream().map(DeviceExplanation::toString).collect(Collectors.joining("\n"));
    }
}
