package io.github.apmatrix.allocate;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.CardMode;
import java.util.Optional;

/**
 * A single change after which all guests of a request could get what they require.
 *
 * @since 0.1.0
 */
public sealed interface Suggestion {
    /**
     * Returns the change in words.
     *
     * @return a phrase without period
     */
    String description();

    /**
     * More adapters, of the newest generation and with all usage domains of the LPAR.
     *
     * @param count how many, at least as far as was found
     * @param mode their mode, or empty if any would do
     */
    record MoreAdapters(int count, Optional<CardMode> mode) implements Suggestion {
        @Override
        public String description() {
            return count + " more " + mode.map(kind -> kind + " ").orElse("") + (count == 1 ? "adapter" : "adapters");
        }
    }

    /**
     * A guest that requires fewer queues.
     *
     * @param guest the device of the guest
     * @param required how many queues it requires now
     * @param queues how many it could get, at most as far as was found
     */
    record FewerQueues(MediatedDeviceId guest, int required, int queues) implements Suggestion {
        @Override
        public String description() {
            return queues + " instead of " + required + " queues for guest " + guest;
        }
    }

    /**
     * A guest without one of its requirements.
     *
     * @param guest the device of the guest
     * @param requirement what it does not require any more
     */
    record Without(MediatedDeviceId guest, Requirement requirement) implements Suggestion {
        @Override
        public String description() {
            return "guest " + guest + " without: " + requirement.description();
        }
    }

    /**
     * A queue that the host does not keep.
     *
     * @param queue the queue
     */
    record FreeQueue(ApQueue queue) implements Suggestion {
        @Override
        public String description() {
            return "freeing " + queue + ", which the host keeps";
        }
    }

    /**
     * A device, not of a guest of the request, that gives up adapters or domains.
     *
     * @param device the device
     * @param adapters the adapters that it gives up
     * @param domains the usage domains that it gives up
     */
    record Release(MediatedDeviceId device, AdapterSet adapters, DomainSet domains) implements Suggestion {
        @Override
        public String description() {
            return "device " + device + " without"
                    + (adapters.isEmpty() ? "" : " adapters " + adapters)
                    + (adapters.isEmpty() || domains.isEmpty() ? "" : " and")
                    + (domains.isEmpty() ? "" : " domains " + domains);
        }
    }
}
