package io.github.apmatrix.render;

import static io.github.apmatrix.render.ListingStyle.SERIAL_NUMBERS;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApQueueSet;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.ApFunctions;
import io.github.apmatrix.host.Card;
import io.github.apmatrix.host.CardMode;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.host.QueueDevice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Cards and queues as a list in the style of {@code lszcrypt -V}, without the request counters, which a snapshot does
 * not have, or exactly as lszcrypt lays them out. What is not known prints as {@code -}.
 *
 * <pre>{@code
 * CARD.DOM TYPE  MODE        STATUS     HWTYPE QDEPTH FUNCTIONS  DRIVER
 * 00.0001  CEX7A Accelerator unassigned     13     08 -MC-A-N-F- vfio_ap
 * }</pre>
 *
 * @since 0.1.0
 */
public final class QueueTable {
    private static final ImmutableList<Column> COLUMNS = ImmutableList.of(
            Column.CARD_DOM,
            Column.TYPE,
            Column.MODE,
            Column.STATUS,
            Column.HWTYPE,
            Column.QDEPTH,
            Column.FUNCTIONS,
            Column.DRIVER);
    private static final String HEADER =
            line(COLUMNS.stream().map(Column::title).toList());
    private static final int SERIAL_NUMBER_LENGTH = 8;

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
        StringBuilder text = new StringBuilder(HEADER);
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
        StringBuilder text = new StringBuilder(HEADER);
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
        StringBuilder text = new StringBuilder(HEADER);
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

    /**
     * Returns the list that lszcrypt 2.42 prints, with its blanks at the ends of lines. A snapshot has no counters and no
     * Secure Execution state: {@code REQUESTS}, {@code PENDING} and {@code SESTAT} are {@code -}. {@code QDEPTH} is the
     * number of the kernel; before 2.41 lszcrypt printed one more.
     *
     * @param snapshot the snapshot
     * @param style the columns, which also decide what is left out: {@link ListingStyle#PLAIN} has cards that show their type
     *     and whether they are online, and queues that show whether they are online, so none of vfio_ap;
     *     {@link ListingStyle#SERIAL_NUMBERS} has cards that are known to be coprocessors
     * @return the list; {@link #toString()} is its text
     */
    public static QueueTable of(HostSnapshot snapshot, ListingStyle style) {
        StringBuilder text = new StringBuilder(style.header());
        AdapterSet adapters = AdapterSet.copyOf(snapshot.cards().keySet())
                .union(ApQueueSet.copyOf(snapshot.queues().keySet()).adapters());
        for (AdapterId adapter : adapters) {
            Card card = card(snapshot, adapter);
            if (snapshot.cards().containsKey(adapter) && shows(style, card)) {
                Map<Column, String> fields = fields(adapter.toHex(), card, status(card), card.driver());
                text.append(style.line(inOrder(style.list(), fields)));
            }
            snapshot.queues().values().stream()
                    .filter(queue -> queue.queue().adapter().equals(adapter) && shows(style, queue))
                    .map(queue -> fields(queue.queue().toString(), card, status(queue), queue.driver()))
                    .forEach(fields -> text.append(style.line(inOrder(style.list(), fields))));
        }
        return new QueueTable(text.toString());
    }

    private static boolean shows(ListingStyle style, Card card) {
        return switch (style) {
            case PLAIN -> card.type().isPresent() && card.online().isKnown();
            case VERBOSE, SECURE_EXECUTION -> true;
            case SERIAL_NUMBERS ->
                card.type().filter(type -> type.mode() != CardMode.ACCELERATOR).isPresent();
        };
    }

    private static boolean shows(ListingStyle style, QueueDevice queue) {
        return style != SERIAL_NUMBERS
                && (style != ListingStyle.PLAIN || queue.online().isKnown());
    }

    /** A card that is not there, or vanished, shows nothing. */
    private static Card card(HostSnapshot snapshot, AdapterId adapter) {
        return Optional.ofNullable(snapshot.cards().get(adapter))
                .orElseGet(() -> Card.builder(adapter).build());
    }

    private static void appendLine(StringBuilder text, String name, Card card, String status, DriverBinding driver) {
        text.append(line(inOrder(COLUMNS, fields(name, card, status, driver))));
    }

    private static String line(List<String> fields) {
        return CharMatcher.is(' ').trimTrailingFrom(Column.line(COLUMNS, fields)) + "\n";
    }

    private static List<String> inOrder(List<Column> columns, Map<Column, String> fields) {
        return columns.stream().map(column -> fields.getOrDefault(column, "-")).toList();
    }

    private static Map<Column, String> fields(String name, Card card, String status, DriverBinding driver) {
        return Map.of(
                Column.CARD_DOM,
                name,
                Column.TYPE,
                show(card.type()),
                Column.MODE,
                show(card.mode()),
                Column.STATUS,
                status,
                Column.HWTYPE,
                show(card.hardwareType()),
                Column.QDEPTH,
                card.depth().isPresent() ? String.format("%02d", card.depth().getAsInt()) : "-",
                Column.FUNCTIONS,
                show(card.functions().map(ApFunctions::letters)),
                Column.DRIVER,
                driver.driver().orElse(driver.isBound().isNo() ? "-no-driver-" : "-"),
                Column.SERIALNR,
                serialNumber(card));
    }

    /** lszcrypt prints the first characters; cards without number have a blank one. */
    private static String serialNumber(Card card) {
        String number = card.serialNumber().map(String::trim).orElse("");
        return number.isEmpty() ? "-" : number.substring(0, Math.min(number.length(), SERIAL_NUMBER_LENGTH));
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
