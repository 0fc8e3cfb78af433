package io.github.apmatrix.host;

import static java.util.Objects.requireNonNull;

import io.github.apmatrix.AdapterId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A card: the device of one adapter, as the AP bus shows it. What was not read is absent.
 *
 * @since 0.1.0
 */
public final class Card {
    private static final int CEX4 = 4;
    private static final int CEX4_HARDWARE_TYPE = 10;

    private final AdapterId adapter;
    private final Optional<CardType> type;
    private final OptionalInt hardwareType;
    private final OptionalInt rawHardwareType;
    private final Optional<ApFunctions> functions;
    private final OptionalInt depth;
    private final OptionalInt maxMessageSize;
    private final Optional<String> serialNumber;
    private final Answer online;
    private final Answer configured;
    private final Answer checkstopped;
    private final DriverBinding driver;

    private Card(Builder builder) {
        this.adapter = builder.adapter;
        this.type = builder.type;
        this.hardwareType = builder.hardwareType;
        this.rawHardwareType = builder.rawHardwareType;
        this.functions = builder.functions;
        this.depth = builder.depth;
        this.maxMessageSize = builder.maxMessageSize;
        this.serialNumber = builder.serialNumber;
        this.online = builder.online;
        this.configured = builder.configured;
        this.checkstopped = builder.checkstopped;
        this.driver = builder.driver;
    }

    /**
     * Returns a builder for a card of which nothing is known yet.
     *
     * @param adapter the adapter
     * @return a builder
     */
    public static Builder builder(AdapterId adapter) {
        return new Builder(adapter);
    }

    /**
     * Returns the adapter.
     *
     * @return the adapter
     */
    public AdapterId adapter() {
        return adapter;
    }

    /**
     * Returns the type, which only a bound card shows.
     *
     * @return the type, or empty if it was not read
     */
    public Optional<CardType> type() {
        return type;
    }

    /**
     * Returns the compatible hardware type: 10 for CEX4 to 14 for CEX8.
     *
     * @return a number from 0 on, or empty if it was not read
     */
    public OptionalInt hardwareType() {
        return hardwareType;
    }

    /**
     * Returns the real hardware type, which can be above 14.
     *
     * @return a number from 0 on, or empty if it was not read
     */
    public OptionalInt rawHardwareType() {
        return rawHardwareType;
    }

    /**
     * Returns the function bits.
     *
     * @return the functions, or empty if they were not read
     */
    public Optional<ApFunctions> functions() {
        return functions;
    }

    /**
     * Returns the queue depth as the kernel prints it: up to Linux 6.9 or so one less than the real one.
     *
     * @return a number from 0 on, or empty if it was not read
     */
    public OptionalInt depth() {
        return depth;
    }

    /**
     * Returns the largest message in bytes.
     *
     * @return a number of bytes, or empty if it was not read
     */
    public OptionalInt maxMessageSize() {
        return maxMessageSize;
    }

    /**
     * Returns the serial number, which CCA and EP11 cards have.
     *
     * @return the number, possibly blank, or empty if it was not read
     */
    public Optional<String> serialNumber() {
        return serialNumber;
    }

    /**
     * Returns whether the card is switched on, configured and, on newer kernels, not checkstopped.
     *
     * @return yes, no or not known
     */
    public Answer online() {
        return online;
    }

    /**
     * Returns whether the adapter is configured, not in standby.
     *
     * @return yes, no or not known
     */
    public Answer configured() {
        return configured;
    }

    /**
     * Returns whether the adapter is checkstopped.
     *
     * @return yes, no or not known
     */
    public Answer checkstopped() {
        return checkstopped;
    }

    /**
     * Returns the driver that the card is bound to.
     *
     * @return the binding
     */
    public DriverBinding driver() {
        return driver;
    }

    /**
     * Returns the mode: the one of the type, else the one of the function bits.
     *
     * @return the mode, or empty if it is not known
     */
    public Optional<CardMode> mode() {
        return type.map(CardType::mode).or(() -> functions.flatMap(ApFunctions::mode));
    }

    /**
     * Returns the generation: the one of the type, else the one that the hardware type stands for.
     *
     * @return a number from 2 on, for example 7 for Crypto Express7S, or empty if it is not known
     */
    public OptionalInt generation() {
        if (type.isPresent()) {
            return OptionalInt.of(type.orElseThrow().generation());
        }
        return hardwareType.isPresent() && hardwareType.getAsInt() >= CEX4_HARDWARE_TYPE
                ? OptionalInt.of(hardwareType.getAsInt() - CEX4_HARDWARE_TYPE + CEX4)
                : OptionalInt.empty();
    }

    /**
     * Returns whether the adapter is older than CEX4, which vfio_ap does not take.
     *
     * @return true if it is known to be older, by its hardware type (below 10) or its type
     */
    public boolean isTooOldForVfioAp() {
        return hardwareType.isPresent()
                ? hardwareType.getAsInt() < CEX4_HARDWARE_TYPE
                : type.filter(known -> known.generation() < CEX4).isPresent();
    }

    /**
     * Returns a builder that has all of this card.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(adapter);
        builder.type = type;
        builder.hardwareType = hardwareType;
        builder.rawHardwareType = rawHardwareType;
        builder.functions = functions;
        builder.depth = depth;
        builder.maxMessageSize = maxMessageSize;
        builder.serialNumber = serialNumber;
        builder.online = online;
        builder.configured = configured;
        builder.checkstopped = checkstopped;
        builder.driver = driver;
        return builder;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Card other && parts().equals(other.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** Returns all parts, for logs and failing tests. */
    @Override
    public String toString() {
        return "Card" + parts();
    }

    private List<Object> parts() {
        return List.of(
                adapter,
                type,
                hardwareType,
                rawHardwareType,
                functions,
                depth,
                maxMessageSize,
                serialNumber,
                online,
                configured,
                checkstopped,
                driver);
    }

    /** Collects what is known; not thread-safe. */
    public static final class Builder {
        private final AdapterId adapter;
        private Optional<CardType> type = Optional.empty();
        private OptionalInt hardwareType = OptionalInt.empty();
        private OptionalInt rawHardwareType = OptionalInt.empty();
        private Optional<ApFunctions> functions = Optional.empty();
        private OptionalInt depth = OptionalInt.empty();
        private OptionalInt maxMessageSize = OptionalInt.empty();
        private Optional<String> serialNumber = Optional.empty();
        private Answer online = Answer.NOT_KNOWN;
        private Answer configured = Answer.NOT_KNOWN;
        private Answer checkstopped = Answer.NOT_KNOWN;
        private DriverBinding driver = DriverBinding.notKnown();

        private Builder(AdapterId adapter) {
            this.adapter = requireNonNull(adapter, "adapter");
        }

        /**
         * Sets the type, which only a bound card shows.
         *
         * @param value the type
         * @return this builder
         */
        public Builder type(CardType value) {
            this.type = Optional.of(value);
            return this;
        }

        /**
         * Sets the compatible hardware type: 10 for CEX4 to 14 for CEX8.
         *
         * @param value a number from 0 on
         * @return this builder
         */
        public Builder hardwareType(int value) {
            this.hardwareType = OptionalInt.of(value);
            return this;
        }

        /**
         * Sets the real hardware type, which can be above 14.
         *
         * @param value a number from 0 on
         * @return this builder
         */
        public Builder rawHardwareType(int value) {
            this.rawHardwareType = OptionalInt.of(value);
            return this;
        }

        /**
         * Sets the function bits.
         *
         * @param value the functions
         * @return this builder
         */
        public Builder functions(ApFunctions value) {
            this.functions = Optional.of(value);
            return this;
        }

        /**
         * Sets the queue depth as the kernel prints it: up to Linux 6.9 or so one less than the real one.
         *
         * @param value a number from 0 on
         * @return this builder
         */
        public Builder depth(int value) {
            this.depth = OptionalInt.of(value);
            return this;
        }

        /**
         * Sets the largest message in bytes.
         *
         * @param value a number of bytes
         * @return this builder
         */
        public Builder maxMessageSize(int value) {
            this.maxMessageSize = OptionalInt.of(value);
            return this;
        }

        /**
         * Sets the serial number, which CCA and EP11 cards have.
         *
         * @param value the number
         * @return this builder
         */
        public Builder serialNumber(String value) {
            this.serialNumber = Optional.of(value);
            return this;
        }

        /**
         * Sets whether the card is switched on, configured and, on newer kernels, not checkstopped.
         *
         * @param value yes, no or not known
         * @return this builder
         */
        public Builder online(Answer value) {
            this.online = requireNonNull(value, "online");
            return this;
        }

        /**
         * Sets whether the adapter is configured, not in standby.
         *
         * @param value yes, no or not known
         * @return this builder
         */
        public Builder configured(Answer value) {
            this.configured = requireNonNull(value, "configured");
            return this;
        }

        /**
         * Sets whether the adapter is checkstopped.
         *
         * @param value yes, no or not known
         * @return this builder
         */
        public Builder checkstopped(Answer value) {
            this.checkstopped = requireNonNull(value, "checkstopped");
            return this;
        }

        /**
         * Sets the driver that the card is bound to.
         *
         * @param value the binding
         * @return this builder
         */
        public Builder driver(DriverBinding value) {
            this.driver = requireNonNull(value, "driver");
            return this;
        }

        /**
         * Returns what was collected.
         *
         * @return an immutable value
         */
        public Card build() {
            return new Card(this);
        }
    }
}
