package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableMap;

/** What comes and goes with the vfio_ap module, besides its AP driver. Source: {@code vfio_ap_drv.c}, {@code mdev_core.c}. */
final class VfioApKobjects {
    private static final String MATRIX = "matrix";

    private final Kobject root;
    private final Kobject matrixBus;
    private final Kobject matrix;
    private final Kobject matrixDriver;
    private final Kobject mdevBus;
    private final Kobject mdevDriver;
    private final Kobject module;
    private boolean matrixBound;

    VfioApKobjects(UeventStream stream) {
        this.root = Kobject.withoutSubsystem(stream, "/devices/vfio_ap");
        this.matrixBus = Kobject.bus(stream, MATRIX);
        this.matrix = root.child(MATRIX, MATRIX)
                .with(() -> matrixBound ? ImmutableMap.of("DRIVER", "vfio_ap") : ImmutableMap.of());
        this.matrixDriver = Kobject.driver(stream, MATRIX, "vfio_ap");
        this.mdevBus = Kobject.bus(stream, "mdev");
        this.mdevDriver = Kobject.driver(stream, "mdev", "vfio_ap_mdev");
        this.module = Kobject.module(stream, "vfio_ap");
    }

    Kobject root() {
        return root;
    }

    Kobject matrixBus() {
        return matrixBus;
    }

    Kobject matrix() {
        return matrix;
    }

    Kobject matrixDriver() {
        return matrixDriver;
    }

    Kobject mdevBus() {
        return mdevBus;
    }

    Kobject mdevDriver() {
        return mdevDriver;
    }

    Kobject module() {
        return module;
    }

    /** The module starts: the matrix device comes before queues are bound. */
    void matrixComes() {
        matrixBus.emit("add");
        matrix.emit("add");
        matrixBound = true;
        matrix.emit("bind");
        matrixDriver.emit("add");
    }

    /** The queues are bound: now mediated devices can be created. */
    void registered() {
        mdevDriver.emit("add");
        matrix.change("MDEV_STATE", "registered");
        module.emit("add");
    }

    /** The mediated devices are gone, and no more can be created. */
    void unregistered() {
        matrix.change("MDEV_STATE", "unregistered");
        mdevDriver.emit("remove");
    }

    /** The module ends. */
    void matrixGoes() {
        matrixBound = false;
        matrix.emit("unbind");
        matrixDriver.emit("remove");
        matrix.emit("remove");
        matrixBus.emit("remove");
        module.emit("remove");
    }
}
