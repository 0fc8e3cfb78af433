package io.github.apmatrix.allocate;

import com.google.common.collect.ImmutableSortedMap;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.MediatedDeviceId;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Guests that shall all get queues. Devices of the host that are not named keep what they have.
 *
 * <pre>{@code
 * AllocationRequest request = AllocationRequest.builder()
 *         .guest(GuestDemand.of(bank).queues(4).adapters(2).mode(CardMode.CCA).ownDomains())
 *         .guest(GuestDemand.of(shop).mode(CardMode.ACCELERATOR).apartFrom(bank))
 *         .keepForHost(ApQueueSet.of(ApQueue.parse("05.0001")))
 *         .build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class AllocationRequest {
    private final ImmutableSortedMap<MediatedDeviceId, GuestDemand> guests;
    private final ApQueueSet keptForHost;

    private AllocationRequest(Builder builder) {
        this.guests = ImmutableSortedMap.copyOf(builder.guests);
        this.keptForHost = builder.keptForHost;
    }

    /**
     * Returns a builder for a request without guests.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the guests.
     *
     * @return what each requires, by device
     */
    public ImmutableSortedMap<MediatedDeviceId, GuestDemand> guests() {
        return guests;
    }

    /**
     * Returns the queues that the host keeps.
     *
     * @return queues that no guest gets, and that are not freed beside
     */
    public ApQueueSet keptForHost() {
        return keptForHost;
    }

    GuestDemand demandOf(MediatedDeviceId guest) {
        return Optional.ofNullable(guests.get(guest)).orElseThrow();
    }

    /** Returns a line for each guest, and the kept queues. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        guests.values().forEach(guest -> text.append(guest).append('\n'));
        return text.append(keptForHost.isEmpty() ? "" : "the host keeps " + keptForHost + "\n")
                .toString();
    }

    /** Collects guests; not thread-safe. */
    public static final class Builder {
        private final TreeMap<MediatedDeviceId, GuestDemand> guests = new TreeMap<>();
        private ApQueueSet keptForHost = ApQueueSet.none();

        private Builder() {}

        /**
         * Adds a guest.
         *
         * @param demand what it requires
         * @return this builder
         * @throws IllegalArgumentException if there is a demand for the device already
         */
        public Builder guest(GuestDemand demand) {
            if (guests.putIfAbsent(demand.device(), demand) != null) {
                throw new IllegalArgumentException("two demands for guest " + demand.device());
            }
            return this;
        }

        /**
         * Keeps queues for the host.
         *
         * @param queues the queues
         * @return this builder
         */
        public Builder keepForHost(ApQueueSet queues) {
            keptForHost = keptForHost.union(queues);
            return this;
        }

        /**
         * Returns the request.
         *
         * @return what was collected
         */
        public AllocationRequest build() {
            return new AllocationRequest(this);
        }
    }
}
