package io.github.apmatrix.plan;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import java.util.Optional;

/** What has to be known of a host before anything can be planned. */
final class Preconditions {
    private Preconditions() {}

    static Optional<Conflict.NotKnown> check(HostSnapshot host, DesiredHost desired) {
        ImmutableList.Builder<String> unknown = ImmutableList.builder();
        if (host.masks().isEmpty()) {
            unknown.add("apmask and aqmask");
        }
        if (host.lpar().isEmpty()
                && !host.features().has(KernelFeature.LPAR_CONFIGURATION).isNo()) {
            unknown.add("the configuration of the LPAR");
        }
        host.queues().values().stream()
                .filter(queue -> !queue.driver().isBound().isKnown())
                .map(QueueDevice::queue)
                .map(queue -> "the driver of " + queue)
                .forEach(unknown::add);
        host.devices().values().stream()
                .filter(device -> desired.devices().containsKey(device.id())
                        || desired.devicesToEvaluate().contains(device.id()))
                .filter(Preconditions::isNotKnown)
                .map(device -> "what device " + device.id() + " has")
                .forEach(unknown::add);
        ImmutableList<String> parts = unknown.build();
        return parts.isEmpty() ? Optional.empty() : Optional.of(new Conflict.NotKnown(parts));
    }

    private static boolean isNotKnown(MediatedDevice device) {
        return device.state() == MediatedDeviceState.READY
                && (device.assigned().isEmpty() || device.guestMatrix().matrix().isEmpty());
    }
}
