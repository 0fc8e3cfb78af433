package io.github.apmatrix.render;

import com.google.common.base.CharMatcher;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.QueueDevice;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Cards and queues as a list in the style of {@code lszcrypt -V}, without the request counters, which a snapshot does
 * not have. What is not known prints as {@code -}.
 *
 * <pre>{@code
 * CARD.DOM TYPE  MODE        STATUS     HWTYPE QDEPTH FUNCTIONS  DRIVER
 * 00.0001  CEX7A Accelerator unassigned     13     08 -MC-A-N-F- vfio_ap
 * }</pre>
 *
 * @since 0.1.0
 */
public final class QueueTable {
    private static final String FORMAT = "%-8s %-5s %-11s %-10s %6s %6s %-10s %s";
    private static final String HEADER =
            String.format(FORMAT, "CARD.DOM", "TYPE", "MODE", "STATUS", "HWTYPE", "QDEPTH", "FUNCTIONS", "DRIVER");

    private final String text;

    private QueueTable(String text) {
        this.text = text;
    }

    /**
     * Returns the list of all cards, each followed by its queues.
     *
     * @param snapshot the snapshot
     * @return the list; {@link #toString()} is its text
     */
    public static QueueTable of(HostSnapshot snapshot) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        AdapterSet adapters = AdapterSet.copyOf(snapshot.cards().keySet())
                .union(ApQueueSet.copyOf(snapshot.queues().keySet()).adapters());
        for (AdapterId adapter : adapters) {
            Card card = card(snapshot, adapter);
            appendLine(text, adapter.toHex(), card, status(card), card.driver());
            snapshot.queues().values().stream()
                    .filter(queue -> queue.queue().adapter().equals(adapter))
                    .forEach(queue -> appendLine(text, queue.queue().toString(), card, status(queue), queue.driver()));
        }
        return new QueueTable(text.toString());
    }

    /**
     * Returns the list of all cards, without queues.
     *
     * @param snapshot the snapshot
     * @return the list; {@link #toString()} is its text
     */
    public static QueueTable ofCards(HostSnapshot snapshot) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        snapshot.cards()
                .forEach((adapter, card) -> appendLine(text, adapter.toHex(), card, status(card), card.driver()));
        return new QueueTable(text.toString());
    }

    /**
     * Returns the list of some queues, without cards.
     *
     * @param snapshot the snapshot
     * @param queues the queues to list; those without a device are left out
     * @return the list; {@link #toString()} is its text
     */
    public static QueueTable of(HostSnapshot snapshot, ApQueueSet queues) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        snapshot.queues().values().stream()
                .filter(queue -> queues.contains(queue.queue()))
                .forEach(queue -> appendLine(
                        text,
                        queue.queue().toString(),
                        card(snapshot, queue.queue().adapter()),
                        status(queue),
                        queue.driver()));
        return new QueueTable(text.toString());
    }

    /** A card that is not there, or vanished, shows nothing. */
    private static Card card(HostSnapshot snapshot, AdapterId adapter) {
        return Optional.ofNullable(snapshot.cards().get(adapter))
                .orElseGet(() -> Card.builder(adapter).build());
    }

    private static void appendLine(StringBuilder text, String name, Card card, String status, DriverBinding driver) {
        String line = String.format(
                FORMAT,
                name,
                show(card.type()),
                show(card.mode()),
                status,
                show(card.hardwareType()),
                card.depth().isPresent() ? String.format("%02d", card.depth().getAsInt()) : "-",
                show(card.functions().map(ApFunctions::letters)),
                driver.driver().orElse(driver.isBound().isNo() ? "-no-driver-" : "-"));
        text.append(CharMatcher.is(' ').trimTrailingFrom(line)).append('\n');
    }

    private static String status(Card card) {
        return status(card.configured(), card.checkstopped(), card.online()).orElse("-");
    }

    private static String status(QueueDevice queue) {
        return status(queue.configured(), queue.checkstopped(), queue.online()).orElseGet(() -> show(queue.status()));
    }

    /** The order of lszcrypt: the first that applies wins. */
    private static Optional<String> status(Answer configured, Answer checkstopped, Answer online) {
        if (configured.isNo()) {
            return Optional.of("deconfig");
        } else if (checkstopped.isYes()) {
            return Optional.of("chkstop");
        } else if (online.isKnown()) {
            return Optional.of(online.isYes() ? "online" : "offline");
        }
        return Optional.empty();
    }

    private static String show(Optional<?> value) {
        return value.map(Object::toString).orElse("-");
    }

    private static String show(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : "-";
    }

    /** Returns the header and one line for each card or queue. */
    @Override
    public String toString() {
        return text;
    }
}
