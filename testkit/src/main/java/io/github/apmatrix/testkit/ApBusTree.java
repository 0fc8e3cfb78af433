package io.github.apmatrix.testkit;

import io.github.apmatrix.rules.DriverRule;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.testkit.Node.Directory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the AP bus shows below {@code /sys/bus/ap}. Source: {@code ap_bus.c}, {@code drivers/base/bus.c}. */
final class ApBusTree {
    private static final List<String> OLD_DRIVERS = List.of("cex2acard", "cex2aqueue", "cex2card", "cex2cqueue");
    private static final long MAX_POLL_TIMEOUT = 120_000_000_000L;

    private final KernelProfile profile;
    private final SimulatedLpar machine;
    private final SimulatedApBus bus;
    private int configTime = 30;
    private long pollTimeout = 250_000;

    ApBusTree(KernelProfile profile, SimulatedLpar machine, SimulatedApBus bus) {
        this.profile = profile;
        this.machine = machine;
        this.bus = bus;
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
                .readOnly("ap_interrupts", () -> "1\n")
                .readWrite("ap_domain", () -> bus.defaultDomain() + "\n", bus::storeDefaultDomain)
                .readWrite("apmask", () -> bus.masks().apmask().mask() + "\n", bus::storeApmask)
                .readWrite("aqmask", () -> bus.masks().aqmask().mask() + "\n", bus::storeAqmask)
                .readWrite("config_time", () -> configTime + "\n", this::storeConfigTime)
                .readWrite("poll_thread", () -> "0\n", this::storePollThread)
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
                .readWrite("drivers_autoprobe", () -> "1\n", value -> {})
                .writeOnly("drivers_probe", bus::probe)
                .writeOnly("uevent", Uevents::store);
        if (profile.hasApConfig()) {
            directory.readOnly("features", this::features);
        }
        if (profile.hasDriverOverride()) {
            directory.readOnly("bindings_complete_count", () -> bus.bindingsCompleteCount() + "\n");
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
        int seconds = KernelText.decimal(value);
        if (seconds < 5 || seconds > 120) {
            throw new KernelRefusal(Errno.EINVAL);
        }
        configTime = seconds;
    }

    /** The bus uses interrupts, so the thread is never started; only the syntax counts. */
    private void storePollThread(String value) {
        if (profile.parsesPollSettingsStrictly()) {
            KernelText.bool(value);
        } else {
            KernelText.decimal(value);
        }
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

    // devices

    private Set<String> deviceNames() {
        Set<String> names = new LinkedHashSet<>();
        bus.cards().forEach(card -> names.add(ApDeviceTree.name(card)));
        bus.queues().forEach(queue -> names.add(queue.queue().toString()));
        return names;
    }

    private @Nullable Node deviceLink(String name) {
        return device(name)
                .map(path -> new Node.Link("../../../devices/ap/" + path))
                .orElse(null);
    }

    /** Returns where a card or queue is below {@code devices/ap}. */
    private Optional<String> device(String name) {
        if (name.startsWith(ApDeviceTree.CARD_PREFIX)) {
            return ApDeviceTree.card(bus, name).map(ApDeviceTree::name);
        }
        return ApDeviceTree.queue(bus, name).map(queue -> ApDeviceTree.name(queue.card()) + "/" + queue.queue());
    }

    // drivers

    private Set<String> driverNames() {
        Set<String> names = new LinkedHashSet<>();
        if (profile.hasOldDrivers()) {
            names.addAll(OLD_DRIVERS);
        }
        names.add(SimulatedApBus.CARD_DRIVER);
        names.add(SimulatedApBus.QUEUE_DRIVER);
        if (bus.hasVfioAp()) {
            names.add(DriverRule.VFIO_AP);
        }
        return names;
    }

    private @Nullable Node driver(String name) {
        if (!driverNames().contains(name)) {
            return null;
        }
        Directory.Builder directory = Directory.builder()
                .writeOnly("bind", value -> bus.bind(name, value))
                .writeOnly("unbind", value -> bus.unbind(name, value))
                .writeOnly("uevent", Uevents::store)
                .children(() -> boundTo(name), device -> boundTo(name).contains(device) ? boundLink(device) : null);
        if (name.equals(DriverRule.VFIO_AP)) {
            directory.link("module", "../../../../module/vfio_ap");
        }
        return directory.build();
    }

    private Set<String> boundTo(String driver) {
        Set<String> names = new LinkedHashSet<>();
        bus.cards().stream()
                .filter(card -> card.driver().equals(Optional.of(driver)))
                .forEach(card -> names.add(ApDeviceTree.name(card)));
        bus.queues().stream()
                .filter(queue -> queue.driver().equals(Optional.of(driver)))
                .forEach(queue -> names.add(queue.queue().toString()));
        return names;
    }

    private Node boundLink(String device) {
        return new Node.Link("../../../../devices/ap/" + device(device).orElseThrow());
    }
}
