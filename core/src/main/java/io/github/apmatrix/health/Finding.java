package io.github.apmatrix.health;

import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Something that is wrong with a host, or at least worth knowing.
 *
 * <p>Identifier and name of the culprit are the identity of the trouble, {@link #key()}: it stays the same from one look at
 * the host to the next, while severity, queues and words may change.
 *
 * @param identifier the kind of trouble, in lower-case words like {@code no-failover}; never changes its meaning
 * @param severity how bad it is
 * @param culprit what it is about
 * @param description the trouble in words: a sentence without period that names the culprit
 * @param remedy what would help: a sentence without period, with the command where there is one
 * @since 0.1.0
 */
public record Finding(String identifier, Severity severity, Culprit culprit, String description, String remedy) {
    private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(
                    Finding::severity, Comparator.reverseOrder())
            .thenComparing(Finding::identifier)
            .thenComparing(finding -> finding.culprit().name());

    /**
     * Checks the identifier.
     *
     * @param identifier the kind of trouble
     * @param severity how bad it is
     * @param culprit what it is about
     * @param description the trouble in words
     * @param remedy what would help
     * @throws IllegalArgumentException if the identifier is not made of lower-case letters and digits in words with hyphens
     *     between them
     */
    public Finding {
        if (!IDENTIFIER.matcher(identifier).matches()) {
            throw new IllegalArgumentException(
                    "the identifier of a finding is lower-case words with hyphens, not \"" + identifier + "\"");
        }
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(culprit, "culprit");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(remedy, "remedy");
    }

    /**
     * Returns the identity of the trouble: no two findings of a check have the same.
     *
     * @return identifier and name of the culprit, for example {@code adapter-checkstopped: adapter 11}
     */
    public String key() {
        return identifier + ": " + culprit.name();
    }

    /**
     * Returns the order in which findings are listed: worst first, then by identifier, then by name of the culprit.
     *
     * @return the order; findings of the same severity and {@link #key()} count as equal
     */
    public static Comparator<Finding> worstFirst() {
        return WORST_FIRST;
    }

    /** Returns for example {@code warning: adapter 11 is checkstopped: ... (adapter-checkstopped)}. */
    @Override
    public String toString() {
        return severity + ": " + description + " (" + identifier + ")";
    }
}
