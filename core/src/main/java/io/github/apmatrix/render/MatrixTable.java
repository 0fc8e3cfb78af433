package io.github.apmatrix.render;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The four levels of a host as a table of adapters and domains, as data: for user interfaces, and for the text and the
 * pictures of this package.
 *
 * <pre>{@code
 * MatrixTable table = MatrixTable.of(snapshot);
 * for (AdapterSet column : table.adapterRanges()) {
 *     for (DomainSet row : table.domainRanges()) {
 *         MatrixCell cell = table.cell(ApQueue.of(column.first().orElseThrow(), row.first().orElseThrow()));
 *     }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class MatrixTable {
    private final HostSnapshot snapshot;
    private final ImmutableList<MediatedDevice> devices;
    private final ImmutableList<ApQueueSet> assignedOfEach;
    private final ApQueueSet lpar;
    private final ApQueueSet free;
    private final ApQueueSet assigned;
    private final ApQueueSet guests;
    private final ApQueueSet shown;
    private final ImmutableList<MatrixReading> openAssigned;
    private final ImmutableList<MatrixReading> openGuests;
    private final Answer otherwiseInLpar;

    private MatrixTable(HostSnapshot snapshot, Collection<MediatedDevice> devices) {
        this.snapshot = snapshot;
        this.devices = ImmutableList.copyOf(devices);
        this.assignedOfEach = devices.stream()
                .map(device -> device.assignedMatrix().queues())
                .collect(ImmutableList.toImmutableList());
        this.lpar = snapshot.availableToLpar();
        this.free = snapshot.freeForVfio();
        this.assigned = union(assignedOfEach);
        this.guests = union(devices.stream().map(d -> d.guestMatrix().queues()).toList());
        this.shown = union(List.of(
                lpar, assigned, guests, ApQueueSet.copyOf(snapshot.queues().keySet())));
        this.openAssigned = incomplete(devices, MediatedDevice::assignedMatrix);
        this.openGuests = incomplete(devices, MediatedDevice::guestMatrix);
        this.otherwiseInLpar = isLparKnown(snapshot) ? Answer.NO : Answer.NOT_KNOWN;
    }

    private static ApQueueSet union(List<ApQueueSet> sets) {
        return sets.stream().reduce(ApQueueSet.none(), ApQueueSet::union);
    }

    private static ImmutableList<MatrixReading> incomplete(
            Collection<MediatedDevice> devices, Function<MediatedDevice, MatrixReading> reading) {
        return devices.stream()
                .map(reading)
                .filter(matrix -> matrix.matrix().isEmpty())
                .collect(ImmutableList.toImmutableList());
    }

    /** Without the LPAR's masks, the queue devices tell only where the machine has no masks at all. */
    private static boolean isLparKnown(HostSnapshot snapshot) {
        return snapshot.lpar().isPresent()
                || snapshot.apBus().isNo()
                || snapshot.features().has(KernelFeature.LPAR_CONFIGURATION).isNo();
    }

    /**
     * Returns the table of a snapshot with all its mediated devices.
     *
     * @param snapshot the snapshot
     * @return the table
     */
    public static MatrixTable of(HostSnapshot snapshot) {
        return new MatrixTable(snapshot, snapshot.devices().values());
    }

    /**
     * Returns the table of a snapshot as one of its mediated devices sees it: what other devices have counts as not
     * assigned.
     *
     * @param snapshot the snapshot
     * @param device the device
     * @return the table
     * @throws IllegalArgumentException if the host has no such device
     */
    public static MatrixTable of(HostSnapshot snapshot, MediatedDeviceId device) {
        MediatedDevice found = snapshot.devices().get(device);
        if (found == null) {
            throw new IllegalArgumentException("the host has no mediated device " + device);
        }
        return new MatrixTable(snapshot, ImmutableList.of(found));
    }

    /**
     * Returns the columns: the adapters that are in use.
     *
     * @return the adapters of the LPAR, of queue devices, and of what is assigned, whether the LPAR has them or not
     */
    public AdapterSet adapters() {
        return shown.adapters();
    }

    /**
     * Returns the rows: the usage domains that are in use.
     *
     * @return the domains of the LPAR, of queue devices, and of what is assigned, whether the LPAR has them or not
     */
    public DomainSet domains() {
        return shown.domains();
    }

    /**
     * Returns the mediated devices of the table. Text and pictures number them in this order, from 1 on.
     *
     * @return the ids, ascending
     */
    public ImmutableList<MediatedDeviceId> devices() {
        return devices.stream().map(MediatedDevice::id).collect(ImmutableList.toImmutableList());
    }

    /** The devices with what is known of them. */
    ImmutableList<MediatedDevice> deviceDetails() {
        return devices;
    }

    /**
     * Returns the cell of a queue.
     *
     * @param queue the queue, also one that is in no row or column
     * @return what each level says of it
     */
    public MatrixCell cell(ApQueue queue) {
        return new MatrixCell(
                lpar.contains(queue) ? Answer.YES : otherwiseInLpar,
                hostUse(queue),
                answer(assigned.contains(queue), queue, openAssigned),
                devicesWith(queue),
                answer(guests.contains(queue), queue, openGuests));
    }

    private HostUse hostUse(ApQueue queue) {
        if (snapshot.masks().isEmpty()) {
            return HostUse.NOT_KNOWN;
        } else if (!free.contains(queue)) {
            return HostUse.KEPT;
        }
        Optional<DriverBinding> driver =
                Optional.ofNullable(snapshot.queues().get(queue)).map(QueueDevice::driver);
        return driver.filter(binding -> binding.isBound().isNo()).isPresent()
                ? HostUse.FREE_WITHOUT_DRIVER
                : HostUse.FREE;
    }

    private static Answer answer(boolean present, ApQueue queue, List<MatrixReading> open) {
        if (present) {
            return Answer.YES;
        }
        return open.stream().allMatch(matrix -> matrix.contains(queue).isNo()) ? Answer.NO : Answer.NOT_KNOWN;
    }

    private ImmutableList<MediatedDeviceId> devicesWith(ApQueue queue) {
        if (!assigned.contains(queue)) {
            return ImmutableList.of();
        }
        ImmutableList.Builder<MediatedDeviceId> found = ImmutableList.builder();
        for (int i = 0; i < devices.size(); i++) {
            if (assignedOfEach.get(i).contains(queue)) {
                found.add(devices.get(i).id());
            }
        }
        return found.build();
    }

    /**
     * Returns the columns, adjacent ones with equal cells as one.
     *
     * @return sets of adapters with successive numbers; all cells of a row are equal within each
     */
    public ImmutableList<AdapterSet> adapterRanges() {
        return Folding.of(this, cell -> cell).adapters();
    }

    /**
     * Returns the rows, adjacent ones with equal cells as one.
     *
     * @return sets of domains with successive numbers; all cells of a column are equal within each
     */
    public ImmutableList<DomainSet> domainRanges() {
        return Folding.of(this, cell -> cell).domains();
    }

    /**
     * Returns the table as text.
     *
     * @param style how it is drawn
     * @return the rows and columns, and the legend
     */
    public String toText(TableStyle style) {
        return TableText.of(this, style);
    }

    /** Returns the table as text in the {@linkplain TableStyle#standard() standard style}. */
    @Override
    public String toString() {
        return toText(TableStyle.standard());
    }
}
