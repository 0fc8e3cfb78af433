package io.github.apmatrix.persistence.mdevctl;

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
        Optional<String> description) {}
