package io.github.apmatrix.testkit;

import io.github.apmatrix.testkit.Node.Attribute;
import io.github.apmatrix.testkit.Node.Directory;
import java.util.function.Supplier;

/** What is below {@code /sys/module} for the AP bus, which is built in, and for vfio_ap, which is a module. */
final class ModuleTree {
    private ModuleTree() {}

    /** The parameters show what was given at boot, except the default domain, which shows what it is now. */
    static Directory ap(KernelProfile profile, SimulatedApBus bus) {
        ApParameters given = bus.parameters();
        Directory.Builder parameters = Directory.builder()
                .add("apmask", parameter(profile, () -> given.text("apmask").orElse("(null)")))
                .add("aqmask", parameter(profile, () -> given.text("aqmask").orElse("(null)")))
                .add(
                        "domain",
                        parameter(
                                profile,
                                () -> Integer.toString(bus.defaultDomain().value())))
                .add("poll_thread", parameter(profile, () -> flag(given.startsPollThread())))
                .add("useirq", parameter(profile, () -> flag(given.usesInterrupts())));
        if (profile.hasDriverOverride()) {
            parameters.add("msgpool_min_items", parameter(0400, () -> "8"));
        }
        return Directory.builder()
                .add("parameters", parameters.build())
                .add("uevent", Kobject.module(bus.uevents(), "ap").writeOnlyAttribute())
                .build();
    }

    private static Attribute parameter(KernelProfile profile, Supplier<String> value) {
        return parameter(profile.parameterMode(), value);
    }

    private static Attribute parameter(int mode, Supplier<String> value) {
        Attribute readOnly = Attribute.readOnly(() -> value.get() + "\n");
        return new Attribute(mode, readOnly.show(), readOnly.store());
    }

    private static String flag(boolean value) {
        return value ? "1" : "0";
    }

    /** Sizes, addresses and build identification of the module are not simulated. */
    static Directory vfioAp(SimulatedVfioAp vfioAp) {
        return Directory.builder()
                .readOnly("refcnt", () -> vfioAp.openDevices() + "\n")
                .readOnly("initstate", () -> "live\n")
                .readOnly("taint", () -> "\n")
                .add("uevent", vfioAp.kobjects().module().writeOnlyAttribute())
                .add("holders", Directory.builder().build())
                .add(
                        "drivers",
                        Directory.builder()
                                .link("ap:vfio_ap", "../../../bus/ap/drivers/vfio_ap")
                                .link("mdev:vfio_ap_mdev", "../../../bus/mdev/drivers/vfio_ap_mdev")
                                .build())
                .build();
    }
}
