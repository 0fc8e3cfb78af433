package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What a transaction did: all of it.
 *
 * @param changes the changes made, in their order; those that change nothing are not among them
 * @param leftovers hidden files with the content before, below the root, that could not be removed; they do no harm
 * @since 0.1.0
 */
public record FileTransactionReport(ImmutableList<FileChange> changes, ImmutableList<Path> leftovers) {
    /**
     * Checks that both are there.
     *
     * @param changes the changes made
     * @param leftovers hidden files that could not be removed
     */
    public FileTransactionReport {
        Objects.requireNonNull(changes, "changes");
        Objects.requireNonNull(leftovers, "leftovers");
    }
}
