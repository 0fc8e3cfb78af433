package io.github.apmatrix.sysfs;

import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which driver has which device of the AP bus, by the lists of the drivers: one list tells of all its devices, a link of one. */
final class DriverLists {
    private final Optional<Map<String, String>> drivers;

    private DriverLists(Optional<Map<String, String>> drivers) {
        this.drivers = drivers;
    }

    static DriverLists read(Attributes attributes) {
        try {
            Map<String, String> drivers = new HashMap<>();
            if (attributes.isPresent(Layout.DRIVERS)) {
                for (String driver : attributes.sysfs().list(Layout.DRIVERS)) {
                    attributes
                            .sysfs()
                            .list(Layout.DRIVERS.resolve(driver))
                            .forEach(device -> drivers.put(device, driver));
                }
            }
            return new DriverLists(Optional.of(drivers));
        } catch (SysfsException e) {
            return new DriverLists(Optional.empty());
        }
    }

    private DriverBinding listed(String device) {
        return drivers.map(known -> Optional.ofNullable(known.get(device))
                        .map(DriverBinding::to)
                        .orElse(DriverBinding.unbound()))
                .orElse(DriverBinding.notKnown());
    }

    /** Returns whether a device has the driver that it had, so that its link need not be read. */
    boolean confirm(String device, DriverBinding known) {
        return known.isBound().isKnown() && listed(device).equals(known);
    }

    /** Returns what a link says; that there is none proves something only if no list has the device either. */
    DriverBinding check(String device, DriverBinding linked) {
        return linked.isBound().isNo() && listed(device).isBound() != Answer.NO ? DriverBinding.notKnown() : linked;
    }
}
