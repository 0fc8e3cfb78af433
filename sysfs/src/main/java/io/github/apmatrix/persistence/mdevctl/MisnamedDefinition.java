package io.github.apmatrix.persistence.mdevctl;

import io.github.apmatrix.MediatedDeviceId;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A definition in a file whose name is the id of a device in another notation than mdevctl writes it: in upper case, without
 * hyphens, in braces, or with {@code urn:uuid:} in front.
 *
 * <p>mdevctl lists and starts the device, also at boot. But a command that changes the definition writes a second file with the
 * right name, and {@code mdevctl start} then refuses the device, because there are two definitions of it.
 *
 * @param file the file, with the root directory in front
 * @param id the device
 * @param definition its definition
 * @since 0.1.0
 */
public record MisnamedDefinition(Path file, MediatedDeviceId id, MdevDefinition definition) {
    /**
     * Checks that all are there.
     *
     * @param file the file
     * @param id the device
     * @param definition its definition
     */
    public MisnamedDefinition {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(definition, "definition");
    }
}
