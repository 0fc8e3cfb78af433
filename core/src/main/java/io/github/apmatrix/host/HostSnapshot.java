package io.github.apmatrix.host;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Ordering;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.rules.Ownership;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The four levels of a host at one moment: what the LPAR has, what the host keeps, what is assigned to mediated devices,
 * and what their guests get.
 *
 * <p>The set-valued views ({@link #reservedForHost()} and so on) hold what is <em>known</em>: a queue of which nothing
 * is known is in none of them.
 *
 * @since 0.1.0
 */
public final class HostSnapshot {
    private final Answer apBus;
    private final Answer vfioAp;
    private final KernelFeatures features;
    private final Optional<ApConfig> lpar;
    private final Optional<AdapterId> maxAdapter;
    private final Optional<DomainId> maxDomain;
    private final Optional<HostMasks> masks;
    private final Optional<Bindings> bindings;
    private final OptionalInt defaultDomain;
    private final Optional<Duration> configTime;
    private final OptionalInt availableInstances;
    private final ImmutableSortedMap<AdapterId, Card> cards;
    private final ImmutableSortedMap<ApQueue, QueueDevice> queues;
    private final ImmutableSortedMap<MediatedDeviceId, MediatedDevice> devices;
    private final QueueIndex index;

    private HostSnapshot(Builder builder) {
        this.apBus = builder.apBus;
        this.vfioAp = builder.vfioAp;
        this.features = builder.features;
        this.lpar = builder.lpar;
        this.maxAdapter = builder.maxAdapter;
        this.maxDomain = builder.maxDomain;
        this.masks = builder.masks;
        this.bindings = builder.bindings;
        this.defaultDomain = builder.defaultDomain;
        this.configTime = builder.configTime;
        this.availableInstances = builder.availableInstances;
        this.cards = ImmutableSortedMap.copyOf(builder.cards);
        this.queues = ImmutableSortedMap.copyOf(builder.queues, Ordering.natural());
        this.devices = ImmutableSortedMap.copyOf(builder.devices);
        this.index = new QueueIndex(masks, queues, devices);
    }

    /**
     * Returns a builder for a snapshot of which nothing is known yet.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns whether the kernel has an AP bus.
     *
     * @return yes, no (no AP instructions, or the bus module is not loaded) or not known
     */
    public Answer apBus() {
        return apBus;
    }

    /**
     * Returns whether the vfio_ap driver is loaded.
     *
     * @return yes, no or not known
     */
    public Answer vfioAp() {
        return vfioAp;
    }

    /**
     * Returns what the kernel can do.
     *
     * @return the features
     */
    public KernelFeatures features() {
        return features;
    }

    /**
     * Returns what the LPAR had at the last bus scan.
     *
     * @return adapters, usage domains and control domains; empty if the machine does not report them, or they were not
     *     read
     */
    public Optional<ApConfig> lpar() {
        return lpar;
    }

    /**
     * Returns the largest adapter number of this machine.
     *
     * @return the adapter, or empty if it was not read
     */
    public Optional<AdapterId> maxAdapter() {
        return maxAdapter;
    }

    /**
     * Returns the largest domain number of this machine.
     *
     * @return the domain, or empty if it was not read
     */
    public Optional<DomainId> maxDomain() {
        return maxDomain;
    }

    /**
     * Returns the masks that reserve queues for the host.
     *
     * @return apmask and aqmask, or empty if they were not read
     */
    public Optional<HostMasks> masks() {
        return masks;
    }

    /**
     * Returns how many queue devices have a driver.
     *
     * @return the bindings, or empty if they were not read
     */
    public Optional<Bindings> bindings() {
        return bindings;
    }

    /**
     * Returns the default domain of the host.
     *
     * @return a number from 0 to 255, -1 if there is none, or empty if it was not read
     */
    public OptionalInt defaultDomain() {
        return defaultDomain;
    }

    /**
     * Returns the period of the bus scan.
     *
     * @return 5 to 120 seconds, or empty if it was not read
     */
    public Optional<Duration> configTime() {
        return configTime;
    }

    /**
     * Returns how many more mediated devices can be created.
     *
     * @return a number from 0 to 65536, or empty if it was not read
     */
    public OptionalInt availableInstances() {
        return availableInstances;
    }

    /**
     * Returns the cards.
     *
     * @return the cards by adapter, ascending
     */
    public ImmutableSortedMap<AdapterId, Card> cards() {
        return cards;
    }

    /**
     * Returns the queue devices.
     *
     * @return the queue devices by queue, ascending
     */
    public ImmutableSortedMap<ApQueue, QueueDevice> queues() {
        return queues;
    }

    /**
     * Returns the mediated devices.
     *
     * @return the devices by id, ascending
     */
    public ImmutableSortedMap<MediatedDeviceId, MediatedDevice> devices() {
        return devices;
    }

    /**
     * Returns who owns the queues: the masks, and the overrides of bound queues.
     *
     * @return the ownership, or empty if the masks were not read
     */
    public Optional<Ownership> ownership() {
        return index.ownership();
    }

    /**
     * Returns the queues with a driver override.
     *
     * @return the queues, bound or not
     */
    public ApQueueSet overridden() {
        return index.overridden();
    }

    /**
     * Returns the queues that the LPAR has.
     *
     * @return the queues of {@link #lpar()}; where the machine does not report it, the queues that have a device
     */
    public ApQueueSet availableToLpar() {
        return lpar.map(config -> ApQueueSet.of(config.matrix())).orElseGet(() -> ApQueueSet.copyOf(queues.keySet()));
    }

    /**
     * Returns the queues that are reserved for the host's drivers.
     *
     * @return the queues, whether the LPAR has them or not; none if the masks were not read
     */
    public ApQueueSet reservedForHost() {
        return ownership().map(Ownership::reserved).orElse(ApQueueSet.none());
    }

    /**
     * Returns the queues that are free for vfio_ap.
     *
     * @return the queues, whether the LPAR has them or not; none if the masks were not read
     */
    public ApQueueSet freeForVfio() {
        return ownership().map(Ownership::free).orElse(ApQueueSet.none());
    }

    /**
     * Returns the queues that are bound to vfio_ap.
     *
     * @return the queues
     */
    public ApQueueSet boundToVfioAp() {
        return index.boundToVfioAp();
    }

    /**
     * Returns the queues that are assigned to any mediated device, whether the LPAR has them or not.
     *
     * @return the queues
     */
    public ApQueueSet assigned() {
        return index.assigned();
    }

    /**
     * Returns the mediated devices that show a queue as assigned.
     *
     * @param queue the queue
     * @return normally none or one; more if the snapshot was taken during a change
     */
    public ImmutableList<MediatedDevice> assignedTo(ApQueue queue) {
        return index.assignedTo(queue);
    }

    /**
     * Returns the queues that pass all four levels: that a guest has, or would get if it was attached now.
     *
     * @return the queues of all guest matrices
     */
    public ApQueueSet reachingGuests() {
        return devices.values().stream()
                .map(device -> device.guestMatrix().queues())
                .reduce(ApQueueSet.none(), ApQueueSet::union);
    }

    /**
     * Returns a builder that has all of this snapshot.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.apBus = apBus;
        builder.vfioAp = vfioAp;
        builder.features = features;
        builder.lpar = lpar;
        builder.maxAdapter = maxAdapter;
        builder.maxDomain = maxDomain;
        builder.masks = masks;
        builder.bindings = bindings;
        builder.defaultDomain = defaultDomain;
        builder.configTime = configTime;
        builder.availableInstances = availableInstances;
        builder.cards.putAll(cards);
        builder.queues.putAll(queues);
        builder.devices.putAll(devices);
        return builder;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof HostSnapshot other && parts().equals(other.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    /** Returns all parts, for logs and failing tests. */
    @Override
    public String toString() {
        return "HostSnapshot" + parts();
    }

    private List<Object> parts() {
        return List.of(
                apBus,
                vfioAp,
                features,
                lpar,
                maxAdapter,
                maxDomain,
                masks,
                bindings,
                defaultDomain,
                configTime,
                availableInstances,
                cards,
                queues,
                devices);
    }

    /** Collects what is known; not thread-safe. */
    public static final class Builder {
        private Answer apBus = Answer.NOT_KNOWN;
        private Answer vfioAp = Answer.NOT_KNOWN;
        private KernelFeatures features = KernelFeatures.notKnown();
        private Optional<ApConfig> lpar = Optional.empty();
        private Optional<AdapterId> maxAdapter = Optional.empty();
        private Optional<DomainId> maxDomain = Optional.empty();
        private Optional<HostMasks> masks = Optional.empty();
        private Optional<Bindings> bindings = Optional.empty();
        private OptionalInt defaultDomain = OptionalInt.empty();
        private Optional<Duration> configTime = Optional.empty();
        private OptionalInt availableInstances = OptionalInt.empty();
        // the order of ImmutableSortedMap, so that copies in both directions need not sort
        private final TreeMap<AdapterId, Card> cards = new TreeMap<>(Ordering.natural());
        /** In the order in which they were added: mostly theirs, so that sorting at the end costs little. */
        private final Map<ApQueue, QueueDevice> queues = new LinkedHashMap<>();

        private final TreeMap<MediatedDeviceId, MediatedDevice> devices = new TreeMap<>(Ordering.natural());

        private Builder() {}

        /**
         * Sets whether the kernel has an AP bus.
         *
         * @param answer yes, no or not known
         * @return this builder
         */
        public Builder apBus(Answer answer) {
            this.apBus = requireNonNull(answer, "answer");
            return this;
        }

        /**
         * Sets whether the vfio_ap driver is loaded.
         *
         * @param answer yes, no or not known
         * @return this builder
         */
        public Builder vfioAp(Answer answer) {
            this.vfioAp = requireNonNull(answer, "answer");
            return this;
        }

        /**
         * Sets what the kernel can do.
         *
         * @param value the features
         * @return this builder
         */
        public Builder features(KernelFeatures value) {
            this.features = requireNonNull(value, "value");
            return this;
        }

        /**
         * Sets what the LPAR has.
         *
         * @param config adapters, usage domains and control domains
         * @return this builder
         */
        public Builder lpar(ApConfig config) {
            this.lpar = Optional.of(config);
            return this;
        }

        /**
         * Sets the largest adapter number of this machine.
         *
         * @param adapter the adapter
         * @return this builder
         */
        public Builder maxAdapter(AdapterId adapter) {
            this.maxAdapter = Optional.of(adapter);
            return this;
        }

        /**
         * Sets the largest domain number of this machine.
         *
         * @param domain the domain
         * @return this builder
         */
        public Builder maxDomain(DomainId domain) {
            this.maxDomain = Optional.of(domain);
            return this;
        }

        /**
         * Sets the masks that reserve queues for the host.
         *
         * @param value apmask and aqmask
         * @return this builder
         */
        public Builder masks(HostMasks value) {
            this.masks = Optional.of(value);
            return this;
        }

        /**
         * Sets how many queue devices have a driver.
         *
         * @param value the bindings
         * @return this builder
         */
        public Builder bindings(Bindings value) {
            this.bindings = Optional.of(value);
            return this;
        }

        /**
         * Sets the default domain of the host.
         *
         * @param number from 0 to 255, or -1 for none
         * @return this builder
         */
        public Builder defaultDomain(int number) {
            this.defaultDomain = OptionalInt.of(number);
            return this;
        }

        /**
         * Sets the period of the bus scan.
         *
         * @param period 5 to 120 seconds
         * @return this builder
         */
        public Builder configTime(Duration period) {
            this.configTime = Optional.of(period);
            return this;
        }

        /**
         * Sets how many more mediated devices can be created.
         *
         * @param count from 0 to 65536
         * @return this builder
         */
        public Builder availableInstances(int count) {
            this.availableInstances = OptionalInt.of(count);
            return this;
        }

        /**
         * Adds a card; one of the same adapter is replaced.
         *
         * @param card the card
         * @return this builder
         */
        public Builder add(Card card) {
            cards.put(card.adapter(), card);
            return this;
        }

        /**
         * Adds a queue device; one of the same queue is replaced.
         *
         * @param device the queue device
         * @return this builder
         */
        public Builder add(QueueDevice device) {
            queues.put(device.queue(), device);
            return this;
        }

        /**
         * Adds a mediated device; one of the same id is replaced.
         *
         * @param device the device
         * @return this builder
         */
        public Builder add(MediatedDevice device) {
            devices.put(device.id(), device);
            return this;
        }

        /**
         * Takes a card away.
         *
         * @param adapter the adapter of the card; nothing happens if it has none
         * @return this builder
         */
        public Builder remove(AdapterId adapter) {
            cards.remove(adapter);
            return this;
        }

        /**
         * Takes a queue device away.
         *
         * @param queue the queue; nothing happens if it has no device
         * @return this builder
         */
        public Builder remove(ApQueue queue) {
            queues.remove(queue);
            return this;
        }

        /**
         * Takes a mediated device away.
         *
         * @param device the device; nothing happens if it is not there
         * @return this builder
         */
        public Builder remove(MediatedDeviceId device) {
            devices.remove(device);
            return this;
        }

        /**
         * Returns what was collected.
         *
         * @return an immutable snapshot
         */
        public HostSnapshot build() {
            return new HostSnapshot(this);
        }
    }
}
