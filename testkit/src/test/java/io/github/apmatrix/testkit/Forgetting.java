package io.github.apmatrix.testkit;

import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.KernelFeature;
import io.github.apmatrix.host.KernelFeatures;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;
import io.github.apmatrix.host.QueueDevice;
import java.util.Random;

/** Makes values of a snapshot unknown at random, as if they had not been read. What devices there are stays known. */
final class Forgetting {
    private final Random random;
    private final int rate;

    /** One of so many values is forgotten. */
    Forgetting(Random random, int rate) {
        this.random = random;
        this.rate = rate;
    }

    private boolean kept() {
        return random.nextInt(rate) > 0;
    }

    private Answer some(Answer answer) {
        return kept() ? answer : Answer.NOT_KNOWN;
    }

    private DriverBinding some(DriverBinding binding) {
        return kept() ? binding : DriverBinding.notKnown();
    }

    private MatrixReading some(MatrixReading reading) {
        return kept() ? reading : MatrixReading.unreadable("forgotten");
    }

    HostSnapshot in(HostSnapshot host) {
        HostSnapshot.Builder copy =
                HostSnapshot.builder().apBus(some(host.apBus())).vfioAp(some(host.vfioAp()));
        KernelFeatures features = KernelFeatures.notKnown();
        for (KernelFeature feature : KernelFeature.values()) {
            features = features.with(feature, some(host.features().has(feature)));
        }
        copy.features(features);
        host.lpar().filter(lpar -> kept()).ifPresent(copy::lpar);
        host.masks().filter(masks -> kept()).ifPresent(copy::masks);
        host.cards().values().forEach(card -> copy.add(in(card)));
        host.queues().values().forEach(queue -> copy.add(in(queue)));
        host.devices().values().forEach(device -> copy.add(in(device)));
        return copy.build();
    }

    private Card in(Card card) {
        Card.Builder copy = Card.builder(card.adapter())
                .online(some(card.online()))
                .configured(some(card.configured()))
                .checkstopped(some(card.checkstopped()))
                .driver(some(card.driver()));
        card.type().filter(type -> kept()).ifPresent(copy::type);
        if (card.hardwareType().isPresent() && kept()) {
            copy.hardwareType(card.hardwareType().getAsInt());
        }
        return copy.build();
    }

    private QueueDevice in(QueueDevice queue) {
        QueueDevice.Builder copy = QueueDevice.builder(queue.queue())
                .driver(some(queue.driver()))
                .online(some(queue.online()))
                .configured(some(queue.configured()))
                .checkstopped(some(queue.checkstopped()));
        queue.status().filter(status -> kept()).ifPresent(copy::status);
        queue.driverOverride().filter(override -> kept()).ifPresent(copy::driverOverride);
        return copy.build();
    }

    private MediatedDevice in(MediatedDevice device) {
        MediatedDevice.Builder copy = MediatedDevice.builder(device.id())
                .state(device.state())
                .assignedMatrix(some(device.assignedMatrix()))
                .guestMatrix(some(device.guestMatrix()))
                .heldByGuest(some(device.heldByGuest()));
        device.controlDomains().filter(domains -> kept()).ifPresent(copy::controlDomains);
        return copy.build();
    }
}
