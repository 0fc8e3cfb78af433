package io.github.apmatrix.persistence.change;

import io.github.apmatrix.persistence.command.HostCommand;
import java.util.Optional;

/** Looks what commands really did: tools report success also when they did nothing. */
interface HostCheck {
    /** Returns what is wrong after a command, or after one that undoes. */
    Optional<String> after(HostCommand command);

    /** Returns what is not as it shall be when all commands are done. */
    Optional<String> differenceFromGoal();

    /** Returns what is not as it was when the commands were planned. */
    Optional<String> differenceFromStart();
}
