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
    private static final int MAJOR = 254;
    private static final String DEVICE_PREFIX = "vfio";

    private final KernelProfile profile;
    private final Stream<SimulatedMdev> mdevs;

    VfioGroupTree(KernelProfile profile, SimulatedVfioAp vfioAp) {
        this.profile = profile;
        this.mdevs = vfioAp.mdevs().stream().filter(SimulatedMdev::isBound);
    }

    Directory groups() {
        return each(mdev -> true, VfioGroupTree::groupName, VfioGroupTree::group);
    }

    Directory groupClass() {
        return each(
                mdev -> true,
                VfioGroupTree::groupName,
                mdev -> new Node.Link("../../devices/virtual/vfio/" + mdev.group()));
    }

    Directory virtualDevices() {
        return Directory.builder()
                .add("vfio", each(mdev -> true, VfioGroupTree::groupName, VfioGroupTree::groupDevice))
                .build();
    }

    /** The device node of a group; the major number is what the first user of dynamic numbers gets. */
    private static Directory groupDevice(SimulatedMdev mdev) {
        return Directory.builder()
                .readOnly("dev", () -> MAJOR + ":" + mdev.group() + "\n")
                .link("subsystem", "../../../../class/vfio")
                .add("uevent", mdev.groupKobject().attribute())
                .build();
    }

    static ImmutableMap<String, String> groupVariables(int group) {
        return ImmutableMap.of(
                "MAJOR", Integer.toString(MAJOR), "MINOR", Integer.toString(group), "DEVNAME", "vfio/" + group);
    }

    Directory deviceClass() {
        return each(
                mdev -> !mdev.isBeingRemoved() || profile.keepsVfioDevWhileRemoving(),
                mdev -> DEVICE_PREFIX + mdev.group(),
                mdev -> new Node.Link(
                        "../../devices/vfio_ap/matrix/" + mdev.id() + "/vfio-dev/" + DEVICE_PREFIX + mdev.group()));
    }

    private static String groupName(SimulatedMdev mdev) {
        return Integer.toString(mdev.group());
    }

    private Directory each(
            Predicate<SimulatedMdev> shown, Function<SimulatedMdev, String> name, Function<SimulatedMdev, Node> node) {
        Directory.Builder directory = Directory.builder();
        mdevs.filter(shown).forEach(mdev -> directory.add(name.apply(mdev), node.apply(mdev)));
        return directory.build();
    }

    private static Directory group(SimulatedMdev mdev) {
        return Directory.builder()
                .add(
                        "devices",
                        Directory.builder()
                                .link(mdev.id().toString(), "../../../../devices/vfio_ap/matrix/" + mdev.id())
                                .build())
                .readOnly("name", () -> "vfio-noiommu\n")
                .readOnly("reserved_regions", () -> "")
                .readWrite("type", () -> "unknown\n", value -> {
                    throw new KernelRefusal(Errno.EINVAL);
                })
                .build();
    }

    /** The VFIO device below its mediated device. */
    static Directory vfioDev(SimulatedMdev mdev) {
        return Directory.builder()
                .add(
                        DEVICE_PREFIX + mdev.group(),
                        Directory.builder()
                                .link("device", "../../../" + mdev.id())
                                .link("subsystem", "../../../../../../class/vfio-dev")
                                .add("uevent", mdev.vfioKobject().attribute())
                                .build())
                .build();
    }
}
