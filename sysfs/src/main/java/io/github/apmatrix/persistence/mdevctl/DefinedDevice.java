package io.github.apmatrix.persistence.mdevctl;

import io.github.apmatrix.MediatedDeviceId;

/**
 * A definition as {@code mdevctl list --defined} shows it.
 *
 * @param parent the kernel's name of the parent, {@code matrix} for vfio_ap
 * @param id the device
 * @param definition its definition
 * @since 0.1.0
 */
public record DefinedDevice(String parent, MediatedDeviceId id, MdevDefinition definition) {}
