package io.github.apmatrix.persistence.lszcrypt;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;

/**
 * What cards and queues can do, as one or several {@code lszcrypt -c} show it.
 *
 * @param cards the cards in their order
 * @param queues the queues in their order
 * @since 0.1.0
 */
public record Capabilities(ImmutableList<CardCapabilities> cards, ImmutableList<QueueCapabilities> queues) {
    /**
     * Checks that both parts are there.
     *
     * @param cards the cards
     * @param queues the queues
     */
    public Capabilities {
        requireNonNull(cards, "cards");
        requireNonNull(queues, "queues");
    }

    /**
     * Reads one or several outputs, for example:
     *
     * <pre>{@code
     * card0a provides capability for:
     * EP11 Secure Key
     * AP bus max message size limit 12 Kb
     * }</pre>
     *
     * @param document what lszcrypt printed
     * @return the capabilities
     * @throws DocumentException if a line is malformed or not known, or there is nothing at all
     */
    public static Capabilities parse(Document document) {
        return new CapabilitiesParser(document).parse();
    }

    /**
     * Returns the text that {@code lszcrypt -c} prints.
     *
     * @return the lines, first of the cards, then of the queues
     */
    public String toText() {
        StringBuilder text = new StringBuilder();
        cards.forEach(text::append);
        queues.forEach(text::append);
        return text.toString();
    }

    /** Returns {@link #toText()}. */
    @Override
    public String toString() {
        return toText();
    }
}
