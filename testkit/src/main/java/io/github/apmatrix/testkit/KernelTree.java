package io.github.apmatrix.testkit;

import io.github.apmatrix.testkit.Node.Directory;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
        whileLoaded(buses, "matrix", VfioApTree::matrixBus);
        whileLoaded(buses, "mdev", VfioApTree::mdevBus);
        Directory.Builder devices = Directory.builder().add("ap", new ApDeviceTree(profile, bus).directory());
        whileLoaded(devices, "vfio_ap", VfioApTree::root);
        Directory.Builder modules = Directory.builder();
        whileLoaded(modules, "vfio_ap", VfioApTree::module);
        Directory.Builder classes = Directory.builder();
        whileLoaded(classes, "mdev_bus", VfioApTree::mdevClass);
        Directory sys = Directory.builder()
                .add("bus", buses.build())
                .add("class", classes.build())
                .add("devices", devices.build())
                .add("module", modules.build())
                .build();
        return Directory.builder().add("sys", sys).build();
    }

    private void whileLoaded(Directory.Builder parent, String name, Function<VfioApTree, Directory> directory) {
        parent.children(
                () -> vfioAp.get().isPresent() ? Set.of(name) : Set.of(),
                child -> child.equals(name) ? directoryOf(directory) : null);
    }

    private @Nullable Directory directoryOf(Function<VfioApTree, Directory> directory) {
        return vfioAp.get()
                .map(driver -> directory.apply(new VfioApTree(profile, driver)))
                .orElse(null);
    }
}
