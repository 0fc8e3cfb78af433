package io.github.apmatrix.explain;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.MediatedDeviceState;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import io.github.apmatrix.rules.GuestFilter;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers why a queue is in a guest or not. All answers are of the moment of the snapshot.
 *
 * @since 0.1.0
 */
public final class Explain {
    private static final ImmutableList<String> DEVICES = ImmutableList.of("the mediated devices");

    private Explain() {}

    /**
     * Explains whether a queue reaches the guest of any device: of the device that has it, if one has.
     *
     * @param host the host
     * @param queue the queue, present or not
     * @return the explanation
     */
    public static Explanation queue(HostSnapshot host, ApQueue queue) {
        Optional<MediatedDevice> owner = having(host, queue, MediatedDevice::guestMatrix)
                .or(() -> having(host, queue, MediatedDevice::assignedMatrix));
        if (owner.isPresent()) {
            return explain(host, queue, owner.orElseThrow());
        }
        ApQueueSet asked = ApQueueSet.of(queue);
        ImmutableList<MediatedDevice> candidates = host.devices().values().stream()
                .filter(device -> !has(host, device, queue).isNo())
                .collect(ImmutableList.toImmutableList());
        if (!devicesAreKnown(host)) {
            return unowned(host, queue, Optional.empty(), Answer.NOT_KNOWN, Optional.empty(), DEVICES);
        } else if (candidates.isEmpty()) {
            Reason reason = host.devices().isEmpty()
                    ? new DeviceReason.NoDeviceAtAll(asked)
                    : new DeviceReason.AssignedNowhere(asked);
            return unowned(host, queue, Optional.empty(), Answer.NO, Optional.of(reason), ImmutableList.of());
        }
        boolean inNone = candidates.stream()
                .allMatch(device -> reaches(host, queue, device).isNo());
        return unowned(
                host,
                queue,
                Optional.empty(),
                inNone ? Answer.NO : Answer.NOT_KNOWN,
                RemovedDevices.of(host).keepingOut(asked),
                candidates.stream()
                        .map(device -> "what is assigned to device " + device.id())
                        .collect(ImmutableList.toImmutableList()));
    }

    /** Without devices, vfio_ap must be known to have none. */
    private static boolean devicesAreKnown(HostSnapshot host) {
        return host.vfioAp().isKnown() || !host.devices().isEmpty();
    }

    /**
     * Explains whether a queue reaches the guest of a certain device.
     *
     * @param host the host
     * @param queue the queue, present or not
     * @param device the device, present or not
     * @return the explanation
     */
    public static Explanation queue(HostSnapshot host, ApQueue queue, MediatedDeviceId device) {
        MediatedDevice found = host.devices().get(device);
        if (found != null) {
            return explain(host, queue, found);
        } else if (!devicesAreKnown(host)) {
            return unowned(host, queue, Optional.of(device), Answer.NOT_KNOWN, Optional.empty(), DEVICES);
        }
        Reason reason = new DeviceReason.NoSuchDevice(device, ApQueueSet.of(queue));
        return unowned(host, queue, Optional.of(device), Answer.NO, Optional.of(reason), ImmutableList.of());
    }

    /**
     * Explains what the guest of a device gets, and why not the rest.
     *
     * @param host the host
     * @param device the device
     * @return the explanation
     * @throws IllegalArgumentException if the host has no such device
     */
    public static DeviceExplanation device(HostSnapshot host, MediatedDeviceId device) {
        MediatedDevice found = host.devices().get(device);
        if (found == null) {
            throw new IllegalArgumentException("the host has no mediated device " + device);
        }
        return explain(host, found);
    }

    /**
     * Returns why queues are not in the guest matrix of a device. Other than {@link #device}, this is also about queues that
     * are not assigned to it.
     *
     * @param host the host
     * @param queues the queues, present or not
     * @param device the device, present or not
     * @return the reasons, in the order in which to remedy them; none for queues that are in it
     */
    public static ImmutableList<Reason> reasons(HostSnapshot host, ApQueueSet queues, MediatedDeviceId device) {
        MediatedDevice found = host.devices().get(device);
        if (found != null) {
            return Diagnosis.of(
                    host, found, queues.difference(found.guestMatrix().queues()));
        }
        return devicesAreKnown(host)
                ? Diagnosis.withoutDevice(
                        host, queues, Optional.of(new DeviceReason.NoSuchDevice(device, queues)), ImmutableList.of())
                : Diagnosis.withoutDevice(host, queues, Optional.empty(), DEVICES);
    }

    /**
     * Explains all devices of a host.
     *
     * @param host the host
     * @return the explanation
     */
    public static HostExplanation host(HostSnapshot host) {
        return new HostExplanation(host.devices().values().stream()
                .map(device -> explain(host, device))
                .collect(ImmutableList.toImmutableList()));
    }

    /**
     * Returns what the guest of a device would get if vfio_ap evaluated its matrix now. Failed resets, which no file shows,
     * are left out of account.
     *
     * @param host the host
     * @param device the device
     * @return the guest matrix, or empty if the device or what it needs is not known
     */
    public static Optional<Matrix> evaluation(HostSnapshot host, MediatedDeviceId device) {
        Optional<ApConfig> lpar =
                host.features().has(KernelFeature.LPAR_CONFIGURATION).isNo()
                        ? Optional.of(ApConfig.none())
                        : host.lpar();
        Optional<Matrix> assigned = Optional.ofNullable(host.devices().get(device))
                .flatMap(found -> found.assignedMatrix().matrix());
        return lpar.flatMap(config -> assigned.filter(
                        matrix -> driversAreKnown(host, matrix.intersect(config.matrix())))
                .map(matrix -> GuestFilter.guestMatrix(matrix, config, host.boundToVfioAp())));
    }

    private static boolean driversAreKnown(HostSnapshot host, Matrix matrix) {
        return matrix.queues().stream()
                .map(host.queues()::get)
                .allMatch(device -> device == null
                        ? host.apBus().isYes()
                        : device.driver().isBound().isKnown());
    }

    /**
     * Returns who uses a queue.
     *
     * @param host the host
     * @param queue the queue, present or not
     * @return the use
     */
    public static QueueUse use(HostSnapshot host, ApQueue queue) {
        Optional<MediatedDevice> owner = having(host, queue, MediatedDevice::assignedMatrix)
                .or(() -> having(host, queue, MediatedDevice::guestMatrix));
        return QueueUse.of(host, queue, owner);
    }

    // explanations

    private static Optional<MediatedDevice> having(
            HostSnapshot host, ApQueue queue, Function<MediatedDevice, MatrixReading> matrix) {
        return host.devices().values().stream()
                .filter(device -> matrix.apply(device).contains(queue).isYes())
                .findFirst();
    }

    private static Explanation explain(HostSnapshot host, ApQueue queue, MediatedDevice device) {
        ApQueueSet asked = ApQueueSet.of(queue);
        Answer reaches = reaches(host, queue, device);
        return new Explanation(
                queue,
                Optional.of(device.id()),
                reaches,
                levels(host, queue, has(host, device, queue), reaches),
                reaches.isYes() ? ImmutableList.of() : Diagnosis.of(host, device, asked),
                Remarks.ofDevice(host, device, asked.adapters(), asked.domains()));
    }

    /** Explains a queue without looking at a device: there is none, none that has it, or none that shows it. */
    private static Explanation unowned(
            HostSnapshot host,
            ApQueue queue,
            Optional<MediatedDeviceId> device,
            Answer reaches,
            Optional<Reason> reason,
            ImmutableList<String> notRead) {
        Answer assigned = notRead.isEmpty() ? Answer.NO : Answer.NOT_KNOWN;
        return new Explanation(
                queue,
                device,
                reaches,
                levels(host, queue, assigned, reaches),
                Diagnosis.withoutDevice(host, ApQueueSet.of(queue), reason, notRead),
                Remarks.ofAdapters(host, AdapterSet.of(queue.adapter())));
    }

    private static DeviceExplanation explain(HostSnapshot host, MediatedDevice device) {
        ApQueueSet missing = ApQueueSet.copyOf(device.assignedMatrix().queues().stream()
                .filter(queue -> device.guestMatrix().contains(queue).isNo())
                .toList());
        Matrix assigned = device.assignedMatrix()
                .matrix()
                .orElse(Matrix.of(
                        device.assignedMatrix().queues().adapters(),
                        device.assignedMatrix().queues().domains()));
        return new DeviceExplanation(
                device,
                missing,
                evaluation(host, device.id()),
                Diagnosis.of(host, device, missing),
                Remarks.ofDevice(host, device, assigned.adapters(), assigned.domains()));
    }

    // answers

    /** What the guest matrix does not say can follow from the queue: a guest only has queues of a device, bound to vfio_ap. */
    private static Answer reaches(HostSnapshot host, ApQueue queue, MediatedDevice device) {
        Answer shown = device.guestMatrix().contains(queue);
        boolean inNoGuest = device.state() == MediatedDeviceState.WITHOUT_DRIVER
                || isBound(host, queue).isNo()
                || isUnassigned(host, queue);
        return !shown.isKnown() && inNoGuest ? Answer.NO : shown;
    }

    /** What the matrix does not say, the status of the queue may say. */
    private static Answer has(HostSnapshot host, MediatedDevice device, ApQueue queue) {
        Answer shown = device.assignedMatrix().contains(queue);
        boolean inNone = device.state() == MediatedDeviceState.WITHOUT_DRIVER || isUnassigned(host, queue);
        return !shown.isKnown() && inNone ? Answer.NO : shown;
    }

    private static boolean isUnassigned(HostSnapshot host, ApQueue queue) {
        return Optional.ofNullable(host.queues().get(queue))
                .flatMap(QueueDevice::status)
                .equals(Optional.of(VfioStatus.UNASSIGNED));
    }

    private static ImmutableMap<Level, Answer> levels(
            HostSnapshot host, ApQueue queue, Answer assigned, Answer reaches) {
        return ImmutableMap.of(
                Level.LPAR,
                isInLpar(host, queue),
                Level.HOST,
                isBound(host, queue),
                Level.MEDIATED_DEVICE,
                assigned,
                Level.GUEST,
                reaches);
    }

    private static Answer isInLpar(HostSnapshot host, ApQueue queue) {
        return host.lpar()
                .map(lpar -> Answer.of(lpar.matrix().contains(queue)))
                .orElseGet(() -> host.queues().containsKey(queue) ? Answer.YES : Answer.NOT_KNOWN);
    }

    private static Answer isBound(HostSnapshot host, ApQueue queue) {
        QueueDevice device = host.queues().get(queue);
        if (device == null) {
            return host.apBus().isKnown() ? Answer.NO : Answer.NOT_KNOWN;
        }
        return device.driver().isVfioAp();
    }
}
