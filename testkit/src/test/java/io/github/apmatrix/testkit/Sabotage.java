package io.github.apmatrix.testkit;

import io.github.apmatrix.persistence.command.CommandResult;
import io.github.apmatrix.persistence.command.CommandTimeoutException;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.persistence.command.HostCommands;
import java.time.Duration;
import java.util.Set;

/** Lets some commands fail, counted from 0. */
final class Sabotage implements HostCommands {
    private final HostCommands tools;
    private final Kind kind;
    private final Set<Integer> failing;
    private int number;

    /** How commands fail. */
    enum Kind {
        EXIT,
        KILLED_BEFORE_EFFECT,
        KILLED_AFTER_EFFECT
    }

    Sabotage(HostCommands tools, Kind kind, Integer... failing) {
        this.tools = tools;
        this.kind = kind;
        this.failing = Set.of(failing);
    }

    @Override
    public CommandResult run(HostCommand command) {
        if (!failing.contains(number++)) {
            return tools.run(command);
        } else if (kind == Kind.EXIT) {
            return CommandResult.of(1, "", "sabotage\n");
        } else if (kind == Kind.KILLED_AFTER_EFFECT) {
            tools.run(command);
        }
        throw new CommandTimeoutException(command, Duration.ofMinutes(3), "", "");
    }
}
