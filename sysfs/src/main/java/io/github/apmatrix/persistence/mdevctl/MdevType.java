package io.github.apmatrix.persistence.mdevctl;

import java.util.Objects;
import java.util.Optional;

/**
 * A type of mediated devices that a parent has, as {@code mdevctl types} shows it.
 *
 * @param parent the kernel's name of the parent, {@code matrix} for vfio_ap
 * @param type the type, for example {@link MdevDefinition#TYPE}
 * @param availableInstances how many more devices there can be, from 0 on
 * @param deviceApi what guests see, {@code vfio-ap} for vfio_ap
 * @param name the name of the type, if it has one
 * @param description more about the type, if there is anything
 * @since 0.1.0
 */
public record MdevType(
        String parent,
        String type,
        int availableInstances,
        String deviceApi,
        Optional<String> name,
        Optional<String> description) {
    /**
     * Checks that all are there.
     *
     * @param parent the kernel's name of the parent
     * @param type the type
     * @param availableInstances how many more devices there can be
     * @param deviceApi what guests see
     * @param name the name of the type
     * @param description more about the type
     * @throws IllegalArgumentException if the number of devices is negative
     */
    public MdevType {
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(deviceApi, "deviceApi");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        if (availableInstances < 0) {
            throw new IllegalArgumentException("available instances " + availableInstances + " are negative");
        }
    }
}
