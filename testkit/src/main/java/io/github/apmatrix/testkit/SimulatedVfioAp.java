package io.github.apmatrix.testkit;

import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.sysfs.Errno;
import java.util.Optional;

/**
 * The vfio_ap driver: the life of its mediated devices, and what the AP bus and guests tell it. Source:
 * {@code vfio_ap_ops.c}, {@code mdev_core.c}.
 */
final class SimulatedVfioAp {
    private static final int UUID_LENGTH = 36;

    private final KernelProfile profile;
    private final SimulatedLpar machine;
    private final SimulatedApBus bus;
    private final SimulatedMdevs mdevs = new SimulatedMdevs();
    private final Autoprobe mdevAutoprobe = new Autoprobe();
    private final Autoprobe matrixAutoprobe = new Autoprobe();
    private final VfioApKobjects kobjects;
    private ApConfig lpar;

    SimulatedVfioAp(KernelProfile profile, SimulatedLpar machine, SimulatedApBus bus) {
        this.profile = profile;
        this.machine = machine;
        this.bus = bus;
        this.kobjects = new VfioApKobjects(bus.uevents());
        this.lpar = machine.reportsConfiguration() ? bus.lpar() : ApConfig.none();
    }

    // what others see

    KernelProfile profile() {
        return profile;
    }

    SimulatedLpar machine() {
        return machine;
    }

    SimulatedApBus bus() {
        return bus;
    }

    SimulatedMdevs mdevs() {
        return mdevs;
    }

    VfioApKobjects kobjects() {
        return kobjects;
    }

    Autoprobe mdevAutoprobe() {
        return mdevAutoprobe;
    }

    Autoprobe matrixAutoprobe() {
        return matrixAutoprobe;
    }

    /** What the LPAR had when the bus last told; nothing if the machine does not report it. */
    ApConfig lpar() {
        return lpar;
    }

    String status(SimulatedQueue queue) {
        Optional<SimulatedMdev> owner = mdevs.ownerOf(queue.queue());
        if (owner.isEmpty()) {
            return "unassigned";
        }
        boolean inUse = owner.filter(mdev -> mdev.isAttached() && mdev.guest().contains(queue.queue()))
                .isPresent();
        return inUse ? "in use" : "assigned";
    }

    int openDevices() {
        return (int) mdevs.stream().filter(SimulatedMdev::isOpen).count();
    }

    // devices

    void create(String value) {
        MediatedDeviceId id = parseId(value);
        mdevs.checkAvailable(id);
        SimulatedMdev mdev = new SimulatedMdev(this, id, mdevs.freeGroup());
        mdevs.add(mdev);
        mdev.kobject().emit("add");
        mdev.bind();
    }

    /** The character after the UUID is not looked at. */
    private static MediatedDeviceId parseId(String value) {
        if (value.length() != UUID_LENGTH && value.length() != UUID_LENGTH + 1) {
            throw new KernelRefusal(Errno.EINVAL);
        }
        try {
            return MediatedDeviceId.parse(value.substring(0, UUID_LENGTH));
        } catch (ApFormatException e) {
            throw new KernelRefusal(Errno.EINVAL);
        }
    }

    void remove(SimulatedMdev mdev, String value) {
        if (!isRequested(value)) {
            return;
        }
        mdev.setBeingRemoved();
        if (!profile.keepsVfioDevWhileRemoving()) {
            mdev.removeVfioDevice();
        }
        if (mdev.isOpen()) {
            throw new WouldBlockException(mdev.id());
        }
        finishRemoval(mdev);
    }

    private static boolean isRequested(String value) {
        try {
            return KernelText.unsigned(value) != 0;
        } catch (KernelRefusal e) {
            throw new KernelRefusal(Errno.EINVAL);
        }
    }

    private void finishRemoval(SimulatedMdev mdev) {
        if (mdev.isBound()) {
            mdev.unbind();
        }
        mdevs.remove(mdev);
        mdev.kobject().emit("remove");
    }

    /** The module is unloaded. */
    void removeAll() {
        mdevs.stream().toList().forEach(this::finishRemoval);
    }

    /** Takes a device from the driver; it can only be removed then. */
    void unbind(String value) {
        SimulatedMdev mdev =
                onBus(value).filter(SimulatedMdev::isBound).orElseThrow(() -> new KernelRefusal(Errno.ENODEV));
        if (mdev.isOpen()) {
            throw new WouldBlockException(mdev.id());
        }
        mdev.unbind();
    }

    /** Says whether a device is there; the bus has no driver that looks for devices by itself. */
    void probe(String value) {
        if (onBus(value).isEmpty()) {
            throw new KernelRefusal(Errno.ENODEV);
        }
    }

    private Optional<SimulatedMdev> onBus(String value) {
        return mdevs.named(KernelText.deviceName(value)).filter(mdev -> !mdev.isBeingRemoved());
    }

    // guests

    /** A VM with AP support opens the device; a VM can have one device only. */
    void attach(MediatedDeviceId id, String vm) {
        SimulatedMdev mdev = closed(id);
        if (mdevs.stream().anyMatch(other -> other.isAttachedTo(vm))) {
            throw new KernelRefusal(Errno.EPERM);
        }
        mdev.open(Optional.of(vm));
        mdev.guest().reset();
    }

    /** Something that is no VM with AP support opens the device. */
    void hold(MediatedDeviceId id) {
        closed(id).open(Optional.empty());
    }

    private SimulatedMdev closed(MediatedDeviceId id) {
        SimulatedMdev mdev =
                mdevs.find(id).filter(SimulatedMdev::isBound).orElseThrow(() -> new KernelRefusal(Errno.ENOENT));
        if (mdev.isOpen()) {
            throw new KernelRefusal(Errno.EBUSY);
        }
        return mdev;
    }

    /** The guest on a device resets it. */
    void resetGuest(MediatedDeviceId id) {
        if (!open(id).guest().reset()) {
            throw new KernelRefusal(Errno.EIO);
        }
    }

    void detach(MediatedDeviceId id) {
        SimulatedMdev mdev = open(id);
        mdev.guest().reset();
        mdev.close();
        if (mdev.isBeingRemoved()) {
            finishRemoval(mdev);
        }
    }

    private SimulatedMdev open(MediatedDeviceId id) {
        return mdevs.find(id).filter(SimulatedMdev::isOpen).orElseThrow(() -> new KernelRefusal(Errno.ENOENT));
    }

    // what the bus tells

    void queueBound(SimulatedQueue queue) {
        mdevs.ownerOf(queue.queue()).ifPresent(mdev -> mdev.guest().queueBound());
    }

    /** A queue is about to leave the driver. */
    void queueUnbound(SimulatedQueue queue) {
        mdevs.ownerOf(queue.queue()).ifPresent(mdev -> mdev.guest().queueUnbound(queue.queue()));
        reset(queue);
    }

    void reset(SimulatedQueue queue) {
        queue.reset(machine.resetFaults().codeOf(queue, profile.waitsForSlowResets()));
    }

    void lparChanged(ApConfig before, ApConfig found) {
        lpar = found;
        mdevs.stream().forEach(mdev -> mdev.guest().lparChanged(before, found));
    }

    void scanComplete() {
        mdevs.stream().forEach(mdev -> mdev.guest().scanComplete());
    }
}
