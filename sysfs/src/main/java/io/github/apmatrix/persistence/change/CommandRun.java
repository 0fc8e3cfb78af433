package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.persistence.command.HostCommandException;
import io.github.apmatrix.persistence.command.HostCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs commands until one fails, and undoes what was done then. */
final class CommandRun {
    private final ImmutableList<PlannedCommand> planned;
    private final HostCommands commands;
    private final List<PlannedCommand> done = new ArrayList<>();

    CommandRun(ImmutableList<PlannedCommand> planned, HostCommands commands) {
        this.planned = planned;
        this.commands = commands;
    }

    /** Looks at the end whether everything was really done. */
    void run(Supplier<Optional<String>> difference) {
        runAll(command -> Optional.empty());
        difference.get().ifPresent(this::fail);
    }

    /** Looks after each command whether it was really done. */
    void runAll(Function<PlannedCommand, Optional<String>> difference) {
        for (PlannedCommand command : planned) {
            try {
                commands.runSuccessfully(command.command());
            } catch (HostCommandException e) {
                throw new CommandsFailedException(String.valueOf(e.getMessage()), e, undo());
            }
            done.add(command);
            difference.apply(command).ifPresent(this::fail);
        }
    }

    private void fail(String difference) {
        throw new CommandsFailedException("a command reported success, but " + difference, null, undo());
    }

    private List<HostCommandException> undo() {
        List<HostCommandException> failures = new ArrayList<>();
        for (PlannedCommand command : Lists.reverse(done)) {
            for (HostCommand undo : command.undo()) {
                try {
                    commands.runSuccessfully(undo);
                } catch (HostCommandException e) {
                    failures.add(e);
                }
            }
        }
        return failures;
    }
}
