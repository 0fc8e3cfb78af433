package io.github.apmatrix.testkit;

import com.google.common.collect.Lists;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.sysfs.Errno;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The mediated devices that there are, in the order of their creation. Source: {@code mdev_core.c}. */
final class SimulatedMdevs {
    private static final int MAXIMUM = 65_536;

    private final LinkedHashMap<String, SimulatedMdev> byName = new LinkedHashMap<>();

    Stream<SimulatedMdev> stream() {
        return byName.values().stream();
    }

    Stream<String> names() {
        return stream().map(SimulatedMdev::name);
    }

    Optional<SimulatedMdev> find(MediatedDeviceId id) {
        return named(id.toString());
    }

    /** Finds a device by its exact name, which is in lower case. */
    Optional<SimulatedMdev> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Optional<SimulatedMdev> ownerOf(ApQueue queue) {
        for (SimulatedMdev mdev : byName.values()) {
            if (mdev.assignment().config().matrix().contains(queue)) {
                return Optional.of(mdev);
            }
        }
        return Optional.empty();
    }

    /** What each device has assigned, newest device first, as the driver looks at them. */
    Map<MediatedDeviceId, Matrix> assigned() {
        Map<MediatedDeviceId, Matrix> assigned = new LinkedHashMap<>();
        for (SimulatedMdev mdev : Lists.reverse(List.copyOf(byName.values()))) {
            assigned.put(mdev.id(), mdev.assignment().config().matrix());
        }
        return assigned;
    }

    int available() {
        return MAXIMUM - byName.size();
    }

    void add(SimulatedMdev mdev) {
        byName.put(mdev.name(), mdev);
    }

    void remove(SimulatedMdev mdev) {
        byName.remove(mdev.name());
    }

    /** Refuses a device that cannot be made. */
    void checkAvailable(MediatedDeviceId id) {
        if (find(id).isPresent()) {
            throw new KernelRefusal(Errno.EEXIST);
        } else if (available() == 0) {
            throw new KernelRefusal(Errno.EUSERS);
        }
    }

    /** Returns the lowest number of an IOMMU group that no device has. */
    int freeGroup() {
        BitSet taken = new BitSet();
        stream().filter(SimulatedMdev::isBound).forEach(mdev -> taken.set(mdev.group()));
        return taken.nextClearBit(0);
    }
}
