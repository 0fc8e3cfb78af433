package io.github.apmatrix.persistence.command;

import org.jspecify.annotations.Nullable;

/**
 * The operating system refused to start a program, or to give it its input or take its output. The message says what was
 * refused.
 *
 * @since 0.1.0
 */
public final class CommandIoException extends HostCommandException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param command the command
     * @param problem what was refused
     * @param cause the refusal, if it was an exception
     */
    public CommandIoException(HostCommand command, String problem, @Nullable Throwable cause) {
        super(command, problem, cause);
    }
}
