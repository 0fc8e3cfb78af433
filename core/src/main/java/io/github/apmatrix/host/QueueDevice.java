package io.github.apmatrix.host;

import static java.util.Objects.requireNonNull;

import io.github.apmatrix.ApQueue;
import java.util.List;
import java.util.Optional;

/**
 * A queue device: one queue of the LPAR, as the AP bus shows it. What was not read is absent.
 *
 * @since 0.1.0
 */
public final class QueueDevice {
    private final ApQueue queue;
    private final DriverBinding driver;
    private final Optional<VfioStatus> status;
    private final Answer online;
    private final Answer configured;
    private final Answer checkstopped;
    private final Optional<String> driverOverride;

    private QueueDevice(Builder builder) {
        this.queue = builder.queue;
        this.driver = builder.driver;
        this.status = builder.status;
        this.online = builder.online;
        this.configured = builder.configured;
        this.checkstopped = builder.checkstopped;
        this.driverOverride = builder.driverOverride;
    }

    /**
     * Returns a builder for a queue device of which nothing is known yet.
     *
     * @param queue the queue
     * @return a builder
     */
    public static Builder builder(ApQueue queue) {
        return new Builder(queue);
    }

    /**
     * Returns the queue.
     *
     * @return the queue
     */
    public ApQueue queue() {
        return queue;
    }

    /**
     * Returns the driver that the queue is bound to.
     *
     * @return the binding
     */
    public DriverBinding driver() {
        return driver;
    }

    /**
     * Returns what vfio_ap says of the queue.
     *
     * @return the status, or empty if the queue is not bound to vfio_ap or it was not read
     */
    public Optional<VfioStatus> status() {
        return status;
    }

    /**
     * Returns whether the host may use the queue; only queues of the host's drivers tell.
     *
     * @return yes, no or not known
     */
    public Answer online() {
        return online;
    }

    /**
     * Returns whether the adapter was configured at the last bus scan.
     *
     * @return yes, no or not known
     */
    public Answer configured() {
        return configured;
    }

    /**
     * Returns whether the queue was checkstopped at the last bus scan.
     *
     * @return yes, no or not known
     */
    public Answer checkstopped() {
        return checkstopped;
    }

    /**
     * Returns the name of the only driver that may bind the queue.
     *
     * @return the name, or empty if there is none or it was not read
     */
    public Optional<String> driverOverride() {
        return driverOverride;
    }

    /**
     * Returns a builder that has all of this device.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(queue);
        builder.driver = driver;
        builder.status = status;
        builder.online = online;
        builder.configured = configured;
        builder.checkstopped = checkstopped;
        builder.driverOverride = driverOverride;
        return builder;
    }

    @Override
    public boolean equals(Object object) {
        return this == object || (object instanceof QueueDevice other && parts().equals(other.parts()));
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** Returns all parts, for logs and failing tests. */
    @Override
    public String toString() {
        return "QueueDevice" + parts();
    }

    private List<Object> parts() {
        return List.of(queue, driver, status, online, configured, checkstopped, driverOverride);
    }

    /** Collects what is known; not thread-safe. */
    public static final class Builder {
        private final ApQueue queue;
        private DriverBinding driver = DriverBinding.notKnown();
        private Optional<VfioStatus> status = Optional.empty();
        private Answer online = Answer.NOT_KNOWN;
        private Answer configured = Answer.NOT_KNOWN;
        private Answer checkstopped = Answer.NOT_KNOWN;
        private Optional<String> driverOverride = Optional.empty();

        private Builder(ApQueue queue) {
            this.queue = requireNonNull(queue, "queue");
        }

        /**
         * Sets the driver that the queue is bound to.
         *
         * @param value the binding
         * @return this builder
         */
        public Builder driver(DriverBinding value) {
            this.driver = requireNonNull(value, "driver");
            return this;
        }

        /**
         * Sets what vfio_ap says of the queue.
         *
         * @param value the status
         * @return this builder
         */
        public Builder status(VfioStatus value) {
            this.status = Optional.of(value);
            return this;
        }

        /**
         * Sets whether the host may use the queue; only queues of the host's drivers tell.
         *
         * @param value yes, no or not known
         * @return this builder
         */
        public Builder online(Answer value) {
            this.online = requireNonNull(value, "online");
            return this;
        }

        /**
         * Sets whether the adapter was configured at the last bus scan.
         *
         * @param value yes, no or not known
         * @return this builder
         */
        public Builder configured(Answer value) {
            this.configured = requireNonNull(value, "configured");
            return this;
        }

        /**
         * Sets whether the queue was checkstopped at the last bus scan.
         *
         * @param value yes, no or not known
         * @return this builder
         */
        public Builder checkstopped(Answer value) {
            this.checkstopped = requireNonNull(value, "checkstopped");
            return this;
        }

        /**
         * Sets the name of the only driver that may bind the queue.
         *
         * @param value the name
         * @return this builder
         */
        public Builder driverOverride(String value) {
            this.driverOverride = Optional.of(value);
            return this;
        }

        /**
         * Returns what was collected.
         *
         * @return an immutable value
         */
        public QueueDevice build() {
            return new QueueDevice(this);
        }
    }
}
