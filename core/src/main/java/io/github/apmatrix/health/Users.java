package io.github.apmatrix.health;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MediatedDevice;

/**
 * Who depends on queues, as far as it is known.
 *
 * @param devices the mediated devices that have one of them assigned, by id
 * @param running whether a running guest has one of them
 */
record Users(ImmutableList<MediatedDeviceId> devices, boolean running) {
    static Users of(HostSnapshot host, ApQueueSet queues) {
        ImmutableList<MediatedDevice> devices = host.devices().values().stream()
                .filter(device -> share(device.assignedMatrix().queues(), queues))
                .collect(ImmutableList.toImmutableList());
        return new Users(
                devices.stream().map(MediatedDevice::id).collect(ImmutableList.toImmutableList()),
                devices.stream()
                        .anyMatch(device -> device.heldByGuest().isYes()
                                && share(device.guestMatrix().queues(), queues)));
    }

    static Users of(HostSnapshot host, AdapterId adapter) {
        return of(host, ApQueueSet.of(Matrix.of(AdapterSet.of(adapter), DomainSet.all())));
    }

    private static boolean share(ApQueueSet some, ApQueueSet others) {
        return !some.intersect(others).isEmpty();
    }

    Severity severity() {
        if (running) {
            return Severity.CRITICAL;
        }
        return devices.isEmpty() ? Severity.NOTICE : Severity.WARNING;
    }

    /** Returns the end of a description: nothing if nobody is concerned. */
    String concerned() {
        return devices.isEmpty() ? "" : "; concerned: " + Phrases.devices(devices);
    }
}
