package io.github.apmatrix.event;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import java.util.function.UnaryOperator;

/**
 * Something that happened to an adapter. The replacement of an adapter by another one is its removal and then an addition.
 *
 * @since 0.1.0
 */
public sealed interface AdapterEvent extends HostEvent {
    /**
     * Returns what it happened to.
     *
     * @return the adapter
     */
    AdapterId adapter();

    /**
     * An adapter came.
     *
     * @param card its card, with all that is known of it
     */
    record Added(Card card) implements AdapterEvent {
        @Override
        public AdapterId adapter() {
            return card.adapter();
        }

        @Override
        public String description() {
            return text(card) + " was added";
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return host.toBuilder().add(card).build();
        }
    }

    /**
     * An adapter went.
     *
     * @param card its card, as it was last known
     */
    record Removed(Card card) implements AdapterEvent {
        @Override
        public AdapterId adapter() {
            return card.adapter();
        }

        @Override
        public String description() {
            return text(card) + " was removed";
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            present(host, adapter());
            return host.toBuilder().remove(adapter()).build();
        }
    }

    /**
     * An adapter was configured or deconfigured.
     *
     * @param adapter the adapter
     * @param before whether it was configured
     * @param after whether it is configured
     */
    record ConfiguredChanged(AdapterId adapter, Answer before, Answer after) implements AdapterEvent {
        @Override
        public String description() {
            return Words.isNow("adapter " + adapter + " is", after, "configured", "deconfigured");
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return change(
                    host, adapter, card -> card.toBuilder().configured(after).build());
        }
    }

    /**
     * An adapter was checkstopped, or is no more.
     *
     * @param adapter the adapter
     * @param before whether it was checkstopped
     * @param after whether it is checkstopped
     */
    record CheckstoppedChanged(AdapterId adapter, Answer before, Answer after) implements AdapterEvent {
        @Override
        public String description() {
            return Words.isNow("adapter " + adapter + " is", after, "checkstopped", "not checkstopped");
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return change(
                    host, adapter, card -> card.toBuilder().checkstopped(after).build());
        }
    }

    /**
     * An adapter was switched on or off for the host.
     *
     * @param adapter the adapter
     * @param before whether it was online
     * @param after whether it is online
     */
    record OnlineChanged(AdapterId adapter, Answer before, Answer after) implements AdapterEvent {
        @Override
        public String description() {
            return Words.isNow("adapter " + adapter + " is", after, "online", "offline");
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return change(host, adapter, card -> card.toBuilder().online(after).build());
        }
    }

    /**
     * The card of an adapter has another driver.
     *
     * @param adapter the adapter
     * @param before its driver before
     * @param after its driver after
     */
    record DriverChanged(AdapterId adapter, DriverBinding before, DriverBinding after) implements AdapterEvent {
        @Override
        public String description() {
            return "the driver of the card of adapter " + adapter + " is " + after + " (was " + before + ")";
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return change(host, adapter, card -> card.toBuilder().driver(after).build());
        }
    }

    /**
     * Of what does not change while an adapter is there, more or less is known: a driver that shows it came or went, or the
     * adapter did not answer.
     *
     * @param before the card before
     * @param after the card after; its state and driver are those of {@code before}
     */
    record DetailsChanged(Card before, Card after) implements AdapterEvent {
        @Override
        public AdapterId adapter() {
            return after.adapter();
        }

        @Override
        public String description() {
            return "type, functions or serial number of adapter " + adapter()
                    + " are not what was known before: " + CardDetails.of(after) + " (was " + CardDetails.of(before)
                    + ")";
        }

        @Override
        public HostSnapshot applyTo(HostSnapshot host) {
            return change(host, adapter(), card -> after);
        }
    }

    private static String text(Card card) {
        return "adapter " + card.adapter()
                + card.type().map(type -> " (" + type + ")").orElse("");
    }

    private static HostSnapshot change(HostSnapshot host, AdapterId adapter, UnaryOperator<Card> change) {
        return host.toBuilder().add(change.apply(present(host, adapter))).build();
    }

    private static Card present(HostSnapshot host, AdapterId adapter) {
        Card card = host.cards().get(adapter);
        if (card == null) {
            throw new IllegalArgumentException("the host has no adapter " + adapter);
        }
        return card;
    }
}
