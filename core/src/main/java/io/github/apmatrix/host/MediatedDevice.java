package io.github.apmatrix.host;

import static java.util.Objects.requireNonNull;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A vfio_ap mediated device: what is assigned to it and what a guest on it gets.
 *
 * @since 0.1.0
 */
public final class MediatedDevice {
    private final MediatedDeviceId id;
    private final MediatedDeviceState state;
    private final MatrixReading assignedMatrix;
    private final Optional<DomainSet> controlDomains;
    private final MatrixReading guestMatrix;
    private final Answer heldByGuest;
    private final OptionalInt iommuGroup;

    private MediatedDevice(Builder builder) {
        this.id = builder.id;
        this.state = builder.state;
        this.assignedMatrix = builder.assignedMatrix;
        this.controlDomains = builder.controlDomains;
        this.guestMatrix = builder.guestMatrix;
        this.heldByGuest = builder.heldByGuest;
        this.iommuGroup = builder.iommuGroup;
    }

    /**
     * Returns a builder for a mediated device of which nothing is known yet.
     *
     * @param id the id of the device
     * @return a builder
     */
    public static Builder builder(MediatedDeviceId id) {
        return new Builder(id);
    }

    /**
     * Returns the id of the device.
     *
     * @return the id of the device
     */
    public MediatedDeviceId id() {
        return id;
    }

    /**
     * Returns the state of the device.
     *
     * @return the state
     */
    public MediatedDeviceState state() {
        return state;
    }

    /**
     * Returns the adapters and usage domains that are assigned.
     *
     * @return complete, cut or unreadable
     */
    public MatrixReading assignedMatrix() {
        return assignedMatrix;
    }

    /**
     * Returns the control domains that are assigned.
     *
     * @return the domains, or empty if they were not read
     */
    public Optional<DomainSet> controlDomains() {
        return controlDomains;
    }

    /**
     * Returns what a guest on the device has, or would get if it was attached now.
     *
     * @return complete, cut or unreadable
     */
    public MatrixReading guestMatrix() {
        return guestMatrix;
    }

    /**
     * Returns whether a guest, or any other process, has the device open.
     *
     * @return yes, no or not known
     */
    public Answer heldByGuest() {
        return heldByGuest;
    }

    /**
     * Returns the number of the IOMMU group, as in {@code /dev/vfio/<number>}.
     *
     * @return a number from 0 on, or empty if it was not read
     */
    public OptionalInt iommuGroup() {
        return iommuGroup;
    }

    /**
     * Returns all that is assigned, if it is known completely.
     *
     * @return matrix and control domains, or empty if one of them is cut or was not read
     */
    public Optional<ApConfig> assigned() {
        return assignedMatrix.matrix().flatMap(matrix -> controlDomains.map(ApConfig.of(matrix)::withControlDomains));
    }

    /**
     * Returns whether more can be assigned than is known: a device that shows nothing, or not all, can have any queues,
     * unless no driver has it.
     *
     * @return true if the assigned matrix is not known completely
     */
    public boolean mayHaveMore() {
        return assignedMatrix.matrix().isEmpty() && state != MediatedDeviceState.WITHOUT_DRIVER;
    }

    /**
     * Returns a builder that has all of this device.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(id);
        builder.state = state;
        builder.assignedMatrix = assignedMatrix;
        builder.controlDomains = controlDomains;
        builder.guestMatrix = guestMatrix;
        builder.heldByGuest = heldByGuest;
        builder.iommuGroup = iommuGroup;
        return builder;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof MediatedDevice other && parts().equals(other.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** Returns all parts, for logs and failing tests. */
    @Override
    public String toString() {
        return "MediatedDevice" + parts();
    }

    private List<Object> parts() {
        return List.of(id, state, assignedMatrix, controlDomains, guestMatrix, heldByGuest, iommuGroup);
    }

    /** Collects what is known; not thread-safe. */
    public static final class Builder {
        private final MediatedDeviceId id;
        private MediatedDeviceState state = MediatedDeviceState.READY;
        private MatrixReading assignedMatrix = MatrixReading.unreadable("not read");
        private Optional<DomainSet> controlDomains = Optional.empty();
        private MatrixReading guestMatrix = MatrixReading.unreadable("not read");
        private Answer heldByGuest = Answer.NOT_KNOWN;
        private OptionalInt iommuGroup = OptionalInt.empty();

        private Builder(MediatedDeviceId id) {
            this.id = requireNonNull(id, "id");
        }

        /**
         * Sets the state of the device.
         *
         * @param value the state
         * @return this builder
         */
        public Builder state(MediatedDeviceState value) {
            this.state = requireNonNull(value, "state");
            return this;
        }

        /**
         * Sets the adapters and usage domains that are assigned.
         *
         * @param value complete, cut or unreadable
         * @return this builder
         */
        public Builder assignedMatrix(MatrixReading value) {
            this.assignedMatrix = requireNonNull(value, "assignedMatrix");
            return this;
        }

        /**
         * Sets the control domains that are assigned.
         *
         * @param value the domains
         * @return this builder
         */
        public Builder controlDomains(DomainSet value) {
            this.controlDomains = Optional.of(value);
            return this;
        }

        /**
         * Sets what a guest on the device has, or would get if it was attached now.
         *
         * @param value complete, cut or unreadable
         * @return this builder
         */
        public Builder guestMatrix(MatrixReading value) {
            this.guestMatrix = requireNonNull(value, "guestMatrix");
            return this;
        }

        /**
         * Sets whether a guest, or any other process, has the device open.
         *
         * @param value yes, no or not known
         * @return this builder
         */
        public Builder heldByGuest(Answer value) {
            this.heldByGuest = requireNonNull(value, "heldByGuest");
            return this;
        }

        /**
         * Sets the number of the IOMMU group, as in {@code /dev/vfio/<number>}.
         *
         * @param value a number from 0 on
         * @return this builder
         */
        public Builder iommuGroup(int value) {
            this.iommuGroup = OptionalInt.of(value);
            return this;
        }

        /**
         * Returns what was collected.
         *
         * @return an immutable value
         */
        public MediatedDevice build() {
            return new MediatedDevice(this);
        }
    }
}
