package io.github.apmatrix.testkit;

import io.github.apmatrix.testkit.Node.Directory;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The root of the simulated files, with sysfs at {@code /sys}. What belongs to vfio_ap is there only while the module is loaded. */
final class KernelTree {
    private final KernelProfile profile;
    private final SimulatedLpar machine;
    private final SimulatedApBus bus;
    private final Supplier<Optional<SimulatedVfioAp>> vfioAp;

    KernelTree(
            KernelProfile profile,
            SimulatedLpar machine,
            SimulatedApBus bus,
            Supplier<Optional<SimulatedVfioAp>> vfioAp) {
        this.profile = profile;
        this.machine = machine;
        this.bus = bus;
        this.vfioAp = vfioAp;
    }

    Directory root() {
        Directory.Builder buses = Directory.builder().add("ap", new ApBusTree(profile, machine, bus).directory());
        whileLoaded(buses, "matrix", driver -> vfioApTree(driver).matrixBus());
        whileLoaded(
                buses,
                "mdev",
                driver -> vfioApTree(driver).mdevBus(),
                withoutVfioAp(VfioApTree.emptyMdevBus(bus.uevents())));
        Directory.Builder devices = Directory.builder().add("ap", new ApDeviceTree(profile, bus).directory());
        whileLoaded(devices, "vfio_ap", driver -> vfioApTree(driver).root());
        whileLoaded(devices, "virtual", driver -> new VfioGroupTree(profile, driver).virtualDevices());
        Directory.Builder modules = Directory.builder().add("ap", ModuleTree.ap(profile, bus));
        whileLoaded(modules, "vfio_ap", ModuleTree::vfioAp);
        Directory.Builder classes = Directory.builder();
        whileLoaded(
                classes,
                "mdev_bus",
                driver -> VfioApTree.mdevClass(),
                withoutVfioAp(Directory.builder().build()));
        whileLoaded(classes, "vfio", driver -> new VfioGroupTree(profile, driver).groupClass());
        whileLoaded(classes, "vfio-dev", driver -> new VfioGroupTree(profile, driver).deviceClass());
        Directory.Builder kernel = Directory.builder();
        whileLoaded(kernel, "iommu_groups", driver -> new VfioGroupTree(profile, driver).groups());
        Directory sys = Directory.builder()
                .add("bus", buses.build())
                .add("class", classes.build())
                .add("devices", devices.build())
                .add("kernel", kernel.build())
                .add("module", modules.build())
                .build();
        return Directory.builder().add("sys", sys).build();
    }

    private VfioApTree vfioApTree(SimulatedVfioAp driver) {
        return new VfioApTree(profile, driver);
    }

    private Optional<Directory> withoutVfioAp(Directory directory) {
        return profile.hasMdevBuiltIn() ? Optional.of(directory) : Optional.empty();
    }

    private void whileLoaded(Directory.Builder parent, String name, Function<SimulatedVfioAp, Directory> directory) {
        whileLoaded(parent, name, directory, Optional.empty());
    }

    private void whileLoaded(
            Directory.Builder parent,
            String name,
            Function<SimulatedVfioAp, Directory> directory,
            Optional<Directory> otherwise) {
        Supplier<Optional<Directory>> current =
                () -> vfioAp.get().map(directory).or(() -> otherwise);
        parent.children(
                () -> vfioAp.get().isPresent() || otherwise.isPresent() ? Set.of(name) : Set.of(),
                child -> child.equals(name) ? current.get().orElse(null) : null);
    }
}
