package io.github.apmatrix.testkit;

import com.google.common.collect.Lists;
import io.github.apmatrix.rules.DriverRule;
import io.github.apmatrix.sysfs.Errno;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The drivers of the AP bus and which device has which of them. Source: {@code ap_bus.c}, {@code drivers/base/dd.c},
 * {@code drivers/base/bus.c}.
 */
final class SimulatedApDrivers {
    private final SimulatedApBus bus;
    private Optional<SimulatedVfioAp> vfioAp = Optional.empty();
    private final Autoprobe autoprobe = new Autoprobe();
    private final Set<ApDriver> loaded = EnumSet.noneOf(ApDriver.class);
    private final Map<ApDriver, Set<ApDevice>> bound = new EnumMap<>(ApDriver.class); // each in the order of binding
    private final Set<SimulatedQueue> unsettled = new LinkedHashSet<>();
    private final ApBindings bindings;

    SimulatedApDrivers(KernelProfile profile, SimulatedApBus bus) {
        this.bus = bus;
        this.bindings = new ApBindings(profile, bus);
        for (ApDriver driver : ApDriver.values()) {
            bound.put(driver, new LinkedHashSet<>());
            if (driver != ApDriver.VFIO_AP && (profile.hasOldDrivers() || !driver.isForCex2AndCex3())) {
                loaded.add(driver);
            }
        }
    }

    ApBindings bindings() {
        return bindings;
    }

    Kobject kobject(ApDriver driver) {
        return bus.kobject().other("/bus/ap/drivers/" + driver, "drivers");
    }

    /** Takes over how often a capture was complete; one that is not complete still waits for it. */
    void restore(Optional<SimulatedVfioAp> newVfioAp, long newBindingsCompleteCount) {
        vfioAp = newVfioAp;
        vfioAp.ifPresent(driver -> loaded.add(ApDriver.VFIO_AP));
        bus.devices().forEach(device -> {
            device.driver().ifPresent(driver -> boundTo(driver).add(device));
            settle(device);
        });
        bindings.restore(newBindingsCompleteCount);
    }

    /** The drivers that are loaded. */
    Stream<ApDriver> loaded() {
        return loaded.stream();
    }

    Optional<SimulatedVfioAp> vfioAp() {
        return vfioAp;
    }

    /** What vfio_ap says of a queue that it has. */
    String statusOf(SimulatedQueue queue) {
        return vfioAp.orElseThrow().status(queue);
    }

    /** The vfio_ap module is loaded: it, and no other driver, is offered the queues without driver. */
    void register(SimulatedVfioAp driver) {
        vfioAp = Optional.of(driver);
        loaded.add(ApDriver.VFIO_AP);
        if (autoprobe.isOn()) {
            bus.queues().stream()
                    .filter(queue -> queue.driver().isEmpty()
                            && refusal(ApDriver.VFIO_AP, queue).isEmpty())
                    .forEach(queue -> attach(ApDriver.VFIO_AP, queue));
        }
        kobject(ApDriver.VFIO_AP).emit("add");
        bindings.driverRegistered();
    }

    /** The vfio_ap module is unloaded: its queues stay without driver. */
    void unregister() {
        Lists.reverse(List.copyOf(boundTo(ApDriver.VFIO_AP))).forEach(this::release);
        kobject(ApDriver.VFIO_AP).emit("remove");
        vfioAp = Optional.empty();
        loaded.remove(ApDriver.VFIO_AP);
    }

    /** The queues of a card that drivers of the host have, in the order in which they took them. */
    List<SimulatedQueue> hostQueuesOf(SimulatedCard card) {
        return Stream.of(ApDriver.values())
                .filter(driver -> driver != ApDriver.VFIO_AP)
                .flatMap(driver -> boundTo(driver).stream())
                .filter(SimulatedQueue.class::isInstance)
                .map(SimulatedQueue.class::cast)
                .filter(queue -> queue.card() == card)
                .toList();
    }

    /** The devices that a driver has, in the order in which it took them. */
    Set<ApDevice> boundTo(ApDriver driver) {
        return Objects.requireNonNull(bound.get(driver));
    }

    /** How many queues have a driver. */
    int boundQueues() {
        return Stream.of(ApDriver.values())
                .filter(ApDriver::isForQueues)
                .mapToInt(driver -> boundTo(driver).size())
                .sum();
    }

    /** The queues that could be on the wrong side without any change of the masks: without driver, or bound against them. */
    Set<SimulatedQueue> unsettled() {
        return unsettled;
    }

    private void settle(ApDevice device) {
        if (device instanceof SimulatedQueue queue) {
            boolean settled = queue.driver()
                    .filter(driver -> DriverRule.mayBind(driver.toString(), queue.queue(), bus.masks()))
                    .isPresent();
            if (settled) {
                unsettled.remove(queue);
            } else {
                unsettled.add(queue);
            }
        }
    }

    // binding

    /** A device is new on the bus. */
    void added(ApDevice device) {
        device.kobject().emit("add");
        settle(device);
        if (autoprobe.isOn()) {
            offer(device);
        }
    }

    /** Offers a device without driver to all drivers. */
    void offer(ApDevice device) {
        for (ApDriver driver : loaded) {
            if (refusal(driver, device).isEmpty()) {
                attach(driver, device);
                return;
            }
        }
    }

    private void attach(ApDriver driver, ApDevice device) {
        device.bind(driver);
        boundTo(driver).add(device);
        settle(device);
        if (device instanceof SimulatedQueue queue && driver == ApDriver.VFIO_AP) {
            vfioAp.orElseThrow().queueBound(queue);
        }
        bindings.probed();
        device.kobject().emit("bind");
    }

    /** A device goes from the bus. */
    void removed(ApDevice device) {
        release(device);
        device.kobject().emit("remove");
        unsettled.remove(device);
    }

    /** Says with which error a driver refuses a device that has none, or nothing if it takes it. */
    private Optional<Errno> refusal(ApDriver driver, ApDevice device) {
        boolean allowed =
                driver.matches(device) && !(device instanceof SimulatedQueue queue && !mayBind(driver, queue));
        if (!allowed || (driver.needsMode() && device.mode().isEmpty())) {
            return Optional.of(Errno.ENODEV);
        }
        // this driver tries the adapter with a request first, and no request succeeds on this machine
        return driver == ApDriver.CEX2C_QUEUE ? Optional.of(Errno.EINVAL) : Optional.empty();
    }

    private boolean mayBind(ApDriver driver, SimulatedQueue queue) {
        return queue.driverOverride()
                .map(driver.toString()::equals)
                .orElseGet(() -> DriverRule.mayBind(driver.toString(), queue.queue(), bus.masks()));
    }

    /** Takes a device from its driver, if it has one. */
    void release(ApDevice device) {
        if (device instanceof SimulatedQueue queue && queue.isBoundToVfioAp()) {
            vfioAp.orElseThrow().queueUnbound(queue);
        }
        Optional<ApDriver> driver = device.driver();
        device.unbind();
        settle(device);
        driver.ifPresent(had -> {
            boundTo(had).remove(device);
            device.kobject().emit("unbind");
        });
    }

    // attributes

    void bind(ApDriver driver, String value) {
        ApDevice device = deviceNamed(value);
        if (!driver.matches(device)) {
            throw new KernelRefusal(Errno.ENODEV);
        } else if (device.driver().isPresent()) {
            throw new KernelRefusal(Errno.EBUSY);
        }
        refusal(driver, device).ifPresent(errno -> {
            throw new KernelRefusal(errno);
        });
        attach(driver, device);
    }

    void unbind(ApDriver driver, String value) {
        ApDevice device = deviceNamed(value);
        if (!device.driver().equals(Optional.of(driver))) {
            throw new KernelRefusal(Errno.ENODEV);
        }
        release(device);
    }

    void probe(String value) {
        ApDevice device = deviceNamed(value);
        if (device.driver().isEmpty()) {
            offer(device);
        }
    }

    private ApDevice deviceNamed(String value) {
        return bus.deviceNamed(KernelText.deviceName(value)).orElseThrow(() -> new KernelRefusal(Errno.ENODEV));
    }

    Autoprobe autoprobe() {
        return autoprobe;
    }
}
