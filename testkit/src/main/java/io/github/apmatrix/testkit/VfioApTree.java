package io.github.apmatrix.testkit;

import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.testkit.Node.Directory;

/**
 * What vfio_ap shows besides its mediated devices: {@code /sys/devices/vfio_ap}, {@code /sys/bus/matrix} and
 * {@code /sys/class/mdev_bus}. Source: {@code vfio_ap_drv.c}, {@code mdev_sysfs.c}.
 */
final class VfioApTree {
    static final String MATRIX = "matrix";
    static final String TYPE = "vfio_ap-passthrough";

    private final ObjectType<SimulatedVfioAp> root;
    private final ObjectType<SimulatedVfioAp> bus;
    private final ObjectType<SimulatedVfioAp> mdevClass;

    VfioApTree(KernelProfile profile) {
        ObjectType<SimulatedVfioAp> matrix = matrixDevice(profile);
        this.root = ObjectType.<SimulatedVfioAp>builder()
                .directory(MATRIX, matrix::directory)
                .link("module", "../../module/vfio_ap")
                .attribute(Kobject.UEVENT, driver -> driver.kobjects().root())
                .build();
        this.bus = matrixBus();
        this.mdevClass = ObjectType.<SimulatedVfioAp>builder()
                .link(MATRIX, "../../devices/vfio_ap/matrix")
                .build();
    }

    /** {@code /sys/devices/vfio_ap}. */
    Directory root(SimulatedVfioAp driver) {
        return root.directory(driver);
    }

    /** {@code /sys/bus/matrix}. */
    Directory bus(SimulatedVfioAp driver) {
        return bus.directory(driver);
    }

    /** {@code /sys/class/mdev_bus}. */
    Directory mdevClass(SimulatedVfioAp driver) {
        return mdevClass.directory(driver);
    }

    private static ObjectType<SimulatedVfioAp> matrixDevice(KernelProfile profile) {
        MdevTree mdevs = new MdevTree(profile);
        ObjectType<SimulatedVfioAp> type = mdevType();
        ObjectType<SimulatedVfioAp> types = ObjectType.<SimulatedVfioAp>builder()
                .directory(TYPE, type::directory)
                .build();
        return ObjectType.<SimulatedVfioAp>builder()
                .link("driver", "../../../bus/matrix/drivers/vfio_ap")
                .link("subsystem", "../../../bus/matrix")
                .attribute(Kobject.UEVENT, driver -> driver.kobjects().matrix())
                .directory("mdev_supported_types", types::directory)
                .when(
                        profile.hasMatrixFeatures(),
                        group -> group.readOnly("features", driver -> "guest_matrix hotplug ap_config\n"))
                .children(
                        driver -> driver.mdevs().names(),
                        (driver, name) ->
                                driver.mdevs().named(name).map(mdevs::directory).orElse(null))
                .build();
    }

    private static ObjectType<SimulatedVfioAp> mdevType() {
        ObjectType<SimulatedVfioAp> devices = MdevBusTree.links("../../../", mdev -> true);
        return ObjectType.<SimulatedVfioAp>builder()
                .readOnly("name", driver -> "VFIO AP Passthrough Device\n")
                .readOnly("device_api", driver -> "vfio-ap\n")
                .readOnly("available_instances", driver -> driver.mdevs().available() + "\n")
                .writeOnly("create", SimulatedVfioAp::create)
                .directory("devices", devices::directory)
                .build();
    }

    private static ObjectType<SimulatedVfioAp> matrixBus() {
        ObjectType<SimulatedVfioAp> driver = ObjectType.<SimulatedVfioAp>builder()
                .link(MATRIX, "../../../../devices/vfio_ap/matrix")
                .attribute(
                        Kobject.WRITE_ONLY_UEVENT, vfioAp -> vfioAp.kobjects().matrixDriver())
                .build();
        ObjectType<SimulatedVfioAp> drivers = ObjectType.<SimulatedVfioAp>builder()
                .directory("vfio_ap", driver::directory)
                .build();
        ObjectType<SimulatedVfioAp> devices = ObjectType.<SimulatedVfioAp>builder()
                .link(MATRIX, "../../../devices/vfio_ap/matrix")
                .build();
        return ObjectType.<SimulatedVfioAp>builder()
                .directory("devices", devices::directory)
                .directory("drivers", drivers::directory)
                .attribute(Autoprobe.ATTRIBUTE, SimulatedVfioAp::matrixAutoprobe)
                .writeOnly("drivers_probe", (vfioAp, value) -> probe(value))
                .attribute(
                        Kobject.WRITE_ONLY_UEVENT, vfioAp -> vfioAp.kobjects().matrixBus())
                .build();
    }

    private static void probe(String value) {
        if (!KernelText.deviceName(value).equals(MATRIX)) {
            throw new KernelRefusal(Errno.ENODEV);
        }
    }
}
