package io.github.apmatrix.explain;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.rules.AssignmentRule;
import io.github.apmatrix.rules.AssignmentRule.Refusal;
import io.github.apmatrix.rules.MaskVeto;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Who stands in the way of a change that the kernel would refuse: it answers with an error number only. Devices whose
 * assignment is not known are left out.
 *
 * @since 0.1.0
 */
public final class Refusals {
    private Refusals() {}

    /**
     * Returns why the kernel would refuse an assignment (EADDRNOTAVAIL, EADDRINUSE).
     *
     * @param host the host
     * @param device the device, known or not
     * @param proposed the whole matrix that the device would have
     * @return queues that are reserved for the host, or that other devices have; queues of devices that are being removed
     *     are given to each of these, because no file says whose they are; empty if the assignment is accepted, or
     *     the masks are not known
     */
    public static Optional<Refusal> ofAssignment(HostSnapshot host, MediatedDeviceId device, Matrix proposed) {
        Map<MediatedDeviceId, Matrix> others = new LinkedHashMap<>();
        host.devices()
                .forEach((id, other) -> other.assignedMatrix()
                        .matrix()
                        .filter(matrix -> matrix.sharesQueueWith(proposed) && !id.equals(device))
                        .ifPresent(matrix -> others.put(id, matrix)));
        return host.ownership()
                .flatMap(ownership ->
                        AssignmentRule.check(proposed, ownership, others).or(() -> inRemovedDevices(host, proposed)));
    }

    private static Optional<Refusal> inRemovedDevices(HostSnapshot host, Matrix proposed) {
        RemovedDevices removed = RemovedDevices.of(host);
        ApQueueSet held = removed.queues().intersect(proposed);
        return held.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new AssignmentRule.InOtherDevices(ImmutableMap.copyOf(Maps.asMap(removed.ids(), id -> held))));
    }

    /**
     * Returns why the kernel would refuse a new {@code apmask} (EBUSY).
     *
     * @param host the host
     * @param newApmask the adapters of the new mask
     * @return the devices that would lose queues; empty if the mask is accepted, or the masks are not known
     */
    public static Optional<Refusal> ofApmask(HostSnapshot host, AdapterSet newApmask) {
        return veto(host, (veto, masks) -> veto.forApmask(masks, newApmask, assigned(host)));
    }

    /**
     * Returns why the kernel would refuse a new {@code aqmask} (EBUSY).
     *
     * @param host the host
     * @param newAqmask the domains of the new mask
     * @return the devices that would lose queues; empty if the mask is accepted, or the masks are not known
     */
    public static Optional<Refusal> ofAqmask(HostSnapshot host, DomainSet newAqmask) {
        return veto(host, (veto, masks) -> veto.forAqmask(masks, newAqmask, assigned(host)));
    }

    private static Optional<Refusal> veto(
            HostSnapshot host, BiFunction<MaskVeto, HostMasks, ImmutableMap<MediatedDeviceId, ApQueueSet>> search) {
        return host.masks()
                .map(masks -> search.apply(host.features().maskVeto(), masks))
                .filter(owners -> !owners.isEmpty())
                .map(AssignmentRule.InOtherDevices::new);
    }

    private static Map<MediatedDeviceId, Matrix> assigned(HostSnapshot host) {
        ImmutableMap.Builder<MediatedDeviceId, Matrix> assigned = ImmutableMap.builder();
        host.devices()
                .forEach(
                        (id, device) -> device.assignedMatrix().matrix().ifPresent(matrix -> assigned.put(id, matrix)));
        return assigned.buildOrThrow();
    }

    /**
     * Returns a refusal in words.
     *
     * @param refusal the refusal
     * @return for example {@code reserved are 05.0004, 05.0047}
     */
    public static String describe(Refusal refusal) {
        if (refusal instanceof AssignmentRule.ReservedForHost reserved) {
            return "reserved are " + reserved.queues();
        }
        return ((AssignmentRule.InOtherDevices) refusal)
                .queuesByOwner().entrySet().stream()
                        .map(owner -> owner.getValue() + " in device " + owner.getKey())
                        .collect(Collectors.joining(", "));
    }
}
