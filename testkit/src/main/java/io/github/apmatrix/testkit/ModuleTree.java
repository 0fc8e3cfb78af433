package io.github.apmatrix.testkit;

import io.github.apmatrix.testkit.Node.Directory;
import java.util.function.Function;

/** What is below {@code /sys/module} for the AP bus, which is built in, and for vfio_ap, which is a module. */
final class ModuleTree {
    private final ObjectType<SimulatedApBus> ap;
    private final ObjectType<SimulatedVfioAp> vfioAp;

    ModuleTree(KernelProfile profile) {
        ObjectType<SimulatedApBus> parameters = parameters(profile);
        this.ap = ObjectType.<SimulatedApBus>builder()
                .directory("parameters", parameters::directory)
                .attribute(Kobject.WRITE_ONLY_UEVENT, bus -> Kobject.module(bus.uevents(), "ap"))
                .build();
        this.vfioAp = vfioAp();
    }

    Directory ap(SimulatedApBus bus) {
        return ap.directory(bus);
    }

    Directory vfioAp(SimulatedVfioAp driver) {
        return vfioAp.directory(driver);
    }

    /** The parameters show what was given at boot, except the default domain, which shows what it is now. */
    private static ObjectType<SimulatedApBus> parameters(KernelProfile profile) {
        int mode = profile.parameterMode();
        return ObjectType.<SimulatedApBus>builder()
                .attribute(parameter(
                        "apmask", mode, bus -> bus.parameters().text("apmask").orElse("(null)")))
                .attribute(parameter(
                        "aqmask", mode, bus -> bus.parameters().text("aqmask").orElse("(null)")))
                .attribute(parameter(
                        "domain",
                        mode,
                        bus -> Integer.toString(bus.defaultDomain().value())))
                .attribute(parameter(
                        "poll_thread", mode, bus -> flag(bus.parameters().startsPollThread())))
                .attribute(
                        parameter("useirq", mode, bus -> flag(bus.parameters().usesInterrupts())))
                .when(
                        profile.hasDriverOverride(),
                        group -> group.attribute(parameter("msgpool_min_items", 0400, bus -> "8")))
                .build();
    }

    private static Attribute<SimulatedApBus> parameter(String name, int mode, Function<SimulatedApBus, String> value) {
        return Attribute.<SimulatedApBus>readOnly(name, bus -> value.apply(bus) + "\n")
                .withMode(mode);
    }

    private static String flag(boolean value) {
        return value ? "1" : "0";
    }

    /** Sizes, addresses and build identification of the module are not simulated. */
    private static ObjectType<SimulatedVfioAp> vfioAp() {
        ObjectType<SimulatedVfioAp> holders =
                ObjectType.<SimulatedVfioAp>builder().build();
        ObjectType<SimulatedVfioAp> drivers = ObjectType.<SimulatedVfioAp>builder()
                .link("ap:vfio_ap", "../../../bus/ap/drivers/vfio_ap")
                .link("mdev:vfio_ap_mdev", "../../../bus/mdev/drivers/vfio_ap_mdev")
                .build();
        return ObjectType.<SimulatedVfioAp>builder()
                .readOnly("refcnt", driver -> driver.openDevices() + "\n")
                .readOnly("initstate", driver -> "live\n")
                .readOnly("taint", driver -> "\n")
                .attribute(
                        Kobject.WRITE_ONLY_UEVENT, driver -> driver.kobjects().module())
                .directory("holders", holders::directory)
                .directory("drivers", drivers::directory)
                .build();
    }
}
