package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.MediatedDeviceId;
import java.util.Optional;

/** A mediated device as vfio_ap keeps it. */
final class SimulatedMdev {
    private final SimulatedVfioAp driver;
    private final MediatedDeviceId id;
    private final String name;
    private final int group;
    private final MdevAssignment assignment;
    private final Kobject kobject;
    private final Kobject groupKobject;
    private final Kobject vfioKobject;
    private boolean open;
    private Optional<String> vm = Optional.empty();
    private boolean bound;
    private boolean vfioDevice;
    private boolean beingRemoved;

    SimulatedMdev(SimulatedVfioAp driver, MediatedDeviceId id, int group) {
        this.driver = driver;
        this.id = id;
        this.name = id.toString();
        this.group = group;
        this.assignment = new MdevAssignment(driver, id);
        Kobject parent = driver.kobjects().matrix();
        this.kobject = parent.child(name, "mdev")
                .with(() -> bound ? ImmutableMap.of("DRIVER", "vfio_ap_mdev") : ImmutableMap.of());
        this.groupKobject =
                parent.other("/devices/virtual/vfio/" + group, "vfio").with(() -> VfioGroupTree.groupVariables(group));
        this.vfioKobject = kobject.child("vfio-dev/vfio" + group, "vfio-dev");
    }

    SimulatedVfioAp driver() {
        return driver;
    }

    MediatedDeviceId id() {
        return id;
    }

    String name() {
        return name;
    }

    Kobject kobject() {
        return kobject;
    }

    /** The device node of the IOMMU group. */
    Kobject groupKobject() {
        return groupKobject;
    }

    Kobject vfioKobject() {
        return vfioKobject;
    }

    /** The number of the IOMMU group and of the VFIO device. */
    int group() {
        return group;
    }

    MdevAssignment assignment() {
        return assignment;
    }

    GuestMatrix guest() {
        return assignment.guest();
    }

    /** Somebody opens the device; only a VM with AP support is attached. */
    void open(Optional<String> newVm) {
        open = true;
        vm = newVm;
    }

    void close() {
        open = false;
        vm = Optional.empty();
    }

    boolean isOpen() {
        return open;
    }

    boolean isAttached() {
        return vm.isPresent();
    }

    boolean isAttachedTo(String name) {
        return vm.equals(Optional.of(name));
    }

    /** Returns whether vfio_ap has the device; otherwise only the bare device is left. */
    boolean isBound() {
        return bound;
    }

    /** The driver takes the new device: an IOMMU group and a VFIO device come for it. */
    void bind() {
        groupKobject.emit("add");
        vfioDevice = true;
        vfioKobject.emit("add");
        bound = true;
        kobject.emit("bind");
    }

    /** The VFIO device goes; a guest can still have it open. */
    void removeVfioDevice() {
        if (vfioDevice) {
            vfioDevice = false;
            vfioKobject.emit("remove");
        }
    }

    /** The driver gives up the device: its queues are reset, and nothing is assigned to it any more. */
    void unbind() {
        guest().reset();
        removeVfioDevice();
        groupKobject.emit("remove");
        bound = false;
        kobject.emit("unbind");
        assignment.restore(ApConfig.none());
        guest().restore(ApConfig.none());
    }

    boolean isBeingRemoved() {
        return beingRemoved;
    }

    void setBeingRemoved() {
        beingRemoved = true;
    }
}
