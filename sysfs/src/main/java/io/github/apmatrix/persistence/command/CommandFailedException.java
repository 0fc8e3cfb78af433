package io.github.apmatrix.persistence.command;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.sysfs.Errno;
import java.util.Objects;
import java.util.Optional;

/**
 * A program ended with another exit code than 0. The message says what the failure means for that program, and what it
 * printed:
 *
 * <pre>{@code
 * chzdev --type ap apmask=0-255 -a: exit 9: mediated devices use queues that the host would get: chzdev: apmask ...
 * }</pre>
 *
 * @since 0.1.0
 */
public final class CommandFailedException extends HostCommandException {
    private static final long serialVersionUID = 1L;

    private final transient CommandResult result;

    /** What the failure means. */
    private final CommandFailure failure;

    /**
     * Makes the exception.
     *
     * @param command the command
     * @param result how it ended
     * @throws IllegalArgumentException if it succeeded
     */
    public CommandFailedException(HostCommand command, CommandResult result) {
        super(command, problem(command, result), null);
        this.result = Objects.requireNonNull(result, "result");
        this.failure = CommandFailure.of(command, result);
    }

    private static String problem(HostCommand command, CommandResult result) {
        return "exit " + result.exitCode() + ": "
                + CommandFailure.of(command, result).meaning()
                + printed(result.err().isBlank() ? result.out() : result.err());
    }

    /**
     * Returns how the command ended.
     *
     * @return the exit code, not 0, and the outputs
     */
    public CommandResult result() {
        return result;
    }

    /**
     * Returns what the failure means.
     *
     * @return the meaning of exit code and output for that program
     */
    public CommandFailure failure() {
        return failure;
    }

    /**
     * Returns the queues that stand in the way, as the program lists them.
     *
     * @return the conflicts in the order of the output; usually empty if the failure has other reasons
     */
    public ImmutableList<CommandConflict> conflicts() {
        return CommandConflict.parseAll(result.err());
    }

    /**
     * Returns the error number with which the kernel refused, if the program tells.
     *
     * @return the number; {@link Errno#UNKNOWN} if its text is not known; empty if there is none
     */
    public Optional<Errno> errno() {
        return FailureReader.errno(result.err());
    }
}
