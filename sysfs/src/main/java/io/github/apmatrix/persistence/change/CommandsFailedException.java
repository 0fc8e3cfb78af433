package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.persistence.command.HostCommandException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of several commands failed, or did not do what it reported. What was run before is undone, as far as the message does
 * not say otherwise.
 *
 * @since 0.1.0
 */
public final class CommandsFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The commands that were to be undone and could not be. */
    private final transient ImmutableList<HostCommand> notUndone;

    CommandsFailedException(
            String problem, @Nullable HostCommandException cause, List<HostCommandException> failedToUndo) {
        super(message(problem, failedToUndo), cause);
        this.notUndone =
                failedToUndo.stream().map(HostCommandException::command).collect(ImmutableList.toImmutableList());
        failedToUndo.forEach(this::addSuppressed);
    }

    private static String message(String problem, List<HostCommandException> failedToUndo) {
        return failedToUndo.isEmpty()
                ? problem + "; what was done before is undone"
                : failedToUndo.stream()
                        .map(failure -> failure.command().toString())
                        .collect(Collectors.joining(
                                "; ", problem + "; undoing failed, so these are still to be run: ", ""));
    }

    /**
     * Returns the commands that would have undone what was done, and failed.
     *
     * @return the commands, in the order in which they were tried
     */
    public ImmutableList<HostCommand> notUndone() {
        return notUndone;
    }
}
