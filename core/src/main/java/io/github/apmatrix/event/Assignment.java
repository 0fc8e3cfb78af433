package io.github.apmatrix.event;

import io.github.apmatrix.DomainSet;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import java.util.Objects;
import java.util.Optional;

/**
 * What is assigned to a mediated device, as far as it is known.
 *
 * @param matrix adapters and usage domains, as they were read
 * @param controlDomains the control domains, or empty if they are not known
 * @since 0.1.0
 */
public record Assignment(MatrixReading matrix, Optional<DomainSet> controlDomains) {
    /**
     * Checks the parts.
     *
     * @param matrix adapters and usage domains, as they were read
     * @param controlDomains the control domains, or empty if they are not known
     */
    public Assignment {
        Objects.requireNonNull(matrix, "matrix");
        Objects.requireNonNull(controlDomains, "controlDomains");
    }

    static Assignment of(MediatedDevice device) {
        return new Assignment(device.assignedMatrix(), device.controlDomains());
    }

    /** Returns for example {@code adapters 0a x domains 001b (control domains 001b)}. */
    @Override
    public String toString() {
        return matrix + " (control domains " + Words.text(controlDomains) + ")";
    }
}
