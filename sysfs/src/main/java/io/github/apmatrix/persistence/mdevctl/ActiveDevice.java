package io.github.apmatrix.persistence.mdevctl;

import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.MdevAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * A device that exists, as {@code mdevctl list} shows it.
 *
 * @param parent the kernel's name of the parent, {@code matrix} for vfio_ap
 * @param id the device
 * @param start the start of its definition; {@code manual} also if it has none
 * @param attributes what it has, in the order of the callout that was asked; empty if none answered, which looks the same as
 *     a device without any
 * @since 0.1.0
 */
public record ActiveDevice(
        String parent, MediatedDeviceId id, MdevDefinition.Start start, Optional<MdevAttributes> attributes) {
    /**
     * Checks that all are there.
     *
     * @param parent the kernel's name of the parent
     * @param id the device
     * @param start the start of its definition
     * @param attributes what it has
     */
    public ActiveDevice {
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(attributes, "attributes");
    }
}
