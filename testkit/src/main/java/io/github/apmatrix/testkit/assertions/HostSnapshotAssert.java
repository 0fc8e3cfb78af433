package io.github.apmatrix.testkit.assertions;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a {@link HostSnapshot}. Queues are kernel texts, for example {@code 0a.001b}.
 *
 * @since 0.1.0
 */
public final class HostSnapshotAssert extends AbstractAssert<HostSnapshotAssert, HostSnapshot> {
    HostSnapshotAssert(@Nullable HostSnapshot actual) {
        super(actual, HostSnapshotAssert.class);
    }

    /**
     * Verifies which queues are bound to vfio_ap.
     *
     * @param queues exactly the expected ones
     * @return this
     */
    public HostSnapshotAssert hasBoundToVfioAp(String... queues) {
        isNotNull();
        return verify("bound to vfio_ap", actual.boundToVfioAp(), queues);
    }

    /**
     * Verifies which queues are assigned to any device.
     *
     * @param queues exactly the expected ones
     * @return this
     */
    public HostSnapshotAssert hasAssigned(String... queues) {
        isNotNull();
        return verify("assigned", actual.assigned(), queues);
    }

    /**
     * Verifies which queues are in a guest matrix.
     *
     * @param queues exactly the expected ones
     * @return this
     */
    public HostSnapshotAssert hasReachingGuests(String... queues) {
        isNotNull();
        return verify("reaching guests", actual.reachingGuests(), queues);
    }

    private HostSnapshotAssert verify(String what, ApQueueSet found, String... queues) {
        ApQueueSet expected =
                ApQueueSet.copyOf(Stream.of(queues).map(ApQueue::parse).toList());
        if (!found.equals(expected)) {
            throw failureWithActualExpected(
                    found,
                    expected,
                    "Expected queues %s: %s, but they are: %s (missing: %s, unexpected: %s)",
                    what,
                    expected,
                    found,
                    expected.difference(found),
                    found.difference(expected));
        }
        return this;
    }

    /**
     * Verifies that there is no mediated device.
     *
     * @return this
     */
    public HostSnapshotAssert hasNoDevices() {
        isNotNull();
        if (!actual.devices().isEmpty()) {
            throw failure(
                    "Expected no mediated devices, but there are %s",
                    actual.devices().keySet());
        }
        return this;
    }

    /**
     * Verifies that a mediated device is there, and starts assertions on it.
     *
     * @param id the device
     * @return its assertions
     */
    public MediatedDeviceAssert device(MediatedDeviceId id) {
        isNotNull();
        MediatedDevice device = actual.devices().get(id);
        if (device == null) {
            throw failure(
                    "Expected device %s, but there are %s", id, actual.devices().keySet());
        }
        return new MediatedDeviceAssert(device);
    }
}
