package io.github.apmatrix.persistence.mdevctl;

import io.github.apmatrix.MediatedDeviceId;
import java.util.Objects;

/**
 * A definition as {@code mdevctl list --defined} shows it.
 *
 * @param parent the kernel's name of the parent, {@code matrix} for vfio_ap
 * @param id the device
 * @param definition its definition
 * @since 0.1.0
 */
public record DefinedDevice(String parent, MediatedDeviceId id, MdevDefinition definition) {
    /**
     * Checks that all are there.
     *
     * @param parent the kernel's name of the parent
     * @param id the device
     * @param definition its definition
     */
    public DefinedDevice {
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(definition, "definition");
    }
}
