package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.persistence.command.HostCommand;
import java.util.Objects;

/**
 * A command and how to undo it.
 *
 * @param command the command
 * @param undo the commands that undo it, in order
 * @since 0.1.0
 */
public record PlannedCommand(HostCommand command, ImmutableList<HostCommand> undo) {
    /**
     * Checks that both are there.
     *
     * @param command the command
     * @param undo the commands that undo it
     */
    public PlannedCommand {
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(undo, "undo");
    }

    static PlannedCommand of(HostCommand command, HostCommand... undo) {
        return new PlannedCommand(command, ImmutableList.copyOf(undo));
    }

    /** Returns the command as a line for a shell. */
    @Override
    public String toString() {
        return command.toString();
    }
}
