package io.github.apmatrix.persistence.chzdev;

import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.util.Objects;

/**
 * What {@code lszdev --type ap} prints: the masks that are in force and those that are kept for the next boot.
 *
 * <p>The table tells an empty mask ({@code ""}) from one that is not configured ({@code -}). With {@code --pairs} both are
 * {@code PERSISTENT=""}.
 *
 * @param active the masks in force; none if the output has only the persistent ones
 * @param persistent the masks that are kept; none if the output has only the active ones
 * @param undecided the names ({@code apmask}, {@code aqmask}) of persistent masks of which the output does not tell
 *     whether they are empty or not configured; {@code persistent} leaves them open
 * @since 0.1.0
 */
public record LszdevOutput(MaskSettings active, MaskSettings persistent, ImmutableSet<String> undecided) {
    /**
     * Checks that all are there.
     *
     * @param active the masks in force
     * @param persistent the masks that are kept
     * @param undecided names of persistent masks
     */
    public LszdevOutput {
        Objects.requireNonNull(active, "active");
        Objects.requireNonNull(persistent, "persistent");
        Objects.requireNonNull(undecided, "undecided");
    }

    /**
     * Reads an output, the table or the pairs, also with {@code -a} or {@code -p}.
     *
     * @param document what the tool printed
     * @return the masks
     * @throws DocumentException if it is the output of another command, incomplete, or a value is not a list of numbers
     */
    public static LszdevOutput parse(Document document) {
        LszdevReader reader = new LszdevReader(document);
        Line.forEach(document, reader::read);
        return reader.result();
    }
}
