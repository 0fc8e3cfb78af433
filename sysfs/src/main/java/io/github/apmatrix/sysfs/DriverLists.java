package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.host.DriverBinding;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which driver has which device of the AP bus, by the lists of the drivers: one list tells of all its devices, a link of one.
 * The kernel enters a device into its driver's list when it makes the device's own link, and takes it out likewise
 * ({@code driver_sysfs_add} and {@code driver_sysfs_remove} in {@code drivers/base/dd.c}). But the lists are not read at one
 * moment: a device that moves meanwhile can be in two of them, or in none.
 */
final class DriverLists {
    private final Optional<ImmutableMap<DriverBinding, BusDevices>> drivers;

    private DriverLists(Optional<ImmutableMap<DriverBinding, BusDevices>> drivers) {
        this.drivers = drivers;
    }

    /** Tells nothing. */
    static DriverLists none() {
        return new DriverLists(Optional.empty());
    }

    /** Reads all lists; if one cannot be read, none tells anything. */
    static DriverLists read(Attributes attributes) {
        try {
            ImmutableMap.Builder<DriverBinding, BusDevices> drivers = ImmutableMap.builder();
            if (attributes.isPresent(Layout.DRIVERS)) {
                for (String driver : attributes.sysfs().list(Layout.DRIVERS)) {
                    drivers.put(
                            DriverBinding.to(driver),
                            BusDevices.of(attributes.sysfs().list(Layout.DRIVERS.resolve(driver))));
                }
            }
            return new DriverLists(Optional.of(drivers.buildOrThrow()));
        } catch (SysfsException e) {
            return none();
        }
    }

    /** Returns all devices that have a driver. */
    BusDevices bound() {
        return drivers.stream().flatMap(lists -> lists.values().stream()).reduce(BusDevices.none(), BusDevices::union);
    }

    /** Returns what the lists say: not known if it is more than one driver, or if there are no lists. */
    DriverBinding of(ApQueue queue) {
        return listed(devices -> devices.queues().contains(queue));
    }

    DriverBinding of(AdapterId card) {
        return listed(devices -> devices.cards().contains(card));
    }

    private DriverBinding listed(Predicate<BusDevices> hasIt) {
        if (drivers.isEmpty()) {
            return DriverBinding.notKnown();
        }
        DriverBinding found = DriverBinding.unbound();
        for (Map.Entry<DriverBinding, BusDevices> list : drivers.get().entrySet()) {
            if (hasIt.test(list.getValue())) {
                if (found.isBound().isYes()) {
                    return DriverBinding.notKnown();
                }
                found = list.getKey();
            }
        }
        return found;
    }
}
