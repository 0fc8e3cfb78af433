package io.github.apmatrix.persistence.command;

import java.util.Objects;

/**
 * What a program left behind when it ended.
 *
 * @param exitCode its exit code, from 0 to 255; 128 and the signal's number if a signal killed it
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 * @param outCut whether it wrote more to standard output than is kept
 * @param errCut whether it wrote more to standard error than is kept
 * @since 0.1.0
 */
public record CommandResult(int exitCode, String out, String err, boolean outCut, boolean errCut) {
    private static final int MAX_EXIT_CODE = 255;

    /**
     * Checks the parts.
     *
     * @param exitCode the exit code
     * @param out the standard output
     * @param err the standard error
     * @param outCut whether the standard output is not all
     * @param errCut whether the standard error is not all
     * @throws IllegalArgumentException if the exit code is not in 0 to 255
     */
    public CommandResult {
        if (exitCode < 0 || exitCode > MAX_EXIT_CODE) {
            throw new IllegalArgumentException("exit code " + exitCode + " is not in 0 to " + MAX_EXIT_CODE);
        }
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(err, "err");
    }

    /**
     * Returns the result of a program whose output was kept completely.
     *
     * @param exitCode the exit code, from 0 to 255
     * @param out the standard output
     * @param err the standard error
     * @return the result
     * @throws IllegalArgumentException if the exit code is not in 0 to 255
     */
    public static CommandResult of(int exitCode, String out, String err) {
        return new CommandResult(exitCode, out, err, false, false);
    }

    /**
     * Returns the result of a program that succeeded.
     *
     * @param out the standard output
     * @return exit code 0 and nothing in standard error
     */
    public static CommandResult success(String out) {
        return of(0, out, "");
    }

    /**
     * Returns whether the program succeeded.
     *
     * @return true if the exit code is 0
     */
    public boolean isSuccess() {
        return exitCode == 0;
    }
}
