package io.github.apmatrix.testkit;

import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.testkit.Node.Directory;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What vfio_ap and its mediated devices show below {@code /sys/devices/vfio_ap}, {@code /sys/bus/mdev} and
 * {@code /sys/bus/matrix}. Source: {@code vfio_ap_ops.c}, {@code vfio_ap_drv.c}, {@code mdev_sysfs.c}.
 */
final class VfioApTree {
    private static final String TYPE = "vfio_ap-passthrough";

    private final KernelProfile profile;
    private final SimulatedVfioAp vfioAp;

    VfioApTree(KernelProfile profile, SimulatedVfioAp vfioAp) {
        this.profile = profile;
        this.vfioAp = vfioAp;
    }

    // devices/vfio_ap

    Directory root() {
        return Directory.builder()
                .add("matrix", matrixDevice())
                .link("module", "../../module/vfio_ap")
                .readWrite("uevent", () -> "", Uevents::store)
                .build();
    }

    private Directory matrixDevice() {
        Directory.Builder directory = Directory.builder()
                .link("driver", "../../../bus/matrix/drivers/vfio_ap")
                .link("subsystem", "../../../bus/matrix")
                .readWrite("uevent", () -> "DRIVER=vfio_ap\n", Uevents::store)
                .add(
                        "mdev_supported_types",
                        Directory.builder().add(TYPE, type()).build())
                .children(() -> ids(true), name -> find(name).map(this::device).orElse(null));
        if (profile.hasApConfig()) {
            directory.readOnly("features", () -> "guest_matrix hotplug ap_config\n");
        }
        return directory.build();
    }

    private Directory type() {
        return Directory.builder()
                .readOnly("name", () -> "VFIO AP Passthrough Device\n")
                .readOnly("device_api", () -> "vfio-ap\n")
                .readOnly("available_instances", () -> vfioAp.availableInstances() + "\n")
                .writeOnly("create", vfioAp::create)
                .add("devices", links("../../../"))
                .build();
    }

    private Set<String> ids(boolean alsoBeingRemoved) {
        return vfioAp.mdevs().stream()
                .filter(mdev -> alsoBeingRemoved || !mdev.isBeingRemoved())
                .map(mdev -> mdev.id().toString())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Optional<SimulatedMdev> find(String name) {
        try {
            // the kernel's names are in lower case
            return vfioAp.mdev(MediatedDeviceId.parse(name))
                    .filter(mdev -> mdev.id().toString().equals(name));
        } catch (ApFormatException e) {
            return Optional.empty();
        }
    }

    private Directory links(String prefix) {
        return Directory.builder()
                .children(() -> ids(false), name -> link(prefix, name))
                .build();
    }

    private @Nullable Node link(String prefix, String name) {
        return find(name)
                .filter(mdev -> !mdev.isBeingRemoved())
                .map(mdev -> new Node.Link(prefix + mdev.id()))
                .orElse(null);
    }

    // one mediated device

    private Node device(SimulatedMdev mdev) {
        Directory.Builder directory =
                Directory.builder().link("iommu_group", "../../../../kernel/iommu_groups/" + mdev.group());
        if (!mdev.isBeingRemoved() || profile.keepsVfioDevWhileRemoving()) {
            directory.add("vfio-dev", vfioDev(mdev));
        }
        if (mdev.isBeingRemoved()) {
            return directory.build();
        }
        directory
                .readOnly("matrix", () -> mdev.assigned().matrix().toKernelText())
                .readOnly("guest_matrix", () -> mdev.guest().matrix().toKernelText())
                .readOnly("control_domains", () -> controlDomains(mdev))
                .writeOnly("assign_adapter", store(mdev, vfioAp::assignAdapter))
                .writeOnly("assign_domain", store(mdev, vfioAp::assignDomain))
                .writeOnly("assign_control_domain", store(mdev, vfioAp::assignControlDomain))
                .writeOnly("unassign_adapter", store(mdev, vfioAp::unassignAdapter))
                .writeOnly("unassign_domain", store(mdev, vfioAp::unassignDomain))
                .writeOnly("unassign_control_domain", store(mdev, vfioAp::unassignControlDomain))
                .writeOnly("remove", store(mdev, vfioAp::remove))
                .link("driver", "../../../../bus/mdev/drivers/vfio_ap_mdev")
                .link("subsystem", "../../../../bus/mdev")
                .link("mdev_type", "../mdev_supported_types/" + TYPE)
                .readWrite("uevent", () -> "DRIVER=vfio_ap_mdev\n", Uevents::store);
        if (profile.hasApConfig()) {
            directory.readWrite("ap_config", () -> mdev.assigned() + "\n", store(mdev, vfioAp::storeConfig));
        }
        return directory.build();
    }

    private static Consumer<String> store(SimulatedMdev mdev, BiConsumer<SimulatedMdev, String> store) {
        return value -> store.accept(mdev, value);
    }

    private static String controlDomains(SimulatedMdev mdev) {
        return mdev.assigned().controlDomains().stream()
                .map(DomainId::toHex)
                .map(domain -> domain + "\n")
                .collect(Collectors.joining());
    }

    private static Directory vfioDev(SimulatedMdev mdev) {
        return Directory.builder()
                .add(
                        "vfio" + mdev.group(),
                        Directory.builder()
                                .link("device", "../../../" + mdev.id())
                                .link("subsystem", "../../../../../../class/vfio-dev")
                                .readWrite("uevent", () -> "", Uevents::store)
                                .build())
                .build();
    }

    // bus/mdev, bus/matrix, class/mdev_bus, module/vfio_ap

    Directory mdevBus() {
        return bus("vfio_ap_mdev", mdevDriver(), links("../../../devices/vfio_ap/matrix/"));
    }

    private Directory mdevDriver() {
        return Directory.builder()
                .writeOnly("bind", value -> {
                    throw new KernelRefusal(Errno.ENODEV);
                })
                .writeOnly("unbind", value -> {
                    throw new KernelRefusal(Errno.ENODEV);
                })
                .writeOnly("uevent", Uevents::store)
                .link("module", "../../../../module/vfio_ap")
                .children(() -> ids(false), name -> link("../../../../devices/vfio_ap/matrix/", name))
                .build();
    }

    Directory matrixBus() {
        return bus(
                "vfio_ap",
                Directory.builder()
                        .link("matrix", "../../../../devices/vfio_ap/matrix")
                        .writeOnly("uevent", Uevents::store)
                        .build(),
                Directory.builder()
                        .link("matrix", "../../../devices/vfio_ap/matrix")
                        .build());
    }

    private static Directory bus(String driver, Directory driverDirectory, Directory devices) {
        return Directory.builder()
                .add("devices", devices)
                .add("drivers", Directory.builder().add(driver, driverDirectory).build())
                .readWrite("drivers_autoprobe", () -> "1\n", value -> {})
                .writeOnly("drivers_probe", value -> {
                    throw new KernelRefusal(Errno.ENODEV);
                })
                .writeOnly("uevent", Uevents::store)
                .build();
    }

    Directory mdevClass() {
        return Directory.builder()
                .link("matrix", "../../devices/vfio_ap/matrix")
                .build();
    }

    Directory module() {
        return Directory.builder()
                .readOnly("refcnt", () -> vfioAp.openDevices() + "\n")
                .readOnly("initstate", () -> "live\n")
                .writeOnly("uevent", Uevents::store)
                .add(
                        "drivers",
                        Directory.builder()
                                .link("ap:vfio_ap", "../../../bus/ap/drivers/vfio_ap")
                                .link("mdev:vfio_ap_mdev", "../../../bus/mdev/drivers/vfio_ap_mdev")
                                .build())
                .build();
    }
}
