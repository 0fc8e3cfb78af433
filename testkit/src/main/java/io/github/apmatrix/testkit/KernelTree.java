package io.github.apmatrix.testkit;

import io.github.apmatrix.testkit.Node.Directory;
import java.util.function.Function;

/** The root of the simulated files, with sysfs at {@code /sys}. What belongs to vfio_ap is there only while the module is loaded. */
final class KernelTree {
    private final KernelProfile profile;
    private final SimulatedApBus bus;
    private final VfioApModule module;
    private final Directory apBus;
    private final Directory apDevices;
    private final VfioApTree vfioAp;
    private final VfioGroupTree groups;
    private final MdevBusTree mdevBus = new MdevBusTree();
    private final ModuleTree modules;

    KernelTree(KernelProfile profile, SimulatedLpar machine, SimulatedApBus bus, VfioApModule module) {
        this.profile = profile;
        this.bus = bus;
        this.module = module;
        this.apBus = new ApBusTree(profile, machine, bus).directory();
        this.apDevices = new ApDeviceTree(profile, bus).directory();
        this.vfioAp = new VfioApTree(profile);
        this.groups = new VfioGroupTree(profile);
        this.modules = new ModuleTree(profile);
    }

    Directory root() {
        Directory sys = sys();
        return type().directory("sys", vfio -> sys).build().directory(module);
    }

    private Directory sys() {
        ObjectType<VfioApModule> buses = buses();
        ObjectType<VfioApModule> classes = classes();
        ObjectType<VfioApModule> devices = type().directory("ap", vfio -> apDevices)
                .when(
                        VfioApModule::isLoaded,
                        loaded -> loaded.directory("vfio_ap", of(vfioAp::root))
                                .directory("virtual", of(groups::virtualDevices)))
                .build();
        ObjectType<VfioApModule> kernel = type().when(
                        VfioApModule::isLoaded, loaded -> loaded.directory("iommu_groups", of(groups::groups)))
                .build();
        ObjectType<VfioApModule> module = type().directory("ap", vfio -> modules.ap(bus))
                .when(VfioApModule::isLoaded, loaded -> loaded.directory("vfio_ap", of(modules::vfioAp)))
                .build();
        return type().directory("bus", buses::directory)
                .directory("class", classes::directory)
                .directory("devices", devices::directory)
                .directory("kernel", kernel::directory)
                .directory("module", module::directory)
                .build()
                .directory(this.module);
    }

    private ObjectType<VfioApModule> buses() {
        Directory withoutDriver = mdevBus.withoutDriver(bus.uevents());
        return type().directory("ap", vfio -> apBus)
                .when(VfioApModule::isLoaded, loaded -> loaded.directory("matrix", of(vfioAp::bus)))
                .when(
                        this::hasMdev,
                        group -> group.directory(
                                "mdev",
                                vfio -> vfio.loaded().map(mdevBus::directory).orElse(withoutDriver)))
                .build();
    }

    private ObjectType<VfioApModule> classes() {
        Directory nothing = ObjectType.<VfioApModule>builder().build().directory(module);
        return type().when(
                        this::hasMdev,
                        group -> group.directory(
                                "mdev_bus",
                                vfio -> vfio.loaded().map(vfioAp::mdevClass).orElse(nothing)))
                .when(
                        VfioApModule::isLoaded,
                        loaded -> loaded.directory("vfio", of(groups::groupClass))
                                .directory("vfio-dev", of(groups::deviceClass)))
                .build();
    }

    private boolean hasMdev(VfioApModule vfio) {
        return vfio.isLoaded() || profile.hasMdevBuiltIn();
    }

    private static ObjectType.Builder<VfioApModule> type() {
        return ObjectType.builder();
    }

    private static Function<VfioApModule, Directory> of(Function<SimulatedVfioAp, Directory> directory) {
        return vfio -> directory.apply(vfio.loaded().orElseThrow());
    }
}
