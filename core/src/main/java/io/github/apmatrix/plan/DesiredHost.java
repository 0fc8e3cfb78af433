package io.github.apmatrix.plan;

import com.google.common.base.MoreObjects;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What a host shall look like. Devices that are not mentioned stay as they are and keep their queues.
 *
 * <pre>{@code
 * DesiredHost desired = DesiredHost.builder()
 *         .device(id, ApConfig.of(adapters(0x00, 0x0a), domains(0x1b)).withControlDomainsLikeUsage())
 *         .keepForHost(ApQueueSet.of(ApQueue.parse("05.0001")))
 *         .build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class DesiredHost {
    private final ImmutableSortedMap<MediatedDeviceId, ApConfig> devices;
    private final ImmutableSortedSet<MediatedDeviceId> devicesToRemove;
    private final ImmutableSortedSet<MediatedDeviceId> untouched;
    private final boolean removesOthers;
    private final Optional<HostMasks> masks;
    private final ApQueueSet keptForHost;
    private final ImmutableSortedSet<MediatedDeviceId> devicesToEvaluate;
    private final boolean permitsLosses;

    private DesiredHost(Builder builder) {
        this.devices = ImmutableSortedMap.copyOf(builder.devices);
        this.devicesToRemove = ImmutableSortedSet.copyOf(builder.devicesToRemove);
        this.untouched = ImmutableSortedSet.copyOf(builder.untouched);
        this.removesOthers = builder.removesOthers;
        this.masks = builder.masks;
        this.keptForHost = builder.keptForHost;
        this.devicesToEvaluate = ImmutableSortedSet.copyOf(builder.devicesToEvaluate);
        this.permitsLosses = builder.permitsLosses;
    }

    /**
     * Returns a builder for a host on which nothing shall change.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the wish to have the state of an earlier snapshot again: its masks, its devices with what was assigned, and
     * no other devices. Devices of which not everything is known are not restored, and not removed either.
     *
     * @param earlier the snapshot
     * @return the wish
     */
    public static DesiredHost like(HostSnapshot earlier) {
        Builder builder = builder().removeOtherDevices();
        earlier.masks().ifPresent(builder::masks);
        earlier.devices()
                .forEach((id, device) -> device.assigned()
                        .ifPresentOrElse(config -> builder.device(id, config), () -> builder.untouched.add(id)));
        return builder.build();
    }

    /**
     * Returns the same wish for a host where adapters and domains have other numbers. Masks and queues kept for the host
     * are dropped: they belong to this host.
     *
     * @param adapters gives the new number of an adapter
     * @param domains gives the new number of a domain, usage or control
     * @return the wish with new numbers
     * @throws IllegalArgumentException if two adapters, or two domains, of a device get the same number
     */
    public DesiredHost renamed(UnaryOperator<AdapterId> adapters, UnaryOperator<DomainId> domains) {
        Builder builder = builder();
        devices.forEach((id, config) -> builder.device(id, renamed(id, config, adapters, domains)));
        builder.devicesToRemove.addAll(devicesToRemove);
        builder.untouched.addAll(untouched);
        builder.devicesToEvaluate.addAll(devicesToEvaluate);
        builder.removesOthers = removesOthers;
        builder.permitsLosses = permitsLosses;
        return builder.build();
    }

    private static ApConfig renamed(
            MediatedDeviceId id, ApConfig config, UnaryOperator<AdapterId> adapters, UnaryOperator<DomainId> domains) {
        AdapterSet newAdapters =
                AdapterSet.copyOf(config.adapters().stream().map(adapters).toList());
        DomainSet newDomains =
                DomainSet.copyOf(config.usageDomains().stream().map(domains).toList());
        DomainSet newControl =
                DomainSet.copyOf(config.controlDomains().stream().map(domains).toList());
        if (newAdapters.size() < config.adapters().size()
                || newDomains.size() < config.usageDomains().size()
                || newControl.size() < config.controlDomains().size()) {
            throw new IllegalArgumentException("two adapters or domains of device " + id + " get the same number");
        }
        return ApConfig.of(newAdapters, newDomains).withControlDomains(newControl);
    }

    /**
     * Returns the devices that there shall be.
     *
     * @return what shall be assigned to each, by id
     */
    public ImmutableSortedMap<MediatedDeviceId, ApConfig> devices() {
        return devices;
    }

    /**
     * Returns whether a device of the host shall be removed.
     *
     * @param device a device of the host
     * @return true if it is named for removal, or not mentioned where only the mentioned ones shall stay
     */
    public boolean removes(MediatedDeviceId device) {
        return devicesToRemove.contains(device)
                || (removesOthers && !devices.containsKey(device) && !untouched.contains(device));
    }

    /**
     * Returns the masks that there shall be.
     *
     * @return apmask and aqmask, or empty if only what the devices need shall be freed
     */
    public Optional<HostMasks> masks() {
        return masks;
    }

    /**
     * Returns the queues that must stay with the host.
     *
     * @return queues that are not freed and not assigned
     */
    public ApQueueSet keptForHost() {
        return keptForHost;
    }

    /**
     * Returns the devices whose guest matrix shall be evaluated even if nothing else changes.
     *
     * @return the devices
     */
    public ImmutableSortedSet<MediatedDeviceId> devicesToEvaluate() {
        return devicesToEvaluate;
    }

    /**
     * Returns whether steps may take from running guests what undoing cannot give back.
     *
     * @return true if that was permitted
     */
    public boolean permitsLosses() {
        return permitsLosses;
    }

    /** Returns all wishes, for logs and failing tests. */
    @Override
    public String toString() {
        return MoreObjects.toStringHelper(this)
                .add("devices", devices)
                .add("devicesToRemove", devicesToRemove)
                .add("untouched", untouched)
                .add("removesOthers", removesOthers)
                .add("masks", masks)
                .add("keptForHost", keptForHost)
                .add("devicesToEvaluate", devicesToEvaluate)
                .add("permitsLosses", permitsLosses)
                .toString();
    }

    /** Collects wishes; not thread-safe. */
    public static final class Builder {
        private final TreeMap<MediatedDeviceId, ApConfig> devices = new TreeMap<>();
        private final TreeSet<MediatedDeviceId> devicesToRemove = new TreeSet<>();
        private final TreeSet<MediatedDeviceId> untouched = new TreeSet<>();
        private final TreeSet<MediatedDeviceId> devicesToEvaluate = new TreeSet<>();
        private boolean removesOthers;
        private Optional<HostMasks> masks = Optional.empty();
        private ApQueueSet keptForHost = ApQueueSet.none();
        private boolean permitsLosses;

        private Builder() {}

        /**
         * Wants a device; it is created if it is not there.
         *
         * @param device the device
         * @param config all that shall be assigned to it
         * @return this builder
         */
        public Builder device(MediatedDeviceId device, ApConfig config) {
            devices.put(device, config);
            return this;
        }

        /**
         * Wants a device to go.
         *
         * @param device the device; nothing happens if it is not there
         * @return this builder
         */
        public Builder removeDevice(MediatedDeviceId device) {
            devicesToRemove.add(device);
            return this;
        }

        /**
         * Wants all devices to go that are not mentioned.
         *
         * @return this builder
         */
        public Builder removeOtherDevices() {
            removesOthers = true;
            return this;
        }

        /**
         * Wants certain masks; by default the fewest bits are cleared that free what the devices need.
         *
         * @param value apmask and aqmask
         * @return this builder
         */
        public Builder masks(HostMasks value) {
            masks = Optional.of(value);
            return this;
        }

        /**
         * Wants queues to stay with the host.
         *
         * @param queues the queues
         * @return this builder
         */
        public Builder keepForHost(ApQueueSet queues) {
            keptForHost = keptForHost.union(queues);
            return this;
        }

        /**
         * Wants the guest matrix of a device evaluated, even if nothing else changes on it.
         *
         * @param device the device
         * @return this builder
         */
        public Builder evaluate(MediatedDeviceId device) {
            devicesToEvaluate.add(device);
            return this;
        }

        /**
         * Permits steps that take from running guests what undoing cannot give back, or queues that the guest shall keep.
         *
         * @return this builder
         */
        public Builder permitLosses() {
            permitsLosses = true;
            return this;
        }

        /**
         * Returns the wish.
         *
         * @return what was collected
         * @throws IllegalArgumentException if a device is both wanted and to be removed
         */
        public DesiredHost build() {
            devicesToRemove.stream().filter(devices::containsKey).findFirst().ifPresent(device -> {
                throw new IllegalArgumentException("device " + device + " is both wanted and to be removed");
            });
            return new DesiredHost(this);
        }
    }
}
