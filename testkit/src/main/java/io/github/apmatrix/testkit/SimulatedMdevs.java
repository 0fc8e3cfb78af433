package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Lists;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.sysfs.Errno;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The mediated devices that there are, in the order of their creation. Source: {@code mdev_core.c}. */
final class SimulatedMdevs {
    private static final int MAXIMUM = 65_536;

    private final LinkedHashMap<MediatedDeviceId, SimulatedMdev> byId = new LinkedHashMap<>();

    Stream<SimulatedMdev> stream() {
        return byId.values().stream();
    }

    Stream<String> names() {
        return stream().map(SimulatedMdev::name);
    }

    Optional<SimulatedMdev> find(MediatedDeviceId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Finds a device by its exact name, which is in lower case. */
    Optional<SimulatedMdev> named(String name) {
        try {
            return find(MediatedDeviceId.parse(name)).filter(mdev -> mdev.name().equals(name));
        } catch (ApFormatException e) {
            return Optional.empty();
        }
    }

    Optional<SimulatedMdev> ownerOf(ApQueue queue) {
        return stream()
                .filter(mdev -> mdev.assignment().config().matrix().contains(queue))
                .findFirst();
    }

    /** What each device has assigned, newest device first, as the driver looks at them. */
    Map<MediatedDeviceId, Matrix> assigned() {
        ImmutableMap.Builder<MediatedDeviceId, Matrix> assigned = ImmutableMap.builder();
        Lists.reverse(List.copyOf(byId.values()))
                .forEach(mdev ->
                        assigned.put(mdev.id(), mdev.assignment().config().matrix()));
        return assigned.buildOrThrow();
    }

    int available() {
        return MAXIMUM - byId.size();
    }

    void add(SimulatedMdev mdev) {
        byId.put(mdev.id(), mdev);
    }

    void remove(SimulatedMdev mdev) {
        byId.remove(mdev.id());
    }

    /** Refuses a device that cannot be made. */
    void checkAvailable(MediatedDeviceId id) {
        if (byId.containsKey(id)) {
            throw new KernelRefusal(Errno.EEXIST);
        } else if (available() == 0) {
            throw new KernelRefusal(Errno.EUSERS);
        }
    }

    /** Returns the lowest number of an IOMMU group that no device has. */
    int freeGroup() {
        int group = 0;
        while (isTaken(group)) {
            group++;
        }
        return group;
    }

    private boolean isTaken(int group) {
        return stream().anyMatch(mdev -> mdev.isBound() && mdev.group() == group);
    }
}
