package io.github.apmatrix.testkit;

import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.sysfs.Errno;
import java.util.Comparator;
import java.util.Optional;

/**
 * What the drivers of the host do with cards and queues: switch them on and off, and send requests to those that are on.
 * Source: {@code zcrypt_card.c}, {@code zcrypt_queue.c}, {@code zcrypt_api.c}.
 */
final class HostUse {
    private static final String NO_ANSWER = "\n";

    private final KernelProfile profile;
    private final SimulatedApBus bus;

    HostUse(KernelProfile profile, SimulatedApBus bus) {
        this.profile = profile;
        this.bus = bus;
    }

    boolean isOnline(SimulatedCard card) {
        return card.isSwitchedOn() && canBeOnline(card.isConfigured(), card.isCheckstopped());
    }

    boolean isOnline(SimulatedQueue queue) {
        return queue.isSwitchedOn() && canBeOnline(queue.isConfigured(), queue.isCheckstopped());
    }

    private boolean canBeOnline(boolean configured, boolean checkstopped) {
        return configured && !(profile.checkstopIsOffline() && checkstopped);
    }

    void storeOnline(SimulatedCard card, String value) {
        boolean online = KernelText.zeroOrOne(value, profile.overflow());
        if (online && !canBeOnline(card.isConfigured(), card.isCheckstopped())) {
            throw new KernelRefusal(Errno.ENODEV);
        }
        card.setSwitchedOn(online);
        bus.drivers().hostQueuesOf(card).stream()
                .filter(queue -> queue.isSwitchedOn() != online)
                .forEach(queue -> queue.setSwitchedOn(online));
    }

    void storeOnline(SimulatedQueue queue, String value) {
        boolean online = KernelText.zeroOrOne(value, profile.overflow());
        SimulatedCard card = queue.card();
        if (online
                && !(canBeOnline(queue.isConfigured(), queue.isCheckstopped())
                        && canBeOnline(card.isConfigured(), card.isCheckstopped()))) {
            throw new KernelRefusal(Errno.ENODEV);
        } else if (online && !card.isSwitchedOn()) {
            throw new KernelRefusal(Errno.EINVAL);
        }
        queue.setSwitchedOn(online);
    }

    /** Asks a card something: the queue with the fewest requests so far gets the request, and no queue ever answers. */
    String ask(SimulatedCard card) {
        card.queues().stream()
                .filter(this::takesRequests)
                .min(Comparator.comparing(SimulatedQueue::requests))
                .ifPresent(HostUse::count);
        return NO_ANSWER;
    }

    String ask(SimulatedQueue queue) {
        if (takesRequests(queue)) {
            count(queue);
        }
        return NO_ANSWER;
    }

    /** CCA cards are not counted: the kernel asks them for random numbers at any time. */
    private boolean takesRequests(SimulatedQueue queue) {
        return queue.isBoundToHost()
                && queue.mode().equals(Optional.of(CardMode.EP11))
                && isOnline(queue.card())
                && isOnline(queue);
    }

    private static void count(SimulatedQueue queue) {
        queue.countRequest();
        queue.card().countRequest();
    }

    void clearRequests(SimulatedCard card) {
        card.clearRequests();
        card.queues().forEach(SimulatedQueue::clearRequests);
    }
}
