package io.github.apmatrix.persistence.lszcrypt;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterId;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.lszcrypt.Lines.Line;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the lines of {@code lszcrypt -c}: each device is a line that names it and lines that belong to it. */
final class CapabilitiesParser {
    private static final Pattern CARD = Pattern.compile("card(\\S+) provides capability for:");
    private static final Pattern UNKNOWN_CARD = Pattern.compile(
            "Detailed capability information for card(\\S+) \\(hardware type ([0-9]{1,9})\\) is not available\\.");
    private static final Pattern QUEUE = Pattern.compile("queue (\\S+) capabilities:");
    private static final Pattern MAX_MESSAGE = Pattern.compile("AP bus max message size limit ([0-9]{1,9}) Kb");

    private final Lines lines;
    private final ImmutableList.Builder<CardCapabilities> cards = ImmutableList.builder();
    private final ImmutableList.Builder<QueueCapabilities> queues = ImmutableList.builder();

    CapabilitiesParser(Document document) {
        this.lines = new Lines(document);
    }

    Capabilities parse() {
        if (lines.peek().isEmpty()) {
            throw lines.missing("no card and no queue");
        }
        for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            readDevice(line.orElseThrow());
        }
        return new Capabilities(cards.build(), queues.build());
    }

    private void readDevice(Line line) {
        Matcher card = CARD.matcher(line.text());
        Matcher unknown = UNKNOWN_CARD.matcher(line.text());
        Matcher queue = QUEUE.matcher(line.text());
        if (card.matches()) {
            cards.add(card(id(line, card.group(1), AdapterId::parseHex)));
        } else if (unknown.matches()) {
            cards.add(new CardCapabilities(
                    id(line, unknown.group(1), AdapterId::parseHex),
                    ImmutableList.of(),
                    OptionalInt.empty(),
                    OptionalInt.of(Integer.parseInt(unknown.group(2)))));
        } else if (queue.matches()) {
            queues.add(queue(id(line, queue.group(1), ApQueue::parse)));
        } else {
            throw line.malformed("no card, queue or capability that lszcrypt prints here");
        }
    }

    private static <T> T id(Line line, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw line.malformed("device", text, e);
        }
    }

    private CardCapabilities card(AdapterId adapter) {
        ImmutableList.Builder<CardCapability> list = ImmutableList.builder();
        Optional<CardCapability> next = take(CardCapability::of);
        while (next.isPresent()) {
            list.add(next.orElseThrow());
            next = take(CardCapability::of);
        }
        OptionalInt size = take(CapabilitiesParser::maxMessage).orElse(OptionalInt.empty());
        return new CardCapabilities(adapter, list.build(), size, OptionalInt.empty());
    }

    private static Optional<OptionalInt> maxMessage(String text) {
        Matcher matcher = MAX_MESSAGE.matcher(text);
        return matcher.matches() ? Optional.of(OptionalInt.of(Integer.parseInt(matcher.group(1)))) : Optional.empty();
    }

    private QueueCapabilities queue(ApQueue queue) {
        Optional<String> bindState = take(text -> after(QueueCapabilities.BIND_STATE, text));
        Optional<String> associationState = take(text -> after(QueueCapabilities.ASSOCIATION_STATE, text));
        ImmutableList.Builder<String> masterKeys = ImmutableList.builder();
        Optional<String> next = take(text -> after(QueueCapabilities.MASTER_KEY, text));
        while (next.isPresent()) {
            masterKeys.add(next.orElseThrow());
            next = take(text -> after(QueueCapabilities.MASTER_KEY, text));
        }
        return new QueueCapabilities(queue, bindState, associationState, masterKeys.build());
    }

    private static Optional<String> after(String start, String text) {
        return text.startsWith(start)
                ? Optional.of(text.substring(start.length()).strip())
                : Optional.empty();
    }

    /** Takes the next line away if it is something. */
    private <T> Optional<T> take(Function<String, Optional<T>> parser) {
        Optional<T> found = lines.peek().flatMap(line -> parser.apply(line.text()));
        if (found.isPresent()) {
            lines.next();
        }
        return found;
    }
}
