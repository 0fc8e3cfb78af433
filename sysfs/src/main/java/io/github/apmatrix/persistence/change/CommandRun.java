package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import io.github.apmatrix.persistence.command.CommandInterruptedException;
import io.github.apmatrix.persistence.command.CommandIoException;
import io.github.apmatrix.persistence.command.CommandTimeoutException;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.persistence.command.HostCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs commands until one fails, and undoes what was done then. */
final class CommandRun {
    private final ImmutableList<PlannedCommand> planned;
    private final HostCommands commands;
    private final HostCheck check;
    private final List<PlannedCommand> done = new ArrayList<>();

    CommandRun(ImmutableList<PlannedCommand> planned, HostCommands commands, HostCheck check) {
        this.planned = planned;
        this.commands = commands;
        this.check = check;
    }

    void run() {
        for (PlannedCommand command : planned) {
            try {
                commands.runSuccessfully(command.command());
            } catch (RuntimeException e) {
                if (mayBeDone(e)) {
                    done.add(command);
                }
                throw undo(String.valueOf(e.getMessage()), e);
            }
            done.add(command);
            look(() -> check.after(command.command()));
        }
        look(check::differenceFromGoal);
    }

    /** A command that was stopped can have done its work before, or a part of it. */
    private static boolean mayBeDone(RuntimeException e) {
        return e instanceof CommandTimeoutException
                || e instanceof CommandIoException
                || (e instanceof CommandInterruptedException interrupted && interrupted.wasStarted());
    }

    private void look(Supplier<Optional<String>> difference) {
        Optional<String> found;
        try {
            found = difference.get();
        } catch (RuntimeException e) {
            throw undo("all commands reported success, but nobody can look: " + e.getMessage(), e);
        }
        if (found.isPresent()) {
            throw undo("a command reported success, but " + found.orElseThrow(), null);
        }
    }

    /** An interrupt has stopped one command already; it does not stop those that undo, too. */
    private CommandsFailedException undo(String problem, @Nullable RuntimeException cause) {
        boolean interrupted = Thread.interrupted();
        try {
            return undoAll(problem, cause);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private CommandsFailedException undoAll(String problem, @Nullable RuntimeException cause) {
        List<HostCommand> notUndone = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        for (PlannedCommand command : Lists.reverse(done)) {
            for (HostCommand undo : command.undo()) {
                try {
                    commands.runSuccessfully(undo);
                    if (check.after(undo).isPresent()) {
                        notUndone.add(undo);
                    }
                } catch (RuntimeException e) {
                    notUndone.add(undo);
                    failures.add(e);
                }
            }
        }
        Optional<String> left;
        try {
            left = check.differenceFromStart();
        } catch (RuntimeException e) {
            failures.add(e);
            left = Optional.of("nobody can look: " + e.getMessage());
        }
        CommandsFailedException failed = left.map(
                        difference -> CommandsFailedException.notUndone(problem, cause, notUndone, difference))
                .orElseGet(() -> CommandsFailedException.undone(problem, cause));
        failures.forEach(failed::addSuppressed);
        return failed;
    }
}
