package io.github.apmatrix.testkit;

import io.github.apmatrix.testkit.Node.Directory;

/** What a mediated device shows below {@code /sys/devices/vfio_ap/matrix}. Source: {@code vfio_ap_ops.c}, {@code mdev_sysfs.c}. */
final class MdevTree {
    private final ObjectType<SimulatedMdev> type;

    MdevTree(KernelProfile profile) {
        this.type = ObjectType.<SimulatedMdev>builder()
                .when(
                        SimulatedMdev::isBound,
                        group -> group.link("iommu_group", mdev -> "../../../../kernel/iommu_groups/" + mdev.group()))
                .when(
                        mdev -> VfioGroupTree.hasVfioDevice(profile, mdev),
                        group -> group.directory("vfio-dev", VfioGroupTree.vfioDev()::directory))
                .when(mdev -> !mdev.isBeingRemoved(), group -> registerOnBus(group, profile))
                .build();
    }

    Directory directory(SimulatedMdev mdev) {
        return type.directory(mdev);
    }

    private static void registerOnBus(ObjectType.Builder<SimulatedMdev> group, KernelProfile profile) {
        group.writeOnly("remove", (mdev, value) -> mdev.driver().remove(mdev, value))
                .link("subsystem", "../../../../bus/mdev")
                .link("mdev_type", "../mdev_supported_types/" + VfioApTree.TYPE)
                .attribute(Kobject.UEVENT, SimulatedMdev::kobject)
                .when(
                        SimulatedMdev::isBound,
                        bound -> bound.link("driver", "../../../../bus/mdev/drivers/vfio_ap_mdev")
                                .attributes(MdevAssignment.attributes(profile), SimulatedMdev::assignment));
    }
}
