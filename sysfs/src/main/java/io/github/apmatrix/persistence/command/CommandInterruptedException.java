package io.github.apmatrix.persistence.command;

import java.util.Objects;

/**
 * The thread was interrupted before a program had ended, so the program was killed, or not even started. If it was, it may
 * have done a part of its work. The thread is still marked as interrupted.
 *
 * @since 0.1.0
 */
public final class CommandInterruptedException extends HostCommandException {
    private static final long serialVersionUID = 1L;

    /** Whether the program was started. */
    private final boolean started;

    /** What it wrote to standard output. */
    private final String out;

    /** What it wrote to standard error. */
    private final String err;

    private CommandInterruptedException(HostCommand command, boolean started, String out, String err) {
        super(
                command,
                started ? "interrupted, so it was killed" + printed(err) : "interrupted, so it was not started",
                null);
        this.started = started;
        this.out = Objects.requireNonNull(out, "out");
        this.err = Objects.requireNonNull(err, "err");
    }

    /**
     * Returns the exception for a program that was not started.
     *
     * @param command the command
     * @return the exception, to be thrown
     */
    public static CommandInterruptedException beforeStart(HostCommand command) {
        return new CommandInterruptedException(command, false, "", "");
    }

    /**
     * Returns the exception for a program that was killed.
     *
     * @param command the command
     * @param out what it wrote to standard output until then
     * @param err what it wrote to standard error until then
     * @return the exception, to be thrown
     */
    public static CommandInterruptedException killed(HostCommand command, String out, String err) {
        return new CommandInterruptedException(command, true, out, err);
    }

    /**
     * Returns whether the program was started.
     *
     * @return false if nothing can have happened
     */
    public boolean wasStarted() {
        return started;
    }

    /**
     * Returns what the program wrote to standard output until it was killed.
     *
     * @return the output, cut where a result's would be
     */
    public String out() {
        return out;
    }

    /**
     * Returns what the program wrote to standard error until it was killed.
     *
     * @return the output, cut where a result's would be
     */
    public String err() {
        return err;
    }
}
