package io.github.apmatrix.persistence.command;

import io.github.apmatrix.sysfs.ApLock;

/**
 * A command was not started, because it takes the lock on the AP configuration, and this process holds it: the command would
 * wait in vain. Give the lock back first.
 *
 * @since 0.1.0
 */
public final class LockHeldException extends HostCommandException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param command the command
     * @param lock the lock that it takes
     */
    public LockHeldException(HostCommand command, ApLock lock) {
        super(
                command,
                "not started: it takes the AP configuration lock, which this process holds (" + lock
                        + "), and would wait for it until it gives up",
                null);
    }
}
