package io.github.apmatrix.sysfs;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.ApQueueSet;

/**
 * The cards and queues that a directory lists.
 *
 * @param cards the adapters of the cards
 * @param queues the queues
 */
record BusDevices(AdapterSet cards, ApQueueSet queues) {
    private static final int QUEUE_LENGTH = "0a.001b".length();

    static BusDevices none() {
        return new BusDevices(AdapterSet.none(), ApQueueSet.none());
    }

    /** A name of another form is no card and no queue. */
    static BusDevices of(Iterable<String> names) {
        ApMask cards = ApMask.none();
        ApQueueSet.Builder queues = ApQueueSet.builder();
        for (String name : names) {
            try {
                if (name.startsWith(Layout.CARD_PREFIX)) {
                    cards = cards.with(AdapterId.parseHex(name.substring(Layout.CARD_PREFIX.length()))
                            .value());
                } else if (name.length() == QUEUE_LENGTH) {
                    queues.add(ApQueue.parse(name));
                }
            } catch (ApFormatException e) {
                // no device: drivers have files, too
            }
        }
        return new BusDevices(AdapterSet.of(cards), queues.build());
    }

    BusDevices union(BusDevices other) {
        return new BusDevices(cards.union(other.cards), queues.union(other.queues));
    }
}
