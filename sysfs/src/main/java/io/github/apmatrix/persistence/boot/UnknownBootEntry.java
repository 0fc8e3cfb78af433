package io.github.apmatrix.persistence.boot;

import java.util.Objects;

/**
 * A way to boot a system whose kernel command line is not known.
 *
 * @param name the file and, if there are several, the section
 * @param problem why it is not known, a phrase without period
 * @since 0.1.0
 */
public record UnknownBootEntry(String name, String problem) {
    /**
     * Checks that both are there.
     *
     * @param name file and section
     * @param problem why it is not known
     */
    public UnknownBootEntry {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(problem, "problem");
    }

    /** Returns name and problem. */
    @Override
    public String toString() {
        return name + ": " + problem;
    }
}
