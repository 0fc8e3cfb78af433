package io.github.apmatrix.persistence.change;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files were not changed. Unless undoing failed too, all are as before and nothing is left behind; otherwise the message and
 * {@link #outcomes()} say which files are old and which are new, and the errors of undoing are suppressed exceptions of this
 * one.
 *
 * @since 0.1.0
 */
public sealed class FileTransactionException extends RuntimeException permits FileChangedException {
    private static final long serialVersionUID = 1L;

    private final transient Path path;

    /** What was tried. */
    private final String operation;

    private final transient ImmutableList<FileOutcome> outcomes;
    private final transient ImmutableList<Path> leftovers;

    /** Everything is as before. */
    FileTransactionException(
            String message, String operation, Path path, List<FileOutcome> outcomes, @Nullable Throwable cause) {
        super(message, cause);
        this.operation = operation;
        this.path = path;
        this.outcomes = ImmutableList.copyOf(outcomes);
        this.leftovers = ImmutableList.of();
    }

    /** Undoing gave errors. */
    FileTransactionException(
            String message,
            String operation,
            Path path,
            List<FileOutcome> outcomes,
            List<Path> leftovers,
            List<Exception> undoErrors,
            Throwable cause) {
        super(
                message + ", and undoing it failed: " + Joiner.on(", ").join(outcomes)
                        + (leftovers.isEmpty()
                                ? ""
                                : "; left behind: " + Joiner.on(", ").join(leftovers)),
                cause);
        this.operation = operation;
        this.path = path;
        this.outcomes = ImmutableList.copyOf(outcomes);
        this.leftovers = ImmutableList.copyOf(leftovers);
        undoErrors.forEach(this::addSuppressed);
    }

    /**
     * Returns where it failed.
     *
     * @return a file or a directory, below the root; empty if it is the root
     */
    public Path path() {
        return path;
    }

    /**
     * Returns what failed.
     *
     * @return a verb, for example {@code replace}
     */
    public String operation() {
        return operation;
    }

    /**
     * Returns what the files hold now.
     *
     * @return the outcome of each change, in their order
     */
    public ImmutableList<FileOutcome> outcomes() {
        return outcomes;
    }

    /**
     * Returns what undoing could not remove.
     *
     * @return hidden files, backups among them, and directories, below the root
     */
    public ImmutableList<Path> leftovers() {
        return leftovers;
    }

    /**
     * Returns whether all files are as before.
     *
     * @return false if any is new, or cannot be seen
     */
    public boolean isUndone() {
        return outcomes.stream().allMatch(outcome -> outcome.state() == FileOutcome.State.OLD);
    }
}
