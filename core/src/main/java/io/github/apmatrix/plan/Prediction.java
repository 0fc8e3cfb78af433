package io.github.apmatrix.plan;

import com.google.common.collect.Sets;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.Matrix;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Bindings;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import io.github.apmatrix.host.VfioStatus;
import io.github.apmatrix.rules.DriverRule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns what a model came to into a snapshot. What steps do not touch stays as it was. */
final class Prediction {
    private final HostSnapshot start;
    private final HostModel model;
    private final Map<ApQueue, MediatedDeviceId> owners = new HashMap<>();

    private Prediction(HostSnapshot start, HostModel model) {
        this.start = start;
        this.model = model;
        model.devices()
                .forEach((id, device) ->
                        device.assigned().matrix().queues().forEach(queue -> owners.putIfAbsent(queue, id)));
    }

    static HostSnapshot of(HostSnapshot start, HostModel model) {
        return new Prediction(start, model).snapshot();
    }

    private HostSnapshot snapshot() {
        HostSnapshot.Builder builder = start.toBuilder().masks(model.masks());
        if (model.isVfioApLoaded()) {
            builder.vfioAp(Answer.YES);
        }
        start.queues().values().forEach(queue -> builder.add(predict(queue)));
        Set<MediatedDeviceId> left = Sets.filter(start.devices().keySet(), id -> !model.isRemoved(id));
        Sets.difference(start.devices().keySet(), left).forEach(builder::remove);
        model.devices().forEach((id, device) -> builder.add(predict(id, device)));
        if (start.availableInstances().isPresent()) {
            int before = start.devices().size();
            int after = Sets.union(left, model.devices().keySet()).size();
            builder.availableInstances(start.availableInstances().getAsInt() + before - after);
        }
        if (start.bindings().isPresent()) {
            long bound = start.queues().keySet().stream().filter(model::isBound).count();
            int all = start.queues().size();
            builder.bindings(Bindings.parse(bound + "/" + all + (bound == all ? " (complete)" : "")));
        }
        return builder.build();
    }

    private MediatedDevice predict(MediatedDeviceId id, HostModel.Device device) {
        ApConfig assigned = device.assigned();
        MediatedDevice.Builder builder = MediatedDevice.builder(id)
                .assignedMatrix(MatrixReading.complete(assigned.matrix()))
                .controlDomains(assigned.controlDomains())
                .guestMatrix(MatrixReading.complete(device.guest()));
        Optional.ofNullable(start.devices().get(id)).ifPresent(known -> {
            builder.heldByGuest(known.heldByGuest());
            known.iommuGroup().ifPresent(builder::iommuGroup);
        });
        return builder.build();
    }

    private QueueDevice predict(QueueDevice before) {
        ApQueue queue = before.queue();
        boolean stays = before.driver().isBound().equals(Answer.of(model.isBound(queue)))
                && !model.vfioBound().contains(queue)
                && !before.driver().isVfioAp().isYes();
        if (stays) {
            return before;
        }
        QueueDevice.Builder builder =
                QueueDevice.builder(queue).configured(before.configured()).checkstopped(before.checkstopped());
        before.driverOverride().ifPresent(builder::driverOverride);
        if (model.vfioBound().contains(queue)) {
            builder.driver(DriverBinding.to(DriverRule.VFIO_AP));
            if (start.features().has(KernelFeature.QUEUE_STATUS).isYes()) {
                builder.status(status(queue, before));
            }
        } else if (!model.isBound(queue)) {
            builder.driver(before.driver().isBound().isKnown() ? DriverBinding.unbound() : DriverBinding.notKnown());
        } else {
            builder.driver(DriverBinding.to(HostModel.HOST_DRIVER));
        }
        return builder.build();
    }

    /** A device of which not all is known keeps its queues. */
    private VfioStatus status(ApQueue queue, QueueDevice before) {
        MediatedDeviceId id = owners.get(queue);
        if (id == null) {
            boolean hidden = before.status()
                            .filter(status -> status != VfioStatus.UNASSIGNED)
                            .isPresent()
                    && !start.assigned().contains(queue);
            return hidden ? before.status().orElseThrow() : VfioStatus.UNASSIGNED;
        }
        Matrix guest = model.device(id).guest();
        boolean held = Optional.ofNullable(start.devices().get(id))
                .filter(device -> device.heldByGuest().isYes())
                .isPresent();
        return held && guest.contains(queue) ? VfioStatus.IN_USE : VfioStatus.ASSIGNED;
    }
}
