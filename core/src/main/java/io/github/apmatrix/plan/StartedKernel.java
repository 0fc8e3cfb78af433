package io.github.apmatrix.plan;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Bindings;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.QueueDevice;
import java.util.Optional;

/** A host of which the kernel has just started and scanned the AP bus. */
final class StartedKernel {
    private final HostSnapshot hardware;
    private final HostMasks masks;

    private StartedKernel(HostSnapshot hardware, HostMasks masks) {
        this.hardware = hardware;
        this.masks = masks;
    }

    static HostSnapshot of(HostSnapshot hardware, HostMasks masks) {
        return new StartedKernel(hardware, masks).snapshot();
    }

    private HostSnapshot snapshot() {
        HostSnapshot.Builder builder = HostSnapshot.builder()
                .apBus(hardware.apBus())
                .vfioAp(Answer.NO)
                .features(hardware.features())
                .masks(masks);
        hardware.lpar().ifPresent(builder::lpar);
        hardware.maxAdapter().ifPresent(builder::maxAdapter);
        hardware.maxDomain().ifPresent(builder::maxDomain);
        hardware.cards().values().forEach(card -> builder.add(started(card)));
        hardware.queues().values().forEach(queue -> builder.add(started(queue)));
        int all = hardware.queues().size();
        long bound = hardware.queues().values().stream()
                .filter(queue -> driver(queue).isBound().isYes())
                .count();
        return builder.bindings(Bindings.parse(bound + "/" + all + (bound == all ? " (complete)" : "")))
                .build();
    }

    /** A card that was set offline may be online again. */
    private static Card started(Card card) {
        return card.toBuilder().online(Answer.NOT_KNOWN).build();
    }

    private QueueDevice started(QueueDevice queue) {
        return QueueDevice.builder(queue.queue())
                .driver(driver(queue))
                .configured(queue.configured())
                .checkstopped(queue.checkstopped())
                .build();
    }

    private DriverBinding driver(QueueDevice queue) {
        if (!masks.isReserved(queue.queue())) {
            return DriverBinding.unbound();
        } else if (queue.driver().isBound().isYes() && queue.driver().isVfioAp().isNo()) {
            return queue.driver();
        }
        return isFitForHost(queue.queue()) ? DriverBinding.to(HostModel.HOST_DRIVER) : DriverBinding.unbound();
    }

    private boolean isFitForHost(ApQueue queue) {
        return Optional.ofNullable(hardware.cards().get(queue.adapter()))
                .filter(card -> !HostModel.isFitForHost(card))
                .isEmpty();
    }
}
