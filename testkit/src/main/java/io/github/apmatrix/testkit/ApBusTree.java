package io.github.apmatrix.testkit;

import io.github.apmatrix.testkit.Node.Directory;
import java.util.Optional;
import java.util.function.Function;

/** What the AP bus shows below {@code /sys/bus/ap}. Source: {@code ap_bus.c}, {@code drivers/base/bus.c}. */
final class ApBusTree {
    private final SimulatedLpar machine;
    private final SimulatedApBus bus;
    private final ObjectType<SimulatedApBus> type;

    ApBusTree(KernelProfile profile, SimulatedLpar machine, SimulatedApBus bus) {
        this.machine = machine;
        this.bus = bus;
        PollSettings poll = new PollSettings(profile, bus.parameters(), bus.usesInterrupts());
        this.type = ObjectType.<SimulatedApBus>builder()
                .readOnly("ap_adapter_mask", lpar(ap -> ap.lpar().adapters().mask()))
                .readOnly(
                        "ap_usage_domain_mask",
                        lpar(ap -> ap.lpar().usageDomains().mask()))
                .readOnly(
                        "ap_control_domain_mask",
                        lpar(ap -> ap.lpar().controlDomains().mask()))
                .readOnly("ap_max_adapter_id", ap -> machine.busMaxAdapter().value() + "\n")
                .readOnly("ap_max_domain_id", ap -> machine.busMaxDomain().value() + "\n")
                .readOnly("ap_interrupts", ap -> KernelText.flag(ap.usesInterrupts()))
                .attribute(DefaultDomain.ATTRIBUTE, SimulatedApBus::defaultDomain)
                .attributes(ApPerms.ATTRIBUTES, SimulatedApBus::perms)
                .attributes(PollSettings.ATTRIBUTES, ap -> poll)
                .readWrite("scans", ap -> ap.scans() + "\n", (ap, value) -> ap.scan())
                .readOnly("bindings", ap -> ap.drivers().bindings().show())
                .directory("devices", devices()::directory)
                .directory("drivers", drivers(driver())::directory)
                .attribute(Autoprobe.ATTRIBUTE, ap -> ap.drivers().autoprobe())
                .writeOnly("drivers_probe", (ap, value) -> ap.drivers().probe(value))
                .attribute(Kobject.WRITE_ONLY_UEVENT, ap -> Kobject.bus(ap.uevents(), "ap"))
                .when(profile.hasBusFeatures(), group -> group.readOnly("features", ap -> features()))
                .when(
                        profile.hasDriverOverride(),
                        group -> group.readOnly(
                                "bindings_complete_count",
                                ap -> ap.drivers().bindings().completeCount() + "\n"))
                .build();
    }

    Directory directory() {
        return type.directory(bus);
    }

    private Function<SimulatedApBus, String> lpar(Function<SimulatedApBus, ?> mask) {
        return ap -> machine.reportsConfiguration() ? mask.apply(ap) + "\n" : "not supported\n";
    }

    private String features() {
        if (!machine.reportsConfiguration()) {
            return "-\n";
        }
        return machine.hasExtendedAddressing() ? "APSC APXA QACT\n" : "APSC QACT\n";
    }

    // devices and drivers

    private static ObjectType<SimulatedApBus> devices() {
        return ObjectType.<SimulatedApBus>builder()
                .children(
                        ap -> ap.devices().map(ApDevice::name),
                        (ap, name) -> ap.deviceNamed(name)
                                .map(device -> link("../", device))
                                .orElse(null))
                .build();
    }

    private static Node link(String prefix, ApDevice device) {
        return new Node.Link(prefix + "../../devices/ap/" + device.path());
    }

    private static ObjectType<SimulatedApBus> drivers(ObjectType<ApDriver> driver) {
        return ObjectType.<SimulatedApBus>builder()
                .children(
                        ap -> ap.drivers().loaded().map(ApDriver::toString),
                        (ap, name) -> ap.drivers()
                                .loaded()
                                .filter(loaded -> loaded.toString().equals(name))
                                .findFirst()
                                .map(driver::directory)
                                .orElse(null))
                .build();
    }

    private ObjectType<ApDriver> driver() {
        return ObjectType.<ApDriver>builder()
                .writeOnly("bind", (driver, value) -> bus.drivers().bind(driver, value))
                .writeOnly("unbind", (driver, value) -> bus.drivers().unbind(driver, value))
                .attribute(Kobject.WRITE_ONLY_UEVENT, driver -> bus.drivers().kobject(driver))
                .when(driver -> driver == ApDriver.VFIO_AP, group -> group.link("module", "../../../../module/vfio_ap"))
                .children(
                        driver -> bus.drivers().boundTo(driver).stream().map(ApDevice::name),
                        (driver, name) -> bus.deviceNamed(name)
                                .filter(device -> device.driver().equals(Optional.of(driver)))
                                .map(device -> link("../../", device))
                                .orElse(null))
                .build();
    }
}
