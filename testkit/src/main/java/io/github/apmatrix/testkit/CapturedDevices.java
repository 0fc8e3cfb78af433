package io.github.apmatrix.testkit;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import io.github.apmatrix.rules.GuestFilter;
import io.github.apmatrix.sysfs.Sysfs;
import io.github.apmatrix.sysfs.SysfsException;
import io.github.apmatrix.sysfs.SysfsPath;
import io.github.apmatrix.sysfs.VfioAp;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The mediated devices of a recorded host, with what can be concluded about those that do not show everything. */
final class CapturedDevices {
    private final Sysfs sysfs;
    private final HostSnapshot host;
    private final ApConfig lpar;
    private final SimulatedVfioAp driver;
    private ApQueueSet unowned; // shown as assigned, but in no matrix so far

    CapturedDevices(Sysfs sysfs, HostSnapshot host, ApConfig lpar, SimulatedVfioAp driver) {
        this.driver = driver;
        this.sysfs = sysfs;
        this.host = host;
        this.lpar = lpar;
        this.unowned = queues(queue ->
                queue.status().filter(status -> status != VfioStatus.UNASSIGNED).isPresent());
    }

    /** Returns the devices, in the order of their groups: that is how they were made, unless some were removed. */
    List<SimulatedMdev> load() {
        host.devices().values().stream()
                .flatMap(device -> device.assignedMatrix().matrix().stream())
                .forEach(matrix -> unowned = unowned.difference(matrix));
        List<MediatedDevice> recorded = host.devices().values().stream()
                .sorted(Comparator.comparing(device -> device.iommuGroup().orElse(Integer.MAX_VALUE)))
                .toList();
        List<SimulatedMdev> devices = recorded.stream().map(this::load).toList();
        hold(devices);
        return devices;
    }

    private SimulatedMdev load(MediatedDevice recorded) {
        SimulatedMdev mdev =
                new SimulatedMdev(driver, recorded.id(), recorded.iommuGroup().orElse(0));
        mdev.bind();
        switch (recorded.state()) {
            case WITHOUT_DRIVER -> mdev.unbind();
            case BEING_REMOVED -> loadUnowned(mdev);
            case READY -> {
                mdev.assignment().restore(assigned(recorded));
                mdev.guest()
                        .restore(guest(recorded.guestMatrix(), mdev.assignment().config()));
            }
        }
        if (recorded.heldByGuest().isYes()) {
            openByGuest(mdev, recorded.state() == MediatedDeviceState.READY);
        }
        return mdev;
    }

    /** A device that is being removed shows nothing: the queues that no other device has are its own. */
    private void loadUnowned(SimulatedMdev mdev) {
        mdev.setBeingRemoved();
        ApQueueSet inUse = queues(queue -> queue.status().equals(Optional.of(VfioStatus.IN_USE)))
                .intersect(unowned);
        mdev.assignment().restore(ApConfig.of(product(unowned)));
        mdev.guest().restore(ApConfig.of(product(inUse)));
        unowned = ApQueueSet.none();
    }

    private static Matrix product(ApQueueSet queues) {
        return Matrix.of(queues.adapters(), queues.domains());
    }

    private void openByGuest(SimulatedMdev mdev, boolean certain) {
        boolean guest = certain || !mdev.guest().config().matrix().isNone();
        mdev.open(Optional.of(SimulatedGuests.vmOf(mdev.id())).filter(vm -> guest));
    }

    /** Gives the holders that no queue shows to devices that may have one, first to those without any queue to show it. */
    private void hold(List<SimulatedMdev> devices) {
        long open = devices.stream().filter(SimulatedMdev::isOpen).count();
        Stream<SimulatedMdev> candidates = devices.stream()
                .filter(mdev -> heldByGuest(mdev) == Answer.NOT_KNOWN)
                .sorted(Comparator.comparing(mdev -> !showsNoGuest(mdev)));
        candidates
                .limit(Math.max(0, openDevices().orElse(0) - open))
                .forEach(mdev -> openByGuest(mdev, showsNoGuest(mdev)));
    }

    private Answer heldByGuest(SimulatedMdev mdev) {
        return Optional.ofNullable(host.devices().get(mdev.id()))
                .map(MediatedDevice::heldByGuest)
                .orElse(Answer.NO);
    }

    /** Returns whether nothing could show a guest: then it is taken for one. */
    private static boolean showsNoGuest(SimulatedMdev mdev) {
        return mdev.guest().config().matrix().queues().isEmpty();
    }

    private OptionalInt openDevices() {
        try {
            return VfioAp.at(sysfs).openDevices();
        } catch (SysfsException e) {
            return OptionalInt.empty();
        }
    }

    // matrices

    private ApConfig assigned(MediatedDevice recorded) {
        try {
            String text = sysfs.read(SysfsPath.of("devices/vfio_ap/matrix/" + recorded.id() + "/ap_config"));
            return ApConfig.parse(text.strip());
        } catch (SysfsException e) {
            return ApConfig.of(assignedMatrix(recorded.assignedMatrix()))
                    .withControlDomains(recorded.controlDomains().orElse(DomainSet.none()));
        }
    }

    /** A cut matrix goes on with adapters whose queues are assigned, but to no other device. */
    private Matrix assignedMatrix(MatrixReading reading) {
        if (!(reading instanceof MatrixReading.Cut cut)) {
            return reading.matrix().orElse(Matrix.none());
        }
        DomainSet domains = cut.queues().domains();
        Matrix matrix = continued(
                cut,
                unowned.adapters(),
                adapter -> !unowned.row(adapter).intersect(domains).isEmpty());
        unowned = unowned.difference(matrix);
        return matrix;
    }

    private static Matrix continued(MatrixReading.Cut cut, AdapterSet candidates, Predicate<AdapterId> more) {
        AdapterSet shown = cut.queues().adapters();
        AdapterId last = shown.stream().max(Comparator.naturalOrder()).orElseThrow();
        AdapterSet hidden = AdapterSet.copyOf(candidates.stream()
                .filter(adapter -> adapter.compareTo(last) > 0)
                .filter(more)
                .toList());
        return Matrix.of(shown.union(hidden), cut.queues().domains());
    }

    /** What is not shown of a guest matrix is what the driver would let through. */
    private ApConfig guest(MatrixReading reading, ApConfig assigned) {
        ApQueueSet bound = host.boundToVfioAp();
        Matrix matrix;
        if (reading instanceof MatrixReading.Cut cut) {
            DomainSet domains = cut.queues().domains();
            matrix = continued(
                    cut, assigned.adapters(), adapter -> bound.row(adapter).containsAll(domains));
        } else {
            matrix = reading.matrix().orElseGet(() -> GuestFilter.guestMatrix(assigned.matrix(), lpar, bound));
        }
        return ApConfig.of(matrix).withControlDomains(assigned.controlDomains().intersect(lpar.controlDomains()));
    }

    private ApQueueSet queues(Predicate<QueueDevice> condition) {
        return ApQueueSet.copyOf(host.queues().values().stream()
                .filter(condition)
                .map(QueueDevice::queue)
                .toList());
    }
}
