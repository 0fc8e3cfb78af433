package io.github.apmatrix.persistence.remote;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.lszcrypt.BusAttributes;
import io.github.apmatrix.persistence.lszcrypt.DeviceListing;
import io.github.apmatrix.persistence.lszcrypt.DomainMap;
import io.github.apmatrix.persistence.mdevctl.ActiveDevice;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.persistence.mdevctl.MdevType;
import io.github.apmatrix.render.ListingStyle;
import java.util.List;
import java.util.Optional;

/**
 * Puts a snapshot together from what tools printed on a host. What no document tells is not known in the snapshot.
 *
 * <p>The documents should be of about the same time: a snapshot of different times can be of a host that never was.
 *
 * <pre>{@code
 * HostSnapshot host = DocumentedHost.builder()
 *         .devices(DeviceListing.parse(lszcryptV))
 *         .domains(DomainMap.parse(lszcryptD))
 *         .masks(LszdevOutput.parse(lszdev).active())
 *         .mediatedDevices(MdevctlListing.parseActive(mdevctlList))
 *         .build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class DocumentedHost {
    private DocumentedHost() {}

    /**
     * Returns a builder for a host of which nothing is known.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects documents; not thread-safe. */
    public static final class Builder {
        private final HostSnapshot.Builder snapshot = HostSnapshot.builder();
        private Optional<AdapterSet> adapters = Optional.empty();
        private Optional<DomainMap> domains = Optional.empty();

        private Builder() {}

        /**
         * Adds {@code lszcrypt -V}. Other listings of lszcrypt leave devices out: they add those that they show, and the
         * adapters of the LPAR stay not known.
         *
         * @param listing the listing of the whole host
         * @return this builder
         */
        public Builder devices(DeviceListing listing) {
            listing.cards().forEach(snapshot::add);
            listing.queues().forEach(snapshot::add);
            snapshot.apBus(Answer.YES);
            if (listing.queues().stream()
                    .anyMatch(queue -> queue.driver().isVfioAp().isYes())) {
                snapshot.vfioAp(Answer.YES);
            }
            if (listing.style() == ListingStyle.VERBOSE || listing.style() == ListingStyle.SECURE_EXECUTION) {
                adapters = Optional.of(AdapterSet.copyOf(
                        listing.cards().stream().map(Card::adapter).toList()));
            }
            return this;
        }

        /**
         * Adds {@code lszcrypt -d}.
         *
         * @param map the usage and control domains of the LPAR
         * @return this builder
         */
        public Builder domains(DomainMap map) {
            domains = Optional.of(map);
            snapshot.apBus(Answer.YES);
            return this;
        }

        /**
         * Adds {@code lszcrypt -b}.
         *
         * @param attributes the attributes of the bus
         * @return this builder
         */
        public Builder bus(BusAttributes attributes) {
            snapshot.apBus(Answer.YES)
                    .maxDomain(attributes.maxDomain())
                    .defaultDomain(attributes.defaultDomain())
                    .configTime(attributes.configTime());
            return this;
        }

        /**
         * Adds the active masks of {@code lszdev --type ap} or of an export of chzdev.
         *
         * @param active the masks; without both of them nothing is known
         * @return this builder
         */
        public Builder masks(MaskSettings active) {
            active.apmask()
                    .ifPresent(apmask ->
                            active.aqmask().ifPresent(aqmask -> snapshot.masks(new HostMasks(apmask, aqmask))));
            return this;
        }

        /**
         * Adds {@code mdevctl list --dumpjson}. A device without attributes is there, but what it has is not known.
         *
         * @param devices the devices that exist
         * @return this builder
         */
        public Builder mediatedDevices(List<ActiveDevice> devices) {
            for (ActiveDevice device : devices) {
                MediatedDevice.Builder known = MediatedDevice.builder(device.id());
                device.attributes()
                        .ifPresent(attributes -> known.assignedMatrix(MatrixReading.complete(
                                        attributes.config().matrix()))
                                .controlDomains(attributes.config().controlDomains()));
                snapshot.add(known.build());
                snapshot.vfioAp(Answer.YES);
            }
            return this;
        }

        /**
         * Adds {@code mdevctl types --dumpjson}, which shows vfio_ap while it is loaded.
         *
         * @param types all types of the host
         * @return this builder
         */
        public Builder types(List<MdevType> types) {
            Optional<MdevType> vfioAp = types.stream()
                    .filter(type -> type.type().equals(MdevDefinition.TYPE))
                    .findFirst();
            snapshot.vfioAp(Answer.of(vfioAp.isPresent()));
            vfioAp.ifPresent(type -> snapshot.availableInstances(type.availableInstances()));
            return this;
        }

        /**
         * Returns the snapshot.
         *
         * @return what the documents tell
         */
        public HostSnapshot build() {
            adapters.ifPresent(apm -> domains.ifPresent(map ->
                    snapshot.lpar(ApConfig.of(apm, map.usageDomains()).withControlDomains(map.controlDomains()))));
            return snapshot.build();
        }
    }
}
