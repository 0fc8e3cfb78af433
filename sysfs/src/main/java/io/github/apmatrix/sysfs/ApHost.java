package io.github.apmatrix.sysfs;

import io.github.apmatrix.host.HostSnapshot;
import java.util.Objects;

/**
 * A host: its AP bus, its vfio_ap driver, and a snapshot of both. Stateless and thread-safe.
 *
 * <pre>{@code
 * ApHost host = ApHost.local();
 * HostSnapshot now = host.snapshot();
 * MediatedDeviceId id = host.vfioAp().create();
 * host.apBus().updateAdapterMask(MaskUpdate.parse("-0x0a"));
 * host.vfioAp().assign(id, AdapterId.of(0x0a));
 * host.vfioAp().assign(id, DomainId.of(0x1b));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ApHost {
    private final Sysfs sysfs;

    private ApHost(Sysfs sysfs) {
        this.sysfs = Objects.requireNonNull(sysfs, "sysfs");
    }

    /**
     * Returns this machine.
     *
     * @return the host of {@code /sys}
     */
    public static ApHost local() {
        return at(FileSysfs.local());
    }

    /**
     * Returns the host of any sysfs: a tree of files, a recorded host, a simulated kernel.
     *
     * @param sysfs the sysfs
     * @return the host
     */
    public static ApHost at(Sysfs sysfs) {
        return new ApHost(sysfs);
    }

    /**
     * Returns the AP bus.
     *
     * @return the bus
     */
    public ApBus apBus() {
        return ApBus.at(sysfs);
    }

    /**
     * Returns the vfio_ap driver.
     *
     * @return the driver
     */
    public VfioAp vfioAp() {
        return VfioAp.at(sysfs);
    }

    /**
     * Reads the four levels of the host. That is many reads, so changes meanwhile can show in one part and not in
     * another. Nothing is thrown for what is missing, refused or malformed: it is absent in the snapshot.
     *
     * @return the host as it was seen
     */
    public HostSnapshot snapshot() {
        return new SnapshotReader(sysfs).read();
    }

    /** Returns where the host is read from. */
    @Override
    public String toString() {
        return "ApHost[" + sysfs + "]";
    }
}
