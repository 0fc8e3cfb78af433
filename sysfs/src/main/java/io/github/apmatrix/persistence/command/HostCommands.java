package io.github.apmatrix.persistence.command;

import io.github.apmatrix.sysfs.ApLock;
import java.time.Duration;

/**
 * What runs commands on a host.
 *
 * @since 0.1.0
 */
public interface HostCommands {
    /**
     * Runs a command and waits until it has ended.
     *
     * @param command the command
     * @return how it ended, whatever its exit code is
     * @throws HostCommandException if it was not started, or was stopped before it ended
     * @throws io.github.apmatrix.sysfs.ApLockException if it is not known who holds the lock that the command takes
     */
    CommandResult run(HostCommand command);

    /**
     * Runs a command that is meant to succeed.
     *
     * @param command the command
     * @return how it ended, with exit code 0
     * @throws CommandFailedException if it ended with another exit code
     * @throws HostCommandException if it was not started, or was stopped before it ended
     * @throws io.github.apmatrix.sysfs.ApLockException if it is not known who holds the lock that the command takes
     */
    default CommandResult runSuccessfully(HostCommand command) {
        CommandResult result = run(command);
        if (!result.isSuccess()) {
            throw new CommandFailedException(command, result);
        }
        return result;
    }

    /**
     * Returns what runs commands on this machine, for up to three minutes each: the tools wait more than one and a half for
     * the lock. See {@link #local(ApLock, Duration)}.
     *
     * @return what runs commands here
     */
    static HostCommands local() {
        return local(ApLock.local(), Duration.ofMinutes(3));
    }

    /**
     * Returns what runs commands on this machine.
     *
     * <ul>
     *   <li>A program is searched for in the directories of {@code PATH}, and then in those where the host's tools are, for
     *       example {@code /usr/sbin}. It has this process's environment with that path, and with {@code LC_ALL=C}, because
     *       messages in other languages could not be understood.
     *   <li>A command that {@linkplain HostCommand#takesApLock() takes the lock} is not started while this process holds it:
     *       it would wait for a minute and a half, and fail then.
     *   <li>Of standard output and standard error one MiB each is kept, and read as UTF-8.
     *   <li>When the time is over or the thread is interrupted, the program is killed, with all that it has started. A
     *       program that waits in the kernel, as {@code mdevctl stop} does while a guest holds the device, is gone only
     *       when the kernel lets it go.
     *   <li>What a program leaves running when it ends is not waited for.
     * </ul>
     *
     * @param lock the lock that the tools take
     * @param timeout the longest time for each command
     * @return what runs commands here
     * @throws IllegalArgumentException if the time is negative or longer than 292 years
     */
    static HostCommands local(ApLock lock, Duration timeout) {
        return new LocalHostCommands(lock, timeout);
    }
}
