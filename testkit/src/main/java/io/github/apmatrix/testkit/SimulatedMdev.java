package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.MediatedDeviceId;
import java.util.Optional;

/** A mediated device as vfio_ap keeps it: what is assigned, and separately what the guest has. */
final class SimulatedMdev {
    private final MediatedDeviceId id;
    private final int group;
    private final Kobject kobject;
    private final Kobject groupKobject;
    private final Kobject vfioKobject;
    private ApConfig assigned = ApConfig.none();
    private ApConfig guest = ApConfig.none();
    private ApConfig pending = ApConfig.none();
    private boolean open;
    private Optional<String> vm = Optional.empty();
    private boolean bound;
    private boolean vfioDevice;
    private boolean beingRemoved;

    SimulatedMdev(Kobject parent, MediatedDeviceId id, int group) {
        this.id = id;
        this.group = group;
        this.kobject = parent.child(id.toString(), "mdev")
                .with(() -> bound ? ImmutableMap.of("DRIVER", "vfio_ap_mdev") : ImmutableMap.of());
        this.groupKobject =
                parent.other("/devices/virtual/vfio/" + group, "vfio").with(() -> VfioGroupTree.groupVariables(group));
        this.vfioKobject = kobject.child("vfio-dev/vfio" + group, "vfio-dev");
    }

    MediatedDeviceId id() {
        return id;
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

    ApConfig assigned() {
        return assigned;
    }

    void setAssigned(ApConfig newAssigned) {
        assigned = newAssigned;
    }

    /** What the guest has: stored, and evaluated only at certain events. */
    ApConfig guest() {
        return guest;
    }

    void setGuest(ApConfig newGuest) {
        guest = newGuest;
    }

    void removeGuestAdapters(AdapterSet adapters) {
        guest = guest.withMatrix(guest.matrix().withAdapters(guest.adapters().difference(adapters)));
    }

    /** What a scan is about to add; empty outside a scan. */
    ApConfig pending() {
        return pending;
    }

    void setPending(ApConfig newPending) {
        pending = newPending;
    }

    boolean hasPendingQueues() {
        return !pending.matrix().isNone();
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

    /** The driver gives up the device: nothing is assigned to it any more. */
    void unbind() {
        removeVfioDevice();
        groupKobject.emit("remove");
        bound = false;
        kobject.emit("unbind");
        assigned = ApConfig.none();
        guest = ApConfig.none();
    }

    boolean isBeingRemoved() {
        return beingRemoved;
    }

    void setBeingRemoved() {
        beingRemoved = true;
    }

    boolean guestHas(ApQueue queue) {
        return guest.matrix().contains(queue);
    }
}
