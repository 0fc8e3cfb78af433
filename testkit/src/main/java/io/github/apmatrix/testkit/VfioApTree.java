package io.github.apmatrix.testkit;

import io.github.apmatrix.DomainId;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.testkit.Node.Directory;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What vfio_ap and its mediated devices show below {@code /sys/devices/vfio_ap}, {@code /sys/bus/mdev} and
 * {@code /sys/bus/matrix}. Source: {@code vfio_ap_ops.c}, {@code vfio_ap_drv.c}, {@code mdev_sysfs.c}.
 */
final class VfioApTree {
    private static final String MATRIX = "matrix";
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
                .add(MATRIX, matrixDevice())
                .link("module", "../../module/vfio_ap")
                .add("uevent", vfioAp.kobjects().root().attribute())
                .build();
    }

    private Directory matrixDevice() {
        Directory.Builder directory = Directory.builder()
                .link("driver", "../../../bus/matrix/drivers/vfio_ap")
                .link("subsystem", "../../../bus/matrix")
                .add("uevent", vfioAp.kobjects().matrix().attribute())
                .add(
                        "mdev_supported_types",
                        Directory.builder().add(TYPE, type()).build())
                .children(
                        () -> names(vfioAp.mdevs().stream()),
                        name -> vfioAp.named(name).map(this::device).orElse(null));
        if (profile.hasMatrixFeatures()) {
            directory.readOnly("features", () -> "guest_matrix hotplug ap_config\n");
        }
        return directory.build();
    }

    private static Set<String> names(Stream<SimulatedMdev> mdevs) {
        return mdevs.map(mdev -> mdev.id().toString()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Directory type() {
        return Directory.builder()
                .readOnly("name", () -> "VFIO AP Passthrough Device\n")
                .readOnly("device_api", () -> "vfio-ap\n")
                .readOnly("available_instances", () -> vfioAp.availableInstances() + "\n")
                .writeOnly("create", vfioAp::create)
                .add("devices", links("../../../", mdev -> true))
                .build();
    }

    private Directory links(String prefix, Predicate<SimulatedMdev> shown) {
        Predicate<SimulatedMdev> present = shown.and(mdev -> !mdev.isBeingRemoved());
        return Directory.builder()
                .children(
                        () -> names(vfioAp.mdevs().stream().filter(present)),
                        name -> vfioAp.named(name)
                                .filter(present)
                                .map(mdev -> new Node.Link(prefix + mdev.id()))
                                .orElse(null))
                .build();
    }

    // one mediated device

    private Node device(SimulatedMdev mdev) {
        Directory.Builder directory = Directory.builder();
        if (mdev.isBound()) {
            directory.link("iommu_group", "../../../../kernel/iommu_groups/" + mdev.group());
            if (!mdev.isBeingRemoved() || profile.keepsVfioDevWhileRemoving()) {
                directory.add("vfio-dev", VfioGroupTree.vfioDev(mdev));
            }
        }
        if (!mdev.isBeingRemoved()) {
            directory
                    .writeOnly("remove", store(mdev, vfioAp::remove))
                    .link("subsystem", "../../../../bus/mdev")
                    .link("mdev_type", "../mdev_supported_types/" + TYPE)
                    .add("uevent", mdev.kobject().attribute());
            if (mdev.isBound()) {
                addDriverAttributes(directory, mdev);
            }
        }
        return directory.build();
    }

    private void addDriverAttributes(Directory.Builder directory, SimulatedMdev mdev) {
        directory
                .link("driver", "../../../../bus/mdev/drivers/vfio_ap_mdev")
                .readOnly("matrix", () -> mdev.assigned().matrix().toKernelText())
                .readOnly("guest_matrix", () -> mdev.guest().matrix().toKernelText())
                .readOnly("control_domains", () -> controlDomains(mdev))
                .writeOnly("assign_adapter", store(mdev, vfioAp::assignAdapter))
                .writeOnly("assign_domain", store(mdev, vfioAp::assignDomain))
                .writeOnly("assign_control_domain", store(mdev, vfioAp::assignControlDomain))
                .writeOnly("unassign_adapter", store(mdev, vfioAp::unassignAdapter))
                .writeOnly("unassign_domain", store(mdev, vfioAp::unassignDomain))
                .writeOnly("unassign_control_domain", store(mdev, vfioAp::unassignControlDomain));
        if (profile.hasApConfig()) {
            directory.readWrite("ap_config", () -> mdev.assigned() + "\n", store(mdev, vfioAp::storeConfig));
        }
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

    // bus/mdev, bus/matrix, class/mdev_bus

    Directory mdevBus() {
        return bus(
                vfioAp.kobjects().mdevBus(),
                Directory.builder().add("vfio_ap_mdev", mdevDriver()).build(),
                links("../../../devices/vfio_ap/matrix/", mdev -> true),
                vfioAp.mdevAutoprobe(),
                vfioAp::probe);
    }

    /** The bus without any driver. */
    static Directory emptyMdevBus(UeventStream uevents) {
        Directory none = Directory.builder().build();
        return bus(Kobject.bus(uevents, "mdev"), none, none, new Autoprobe(), value -> {
            throw new KernelRefusal(Errno.ENODEV);
        });
    }

    private Directory mdevDriver() {
        return Directory.builder()
                .writeOnly("bind", value -> {
                    throw new KernelRefusal(Errno.ENODEV);
                })
                .writeOnly("unbind", vfioAp::unbind)
                .add("uevent", vfioAp.kobjects().mdevDriver().writeOnlyAttribute())
                .link("module", "../../../../module/vfio_ap")
                .addAll(links("../../../../devices/vfio_ap/matrix/", SimulatedMdev::isBound))
                .build();
    }

    Directory matrixBus() {
        Directory driver = Directory.builder()
                .link(MATRIX, "../../../../devices/vfio_ap/matrix")
                .add("uevent", vfioAp.kobjects().matrixDriver().writeOnlyAttribute())
                .build();
        return bus(
                vfioAp.kobjects().matrixBus(),
                Directory.builder().add("vfio_ap", driver).build(),
                Directory.builder()
                        .link(MATRIX, "../../../devices/vfio_ap/matrix")
                        .build(),
                vfioAp.matrixAutoprobe(),
                VfioApTree::probeMatrix);
    }

    private static void probeMatrix(String value) {
        if (!KernelText.deviceName(value).equals(MATRIX)) {
            throw new KernelRefusal(Errno.ENODEV);
        }
    }

    private static Directory bus(
            Kobject kobject, Directory drivers, Directory devices, Autoprobe autoprobe, Consumer<String> probe) {
        return Directory.builder()
                .add("devices", devices)
                .add("drivers", drivers)
                .readWrite("drivers_autoprobe", autoprobe::show, autoprobe::store)
                .writeOnly("drivers_probe", probe)
                .add("uevent", kobject.writeOnlyAttribute())
                .build();
    }

    static Directory mdevClass() {
        return Directory.builder().link(MATRIX, "../../devices/vfio_ap/matrix").build();
    }
}
