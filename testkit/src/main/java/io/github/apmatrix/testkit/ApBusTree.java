package io.github.apmatrix.testkit;

import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.testkit.Node.Directory;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the AP bus shows below {@code /sys/bus/ap}. Source: {@code ap_bus.c}, {@code drivers/base/bus.c}. */
final class ApBusTree {
    private static final long MAX_POLL_TIMEOUT = 120_000_000_000L;

    private final KernelProfile profile;
    private final SimulatedLpar machine;
    private final SimulatedApBus bus;
    private boolean pollThread;
    private int configTime = 30;
    private long pollTimeout = 250_000;

    ApBusTree(KernelProfile profile, SimulatedLpar machine, SimulatedApBus bus) {
        this.profile = profile;
        this.machine = machine;
        this.bus = bus;
        this.pollThread = bus.parameters().startsPollThread() && !bus.usesInterrupts();
    }

    Directory directory() {
        Directory.Builder directory = Directory.builder()
                .readOnly("ap_adapter_mask", lpar(() -> bus.lpar().adapters().mask()))
                .readOnly(
                        "ap_usage_domain_mask",
                        lpar(() -> bus.lpar().usageDomains().mask()))
                .readOnly(
                        "ap_control_domain_mask",
                        lpar(() -> bus.lpar().controlDomains().mask()))
                .readOnly("ap_max_adapter_id", () -> machine.busMaxAdapter().value() + "\n")
                .readOnly("ap_max_domain_id", () -> machine.busMaxDomain().value() + "\n")
                .readOnly("ap_interrupts", () -> flag(bus.usesInterrupts()))
                .readWrite("ap_domain", () -> bus.defaultDomain().value() + "\n", bus.defaultDomain()::store)
                .readWrite("apmask", () -> bus.masks().apmask().mask() + "\n", bus::storeApmask)
                .readWrite("aqmask", () -> bus.masks().aqmask().mask() + "\n", bus::storeAqmask)
                .readWrite("config_time", () -> configTime + "\n", this::storeConfigTime)
                .readWrite("poll_thread", () -> flag(pollThread), this::storePollThread)
                .readWrite("poll_timeout", () -> pollTimeout + "\n", this::storePollTimeout)
                .readWrite("scans", () -> bus.scans() + "\n", value -> bus.scan())
                .readOnly("bindings", this::bindings)
                .add(
                        "devices",
                        Directory.builder()
                                .children(this::deviceNames, this::deviceLink)
                                .build())
                .add(
                        "drivers",
                        Directory.builder()
                                .children(this::driverNames, this::driver)
                                .build())
                .readWrite(
                        "drivers_autoprobe",
                        bus.drivers().autoprobe()::show,
                        bus.drivers().autoprobe()::store)
                .writeOnly("drivers_probe", bus.drivers()::probe)
                .add("uevent", Kobject.bus(bus.uevents(), "ap").writeOnlyAttribute());
        if (profile.hasBusFeatures()) {
            directory.readOnly("features", this::features);
        }
        if (profile.hasDriverOverride()) {
            directory.readOnly(
                    "bindings_complete_count", () -> bus.drivers().bindings().completeCount() + "\n");
        }
        return directory.build();
    }

    private Supplier<String> lpar(Supplier<?> mask) {
        return () -> machine.reportsConfiguration() ? mask.get() + "\n" : "not supported\n";
    }

    private String features() {
        if (!machine.reportsConfiguration()) {
            return "-\n";
        }
        return machine.hasExtendedAddressing() ? "APSC APXA QACT\n" : "APSC QACT\n";
    }

    private String bindings() {
        long bound = bus.queues().stream()
                .filter(queue -> queue.driver().isPresent())
                .count();
        long all = bus.queues().size();
        return bound + "/" + all + (bound == all ? " (complete)\n" : "\n");
    }

    private void storeConfigTime(String value) {
        int seconds = KernelText.decimal(value, profile.overflow());
        if (seconds < 5 || seconds > 120) {
            throw new KernelRefusal(Errno.EINVAL);
        }
        configTime = seconds;
    }

    /** While the bus uses interrupts, the thread is never started. */
    private void storePollThread(String value) {
        boolean wanted = profile.parsesPollSettingsStrictly()
                ? KernelText.bool(value, profile.knowsEnableAndDisable())
                : KernelText.decimal(value, profile.overflow()) != 0;
        pollThread = wanted && !bus.usesInterrupts();
    }

    private static String flag(boolean value) {
        return value ? "1\n" : "0\n";
    }

    private void storePollTimeout(String value) {
        long nanoseconds =
                profile.parsesPollSettingsStrictly() ? KernelText.unsigned(value) : KernelText.looseUnsigned(value);
        long minimum = profile.parsesPollSettingsStrictly() ? 0 : 1;
        if (nanoseconds < minimum || nanoseconds > MAX_POLL_TIMEOUT) {
            throw new KernelRefusal(Errno.EINVAL);
        }
        pollTimeout = nanoseconds;
    }

    // devices and drivers

    private Set<String> deviceNames() {
        return names(bus.devices());
    }

    private static Set<String> names(Stream<ApDevice> devices) {
        return devices.map(ApDevice::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private @Nullable Node deviceLink(String name) {
        return bus.device(name)
                .map(device -> new Node.Link("../../../devices/ap/" + device.path()))
                .orElse(null);
    }

    private Set<String> driverNames() {
        return bus.drivers().loaded().stream()
                .map(ApDriver::toString)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private @Nullable Node driver(String name) {
        return bus.drivers().loaded().stream()
                .filter(driver -> driver.toString().equals(name))
                .findFirst()
                .map(this::driverDirectory)
                .orElse(null);
    }

    private Directory driverDirectory(ApDriver driver) {
        Directory.Builder directory = Directory.builder()
                .writeOnly("bind", value -> bus.drivers().bind(driver, value))
                .writeOnly("unbind", value -> bus.drivers().unbind(driver, value))
                .add("uevent", bus.drivers().kobject(driver).writeOnlyAttribute())
                .children(() -> names(boundTo(driver)), name -> boundLink(driver, name));
        if (driver == ApDriver.VFIO_AP) {
            directory.link("module", "../../../../module/vfio_ap");
        }
        return directory.build();
    }

    private Stream<ApDevice> boundTo(ApDriver driver) {
        return bus.devices().filter(device -> device.driver().equals(Optional.of(driver)));
    }

    private @Nullable Node boundLink(ApDriver driver, String name) {
        return boundTo(driver)
                .filter(device -> device.name().equals(name))
                .findFirst()
                .map(device -> new Node.Link("../../../../devices/ap/" + device.path()))
                .orElse(null);
    }
}
