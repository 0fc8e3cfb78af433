package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.explain.Refusals;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * The vfio_ap driver: its mediated devices, what is assigned to them and what their guests get. Stateless and
 * thread-safe.
 *
 * <p>Every method but {@link #isLoaded()} and {@link #devices()} throws {@link AttributeMissingException} if vfio_ap is
 * not loaded or the device is not there.
 *
 * <p>An assignment takes effect at once, also for a running guest (since Linux 6.0). One without counterpart (an adapter
 * while no domain is assigned) is always accepted; the refusal comes with the counterpart. Assigning twice, or removing
 * what is not assigned, does nothing.
 *
 * <p>Source: {@code vfio_ap_ops.c}, and the kernel document "Adjunct Processor (AP) facility".
 *
 * @since 0.1.0
 */
public final class VfioAp {
    private final Attributes attributes;

    private VfioAp(Sysfs sysfs) {
        this.attributes = new Attributes(sysfs);
    }

    /**
     * Returns the driver of a sysfs.
     *
     * @param sysfs the sysfs
     * @return the driver
     */
    public static VfioAp at(Sysfs sysfs) {
        return new VfioAp(sysfs);
    }

    /**
     * Returns whether the vfio_ap module is loaded.
     *
     * @return true if its matrix device is there
     */
    public boolean isLoaded() {
        return attributes.isPresent(Layout.MATRIX);
    }

    /**
     * Returns the mediated devices, also those that are being removed.
     *
     * @return the ids; none if vfio_ap is not loaded
     */
    public ImmutableSortedSet<MediatedDeviceId> devices() {
        if (!isLoaded()) {
            return ImmutableSortedSet.of();
        }
        return attributes.sysfs().list(Layout.MATRIX).stream()
                .flatMap(name -> idOf(name).stream())
                .collect(ImmutableSortedSet.toImmutableSortedSet(MediatedDeviceId::compareTo));
    }

    /** Attributes and links of the matrix device stand beside the devices. */
    private static Optional<MediatedDeviceId> idOf(String name) {
        try {
            return Optional.of(MediatedDeviceId.parse(name));
        } catch (ApFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Creates a mediated device with a random id.
     *
     * @return its id
     * @throws AssignmentRefusedException if there are too many devices (EUSERS)
     */
    public MediatedDeviceId create() {
        MediatedDeviceId id = MediatedDeviceId.of(UUID.randomUUID());
        create(id);
        return id;
    }

    /**
     * Creates a mediated device.
     *
     * @param id its id
     * @throws AssignmentRefusedException if a device with this id exists under any parent (EEXIST), or there are too many
     *     devices (EUSERS)
     */
    public void create(MediatedDeviceId id) {
        attributes.write(Layout.TYPE.resolve("create"), id);
    }

    /**
     * Removes a mediated device that nobody has open. The queues are reset, the assignments are gone.
     *
     * <p>While a guest, or any other process, has the device open, the kernel blocks the write until it is closed, and
     * no signal ends that. So this looks first and refuses if the device is held, or may be: a queue shows {@code in
     * use}, or the vfio_ap module counts more open devices than show {@code in use}. Where that count is not there (a
     * kernel with vfio_ap built in), a device that shows no queue to its guest is refused.
     *
     * <p>A race remains: a guest that opens the device between the look and the write makes the call block until that
     * guest ends.
     *
     * @param id the device
     * @throws DeviceHeldException if the device is held, or may be; nothing was written
     * @throws SysfsIoException if someone else is removing it (EAGAIN)
     */
    public void remove(MediatedDeviceId id) {
        MediatedDevice device = device(id).orElseThrow(() -> SysfsException.of(removal(id), Errno.ENOENT));
        if (!device.heldByGuest().isNo()) {
            throw new DeviceHeldException(removal(id), device.heldByGuest());
        }
        removeWaiting(id);
    }

    /**
     * Removes a mediated device; if it is open, waits until it is closed, however long that takes. Meanwhile the
     * attributes of the device are gone but its queues are still assigned. An interrupt does not end the wait. Kernels
     * from Linux 6.5 on ask QEMU to give the device back, which unplugs it from a running guest.
     *
     * @param id the device
     * @throws SysfsIoException if someone else is removing it (EAGAIN)
     */
    public void removeWaiting(MediatedDeviceId id) {
        SysfsCall removal = removal(id);
        attributes.write(removal.path(), removal.value().orElseThrow());
    }

    private static SysfsCall removal(MediatedDeviceId id) {
        return SysfsCall.write(Layout.device(id).resolve("remove"), "1");
    }

    /**
     * Assigns an adapter.
     *
     * @param id the device
     * @param adapter the adapter, whether the LPAR has it or not
     * @throws AssignmentRefusedException if a resulting queue is reserved for the host (EADDRNOTAVAIL) or assigned to
     *     another device (EADDRINUSE), or the number is above the machine's maximum (ENODEV); nothing has changed then
     */
    public void assign(MediatedDeviceId id, AdapterId adapter) {
        change(id, "assign_adapter", adapter.toNumber(), matrix -> withAdapter(matrix, adapter));
    }

    /**
     * Assigns a usage domain.
     *
     * @param id the device
     * @param domain the domain, whether the LPAR has it or not
     * @throws AssignmentRefusedException if a resulting queue is reserved for the host (EADDRNOTAVAIL) or assigned to
     *     another device (EADDRINUSE), or the number is above the machine's maximum (ENODEV); nothing has changed then
     */
    public void assign(MediatedDeviceId id, DomainId domain) {
        change(id, "assign_domain", domain.toNumber(), matrix -> withDomain(matrix, domain));
    }

    /**
     * Assigns a control domain. The same one may be assigned to many devices.
     *
     * @param id the device
     * @param domain the domain
     * @throws AssignmentRefusedException if the number is above the machine's maximum (ENODEV)
     */
    public void assignControlDomain(MediatedDeviceId id, DomainId domain) {
        write(id, "assign_control_domain", domain.toNumber());
    }

    /**
     * Takes an adapter away. A running guest loses it at once; its queues are reset.
     *
     * @param id the device
     * @param adapter the adapter
     * @throws AssignmentRefusedException if the number is above the machine's maximum (ENODEV)
     */
    public void unassign(MediatedDeviceId id, AdapterId adapter) {
        write(id, "unassign_adapter", adapter.toNumber());
    }

    /**
     * Takes a usage domain away. A running guest loses it at once; its queues are reset. An adapter that was filtered
     * because of this domain does not come back by itself.
     *
     * @param id the device
     * @param domain the domain
     * @throws AssignmentRefusedException if the number is above the machine's maximum (ENODEV)
     */
    public void unassign(MediatedDeviceId id, DomainId domain) {
        write(id, "unassign_domain", domain.toNumber());
    }

    /**
     * Takes a control domain away.
     *
     * @param id the device
     * @param domain the domain
     * @throws AssignmentRefusedException if the number is above the machine's maximum (ENODEV)
     */
    public void unassignControlDomain(MediatedDeviceId id, DomainId domain) {
        write(id, "unassign_control_domain", domain.toNumber());
    }

    /**
     * Replaces all that is assigned, in one step. The guest matrix is evaluated anew even if nothing changes.
     *
     * @param id the device
     * @param config adapters, usage domains and control domains
     * @throws AssignmentRefusedException if a resulting queue is reserved for the host (EADDRNOTAVAIL) or assigned to
     *     another device (EADDRINUSE), or a number is above the machine's maximum (ENODEV); nothing has changed then
     * @throws AttributeMissingException if the kernel has no {@code ap_config} (before Linux 6.10)
     */
    public void configure(MediatedDeviceId id, ApConfig config) {
        change(id, "ap_config", config.toString(), matrix -> config.matrix());
    }

    private void change(MediatedDeviceId id, String attribute, String value, UnaryOperator<Matrix> effect) {
        new Culprits(attributes.sysfs())
                .naming(
                        () -> write(id, attribute, value),
                        host -> Optional.ofNullable(host.devices().get(id))
                                .flatMap(device -> device.assignedMatrix().matrix())
                                .flatMap(matrix -> Refusals.ofAssignment(host, id, effect.apply(matrix))));
    }

    private void write(MediatedDeviceId id, String attribute, String value) {
        attributes.write(Layout.device(id).resolve(attribute), value);
    }

    private static Matrix withAdapter(Matrix matrix, AdapterId adapter) {
        return matrix.withAdapters(matrix.adapters().union(AdapterSet.of(adapter)));
    }

    private static Matrix withDomain(Matrix matrix, DomainId domain) {
        return matrix.withDomains(matrix.domains().union(DomainSet.of(domain)));
    }

    /**
     * Returns all that a snapshot holds of a device, whether a guest holds it included.
     *
     * @param id the device
     * @return the device, or empty if it is not there
     */
    public Optional<MediatedDevice> device(MediatedDeviceId id) {
        ApBus bus = ApBus.at(attributes.sysfs());
        return Optional.ofNullable(new MediatedDeviceReader(
                        attributes,
                        queue -> Attributes.attempt(() -> bus.queue(queue).status())
                                .flatMap(status -> status))
                .read(devices())
                .get(id));
    }

    /**
     * Returns the assigned adapters and usage domains. A {@code matrix} that the kernel cut is read from
     * {@code ap_config} where there is one.
     *
     * @param id the device
     * @return complete, or cut where there is no {@code ap_config}
     */
    public MatrixReading matrix(MediatedDeviceId id) {
        return new MatrixReader(attributes).assigned(id);
    }

    /**
     * Returns what a guest on the device has, or would get if it was attached now.
     *
     * @param id the device
     * @return complete, or cut after 4095 bytes
     * @throws AttributeMissingException if the kernel does not show it (before Linux 6.0)
     */
    public MatrixReading guestMatrix(MediatedDeviceId id) {
        return new MatrixReader(attributes).guest(id);
    }

    /**
     * Returns the assigned control domains. Those that the guest really has are not visible.
     *
     * @param id the device
     * @return the domains
     */
    public DomainSet controlDomains(MediatedDeviceId id) {
        return new MatrixReader(attributes).controlDomains(id);
    }

    /**
     * Returns the name of the type of a device, from its {@code mdev_type} link.
     *
     * @param id the device
     * @return {@code vfio_ap-passthrough}
     */
    public String typeOf(MediatedDeviceId id) {
        return attributes.linkName(Layout.device(id).resolve("mdev_type"));
    }

    /**
     * Returns the name of the bus of a device, from its {@code subsystem} link.
     *
     * @param id the device
     * @return {@code mdev}
     */
    public String subsystemOf(MediatedDeviceId id) {
        return attributes.linkName(Layout.device(id).resolve("subsystem"));
    }

    /**
     * Returns the names of the types of mediated devices.
     *
     * @return {@code vfio_ap-passthrough}
     */
    public ImmutableSortedSet<String> types() {
        return attributes.sysfs().list(Layout.TYPES);
    }

    /**
     * Returns the device API of the type.
     *
     * @return {@code vfio-ap}
     */
    public String deviceApi() {
        return attributes.text(Layout.TYPE.resolve("device_api"));
    }

    /**
     * Returns the title of the type.
     *
     * @return {@code VFIO AP Passthrough Device}
     */
    public String typeTitle() {
        return attributes.text(Layout.TYPE.resolve("name"));
    }

    /**
     * Returns how many more devices can be created.
     *
     * @return a number from 0 to 65536
     */
    public int availableInstances() {
        return attributes.value(Layout.TYPE.resolve("available_instances"), Integer::parseInt);
    }

    /**
     * Returns the features that the driver names.
     *
     * @return for example {@code guest_matrix hotplug ap_config}, or empty if it names none (before Linux 6.12)
     */
    public Optional<ImmutableSet<String>> features() {
        return attributes.wordsIfPresent(Layout.MATRIX.resolve("features"));
    }

    /**
     * Returns how many devices are open, by guests or by other processes.
     *
     * @return a count from 0 on, or empty if the kernel does not tell (vfio_ap built in)
     */
    public OptionalInt openDevices() {
        return attributes
                .ifPresent(Layout.VFIO_AP_REFCNT, Integer::parseInt)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }
}
