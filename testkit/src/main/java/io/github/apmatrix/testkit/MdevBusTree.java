package io.github.apmatrix.testkit;

import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.testkit.Node.Directory;
import java.util.function.Predicate;

/** The bus of the mediated devices, below {@code /sys/bus/mdev}. Source: {@code mdev_driver.c}, {@code drivers/base/bus.c}. */
final class MdevBusTree {
    private static final String DEVICES = "../../../devices/vfio_ap/matrix/";

    private final ObjectType<SimulatedVfioAp> bus;
    private final ObjectType<Kobject> withoutDriver;

    MdevBusTree() {
        ObjectType<SimulatedVfioAp> devices = links(DEVICES, mdev -> true);
        ObjectType<SimulatedVfioAp> driver = driver();
        ObjectType<SimulatedVfioAp> drivers = ObjectType.<SimulatedVfioAp>builder()
                .directory("vfio_ap_mdev", driver::directory)
                .build();
        this.bus = ObjectType.<SimulatedVfioAp>builder()
                .directory("devices", devices::directory)
                .directory("drivers", drivers::directory)
                .attribute(Autoprobe.ATTRIBUTE, SimulatedVfioAp::mdevAutoprobe)
                .writeOnly("drivers_probe", SimulatedVfioAp::probe)
                .attribute(
                        Kobject.WRITE_ONLY_UEVENT, vfioAp -> vfioAp.kobjects().mdevBus())
                .build();
        ObjectType<Kobject> nothing = ObjectType.<Kobject>builder().build();
        Autoprobe autoprobe = new Autoprobe();
        this.withoutDriver = ObjectType.<Kobject>builder()
                .directory("devices", nothing::directory)
                .directory("drivers", nothing::directory)
                .attribute(Autoprobe.ATTRIBUTE, kobject -> autoprobe)
                .writeOnly("drivers_probe", (kobject, value) -> {
                    throw new KernelRefusal(Errno.ENODEV);
                })
                .attribute(Kobject.WRITE_ONLY_UEVENT)
                .build();
    }

    Directory directory(SimulatedVfioAp driver) {
        return bus.directory(driver);
    }

    /** The bus without any driver. */
    Directory withoutDriver(UeventStream uevents) {
        return withoutDriver.directory(Kobject.bus(uevents, "mdev"));
    }

    /** Links to the devices, except those that are being removed. */
    static ObjectType<SimulatedVfioAp> links(String prefix, Predicate<SimulatedMdev> shown) {
        return withLinks(ObjectType.builder(), prefix, shown).build();
    }

    private static ObjectType.Builder<SimulatedVfioAp> withLinks(
            ObjectType.Builder<SimulatedVfioAp> type, String prefix, Predicate<SimulatedMdev> shown) {
        Predicate<SimulatedMdev> present = shown.and(mdev -> !mdev.isBeingRemoved());
        return type.children(
                driver -> driver.mdevs().stream().filter(present).map(SimulatedMdev::name),
                (driver, name) -> driver.mdevs()
                        .named(name)
                        .filter(present)
                        .map(mdev -> new Node.Link(prefix + mdev.id()))
                        .orElse(null));
    }

    private static ObjectType<SimulatedVfioAp> driver() {
        ObjectType.Builder<SimulatedVfioAp> type = ObjectType.<SimulatedVfioAp>builder()
                .writeOnly("bind", (driver, value) -> {
                    throw new KernelRefusal(Errno.ENODEV);
                })
                .writeOnly("unbind", SimulatedVfioAp::unbind)
                .attribute(
                        Kobject.WRITE_ONLY_UEVENT, driver -> driver.kobjects().mdevDriver())
                .link("module", "../../../../module/vfio_ap");
        return withLinks(type, "../" + DEVICES, SimulatedMdev::isBound).build();
    }
}
