package io.github.apmatrix.testkit;

import io.github.apmatrix.sysfs.Errno;
import java.util.Optional;

/** The vfio_ap module, loaded or not. Source: {@code vfio_ap_drv.c}. */
final class VfioApModule {
    private final KernelProfile profile;
    private final SimulatedLpar machine;
    private final SimulatedApBus bus;
    private Optional<SimulatedVfioAp> loaded = Optional.empty();

    VfioApModule(KernelProfile profile, SimulatedLpar machine, SimulatedApBus bus) {
        this.profile = profile;
        this.machine = machine;
        this.bus = bus;
    }

    boolean isLoaded() {
        return loaded.isPresent();
    }

    Optional<SimulatedVfioAp> loaded() {
        return loaded;
    }

    /** Takes over a driver that is loaded already. */
    void restore(Optional<SimulatedVfioAp> driver) {
        loaded = driver;
    }

    void load() {
        if (loaded.isEmpty()) {
            SimulatedVfioAp driver = new SimulatedVfioAp(profile, machine, bus);
            loaded = Optional.of(driver);
            driver.kobjects().matrixComes();
            bus.drivers().register(driver);
            driver.kobjects().registered();
        }
    }

    void unload() {
        if (loaded.filter(driver -> driver.openDevices() > 0).isPresent()) {
            throw new KernelRefusal(Errno.EAGAIN);
        }
        loaded.ifPresent(driver -> {
            driver.removeAll();
            driver.kobjects().unregistered();
            bus.drivers().unregister();
            driver.kobjects().matrixGoes();
            loaded = Optional.empty();
        });
    }
}
