package io.github.apmatrix.persistence.command;

import java.time.Duration;
import java.util.Objects;

/**
 * A program did not end in time, so it was killed. It may have done a part of its work.
 *
 * @since 0.1.0
 */
public final class CommandTimeoutException extends HostCommandException {
    private static final long serialVersionUID = 1L;

    /** How long the program had. */
    private final Duration timeout;

    /** What it wrote to standard output. */
    private final String out;

    /** What it wrote to standard error. */
    private final String err;

    /**
     * Makes the exception.
     *
     * @param command the command
     * @param timeout how long the program had
     * @param out what it wrote to standard output until then
     * @param err what it wrote to standard error until then
     */
    public CommandTimeoutException(HostCommand command, Duration timeout, String out, String err) {
        super(command, "not ended within " + timeout + ", so it was killed" + printed(err), null);
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        this.out = Objects.requireNonNull(out, "out");
        this.err = Objects.requireNonNull(err, "err");
    }

    /**
     * Returns how long the program had.
     *
     * @return the time
     */
    public Duration timeout() {
        return timeout;
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
