package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.persistence.command.HostCommand;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of several commands failed, or did not do what it reported. What was run before is undone, as far as the message does
 * not say otherwise. Or none was run, because it is known that one would fail.
 *
 * @since 0.1.0
 */
public final class CommandsFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The commands that were to be undone and could not be. */
    private final transient ImmutableList<HostCommand> notUndone;

    private CommandsFailedException(
            String message, @Nullable RuntimeException cause, ImmutableList<HostCommand> notUndone) {
        super(message, cause);
        this.notUndone = notUndone;
    }

    static CommandsFailedException nothingRun(List<String> reasons) {
        return new CommandsFailedException(
                "no command was run: " + String.join("; ", reasons), null, ImmutableList.of());
    }

    static CommandsFailedException undone(String problem, @Nullable RuntimeException cause) {
        return new CommandsFailedException(problem + "; what was done before is undone", cause, ImmutableList.of());
    }

    static CommandsFailedException notUndone(
            String problem, @Nullable RuntimeException cause, List<HostCommand> notUndone, String difference) {
        String commands = notUndone.isEmpty()
                ? ""
                : notUndone.stream()
                        .map(HostCommand::toString)
                        .collect(Collectors.joining("; ", ", so these are still to be run: ", ""));
        return new CommandsFailedException(
                problem + "; undoing failed (" + difference + ")" + commands, cause, ImmutableList.copyOf(notUndone));
    }

    /**
     * Returns the commands that would have undone what was done, and failed.
     *
     * @return the commands, in the order in which they were tried; empty if all is as it was
     */
    public ImmutableList<HostCommand> notUndone() {
        return notUndone;
    }
}
