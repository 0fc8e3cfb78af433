package io.github.apmatrix.rules;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the queues of a mediated device may become a certain matrix. The whole resulting matrix is looked at, not only
 * what is new; whether queues exist or are bound does not matter. Without queues (one half is missing) nothing is
 * refused.
 *
 * <p>Source: {@code vfio_ap_mdev_validate_masks}.
 *
 * @since 0.1.0
 */
public final class AssignmentRule {
    private AssignmentRule() {}

    /** Why a matrix is refused. */
    public sealed interface Refusal {}

    /**
     * Queues are reserved for the host's drivers: EADDRNOTAVAIL.
     *
     * @param queues the reserved queues, at least one
     */
    public record ReservedForHost(ApQueueSet queues) implements Refusal {
        /**
         * Checks that there are queues.
         *
         * @param queues the reserved queues
         * @throws IllegalArgumentException if there are none
         */
        public ReservedForHost {
            if (queues.isEmpty()) {
                throw new IllegalArgumentException("no queue is reserved");
            }
        }
    }

    /**
     * Queues are assigned to other mediated devices: EADDRINUSE.
     *
     * @param queuesByOwner each other device with the queues that it has, in the order of the check; at least one
     */
    public record InOtherDevices(ImmutableMap<MediatedDeviceId, ApQueueSet> queuesByOwner) implements Refusal {
        /**
         * Checks that there are devices.
         *
         * @param queuesByOwner each other device with the queues that it has
         * @throws IllegalArgumentException if there are none
         */
        public InOtherDevices {
            if (queuesByOwner.isEmpty()) {
                throw new IllegalArgumentException("no other device has a queue");
            }
        }
    }

    /**
     * Checks a matrix in the order of the kernel: first against the host, then against other devices.
     *
     * @param proposed the whole matrix that the device would have
     * @param ownership who owns the queues
     * @param others what the other devices have assigned, without the device itself; also devices that are being removed
     * @return the reason for a refusal, or empty if the kernel accepts the matrix
     */
    public static Optional<Refusal> check(Matrix proposed, Ownership ownership, Map<MediatedDeviceId, Matrix> others) {
        ApQueueSet reserved = ownership.reservedIn(proposed);
        if (!reserved.isEmpty()) {
            return Optional.of(new ReservedForHost(reserved));
        }
        ImmutableMap<MediatedDeviceId, ApQueueSet> owners = sharers(proposed, others);
        return owners.isEmpty() ? Optional.empty() : Optional.of(new InOtherDevices(owners));
    }

    /** Returns the devices that have queues of a matrix, each with these queues. */
    static ImmutableMap<MediatedDeviceId, ApQueueSet> sharers(Matrix matrix, Map<MediatedDeviceId, Matrix> devices) {
        ImmutableMap.Builder<MediatedDeviceId, ApQueueSet> sharers = ImmutableMap.builder();
        devices.forEach((device, assigned) -> {
            if (assigned.sharesQueueWith(matrix)) {
                sharers.put(device, ApQueueSet.of(assigned.intersect(matrix)));
            }
        });
        return sharers.buildOrThrow();
    }
}
