package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.testkit.Node.Directory;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What VFIO shows of mediated devices: an IOMMU group and a VFIO device for each, below {@code /sys/kernel/iommu_groups},
 * {@code /sys/class/vfio} and {@code /sys/class/vfio-dev}. Source: {@code drivers/vfio/vfio_main.c}, {@code iommu.c}.
 */
final class VfioGroupTree {
    private static final int MAJOR = 254; // what the first user of dynamic numbers gets
    private static final String DEVICE_PREFIX = "vfio";

    private final ObjectType<SimulatedVfioAp> groups;
    private final ObjectType<SimulatedVfioAp> groupClass;
    private final ObjectType<SimulatedVfioAp> virtualDevices;
    private final ObjectType<SimulatedVfioAp> deviceClass;

    VfioGroupTree(KernelProfile profile) {
        this.groups = each(SimulatedMdev::isBound, VfioGroupTree::groupName, group()::directory);
        this.groupClass = each(
                SimulatedMdev::isBound,
                VfioGroupTree::groupName,
                mdev -> new Node.Link("../../devices/virtual/vfio/" + mdev.group()));
        ObjectType<SimulatedVfioAp> nodes =
                each(SimulatedMdev::isBound, VfioGroupTree::groupName, groupNode()::directory);
        this.virtualDevices = ObjectType.<SimulatedVfioAp>builder()
                .directory("vfio", nodes::directory)
                .build();
        this.deviceClass = each(
                mdev -> hasVfioDevice(profile, mdev),
                VfioGroupTree::vfioName,
                mdev -> new Node.Link("../../devices/vfio_ap/matrix/" + mdev.id() + "/vfio-dev/" + vfioName(mdev)));
    }

    /** {@code /sys/kernel/iommu_groups}. */
    Directory groups(SimulatedVfioAp driver) {
        return groups.directory(driver);
    }

    /** {@code /sys/class/vfio}. */
    Directory groupClass(SimulatedVfioAp driver) {
        return groupClass.directory(driver);
    }

    /** {@code /sys/devices/virtual}. */
    Directory virtualDevices(SimulatedVfioAp driver) {
        return virtualDevices.directory(driver);
    }

    /** {@code /sys/class/vfio-dev}. */
    Directory deviceClass(SimulatedVfioAp driver) {
        return deviceClass.directory(driver);
    }

    static ImmutableMap<String, String> groupVariables(int group) {
        return ImmutableMap.of(
                "MAJOR", Integer.toString(MAJOR), "MINOR", Integer.toString(group), "DEVNAME", "vfio/" + group);
    }

    static boolean hasVfioDevice(KernelProfile profile, SimulatedMdev mdev) {
        return mdev.isBound() && (!mdev.isBeingRemoved() || profile.keepsVfioDevWhileRemoving());
    }

    private static String groupName(SimulatedMdev mdev) {
        return Integer.toString(mdev.group());
    }

    private static String vfioName(SimulatedMdev mdev) {
        return DEVICE_PREFIX + mdev.group();
    }

    private static ObjectType<SimulatedVfioAp> each(
            Predicate<SimulatedMdev> shown, Function<SimulatedMdev, String> name, Function<SimulatedMdev, Node> node) {
        return ObjectType.<SimulatedVfioAp>builder()
                .children(
                        driver -> driver.mdevs().stream().filter(shown).map(name),
                        (driver, child) -> driver.mdevs().stream()
                                .filter(shown)
                                .filter(mdev -> name.apply(mdev).equals(child))
                                .findFirst()
                                .map(node)
                                .orElse(null))
                .build();
    }

    private static ObjectType<SimulatedMdev> group() {
        ObjectType<SimulatedMdev> devices = ObjectType.<SimulatedMdev>builder()
                .children(
                        mdev -> Stream.of(mdev.name()),
                        (mdev, child) -> mdev.name().equals(child)
                                ? new Node.Link("../../../../devices/vfio_ap/matrix/" + child)
                                : null)
                .build();
        return ObjectType.<SimulatedMdev>builder()
                .directory("devices", devices::directory)
                .readOnly("name", mdev -> "vfio-noiommu\n")
                .readOnly("reserved_regions", mdev -> "")
                .readWrite("type", mdev -> "unknown\n", (mdev, value) -> {
                    throw new KernelRefusal(Errno.EINVAL);
                })
                .build();
    }

    private static ObjectType<SimulatedMdev> groupNode() {
        return ObjectType.<SimulatedMdev>builder()
                .readOnly("dev", mdev -> MAJOR + ":" + mdev.group() + "\n")
                .link("subsystem", "../../../../class/vfio")
                .attribute(Kobject.UEVENT, SimulatedMdev::groupKobject)
                .build();
    }

    /** The VFIO devices below a mediated device: one. */
    static ObjectType<SimulatedMdev> vfioDev() {
        ObjectType<SimulatedMdev> device = ObjectType.<SimulatedMdev>builder()
                .link("device", mdev -> "../../../" + mdev.id())
                .link("subsystem", "../../../../../../class/vfio-dev")
                .attribute(Kobject.UEVENT, SimulatedMdev::vfioKobject)
                .build();
        return ObjectType.<SimulatedMdev>builder()
                .children(
                        mdev -> Stream.of(vfioName(mdev)),
                        (mdev, child) -> vfioName(mdev).equals(child) ? device.directory(mdev) : null)
                .build();
    }
}
