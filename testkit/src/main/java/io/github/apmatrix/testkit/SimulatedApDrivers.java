package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.rules.DriverRule;
import io.github.apmatrix.sysfs.Errno;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The drivers of the AP bus and which device has which of them. Source: {@code ap_bus.c}, {@code drivers/base/dd.c},
 * {@code drivers/base/bus.c}.
 */
final class SimulatedApDrivers {
    private final KernelProfile profile;
    private final SimulatedApBus bus;
    private Optional<SimulatedVfioAp> vfioAp = Optional.empty();
    private final Autoprobe autoprobe = new Autoprobe();
    private boolean bindingsPending = true;
    private long bindingsCompleteCount;

    SimulatedApDrivers(KernelProfile profile, SimulatedApBus bus) {
        this.profile = profile;
        this.bus = bus;
    }

    /** The drivers that are loaded. */
    ImmutableList<ApDriver> loaded() {
        return Stream.of(ApDriver.values())
                .filter(driver -> profile.hasOldDrivers() || !driver.isForCex2AndCex3())
                .filter(driver -> driver != ApDriver.VFIO_AP || vfioAp.isPresent())
                .collect(ImmutableList.toImmutableList());
    }

    Optional<SimulatedVfioAp> vfioAp() {
        return vfioAp;
    }

    /** What vfio_ap says of a queue that it has. */
    String statusOf(SimulatedQueue queue) {
        return vfioAp.orElseThrow().status(queue);
    }

    /** The vfio_ap module is loaded: it gets the queues that wait for it. */
    void register(SimulatedVfioAp driver) {
        vfioAp = Optional.of(driver);
        if (autoprobe.isOn()) {
            bus.queuesWhere(queue -> queue.driver().isEmpty()).forEach(this::offer);
        }
        checkBindings();
    }

    /** The vfio_ap module is unloaded: its queues stay without driver. */
    void unregister() {
        bus.queuesWhere(SimulatedQueue::isBoundToVfioAp).forEach(this::release);
        vfioAp = Optional.empty();
    }

    // binding

    /** A device is new on the bus. */
    void added(ApDevice device) {
        if (autoprobe.isOn()) {
            offer(device);
        }
    }

    /** Offers a device without driver to all drivers. */
    void offer(ApDevice device) {
        loaded().stream()
                .filter(driver -> refusal(driver, device).isEmpty())
                .findFirst()
                .ifPresent(driver -> attach(driver, device));
    }

    private void attach(ApDriver driver, ApDevice device) {
        device.bind(driver);
        if (device instanceof SimulatedQueue queue) {
            bindingsPending = true;
            if (driver == ApDriver.VFIO_AP) {
                vfioAp.orElseThrow().queueBound(queue);
            }
        }
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
        device.unbind();
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
        return bus.device(KernelText.deviceName(value)).orElseThrow(() -> new KernelRefusal(Errno.ENODEV));
    }

    Autoprobe autoprobe() {
        return autoprobe;
    }

    // completeness

    /** Queues went: as soon as all that are left have a driver, that counts as complete again. */
    void bindingsChanged() {
        bindingsPending = true;
    }

    /** Counts how often all queues have a driver again; checked at the end of scans and when a driver comes. */
    void checkBindings() {
        if (bindingsPending
                && bus.queues().stream().allMatch(queue -> queue.driver().isPresent())) {
            bindingsPending = false;
            bindingsCompleteCount++;
        }
    }

    long bindingsCompleteCount() {
        return bindingsCompleteCount;
    }
}
