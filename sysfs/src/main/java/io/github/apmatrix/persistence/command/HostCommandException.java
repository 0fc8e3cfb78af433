package io.github.apmatrix.persistence.command;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A command did not do what it should have done. The subtypes are what a caller can act on.
 *
 * @since 0.1.0
 */
public abstract sealed class HostCommandException extends RuntimeException
        permits LockHeldException,
                ProgramMissingException,
                CommandIoException,
                CommandTimeoutException,
                CommandInterruptedException,
                CommandFailedException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_COMMAND = 200;
    private static final int SHOWN_OUTPUT = 500;
    private static final CharMatcher CONTROL = CharMatcher.javaIsoControl();

    private final transient HostCommand command;

    HostCommandException(HostCommand command, String problem, @Nullable Throwable cause) {
        super(CONTROL.replaceFrom(Ascii.truncate(command.line(), SHOWN_COMMAND, "..."), '?') + ": " + problem, cause);
        this.command = Objects.requireNonNull(command, "command");
    }

    /** What a program printed, as the end of a message. */
    static String printed(String output) {
        String oneLine = output.strip().replaceAll("\\s*\\R\\s*", "; ");
        return oneLine.isEmpty() ? "" : ": " + CONTROL.replaceFrom(Ascii.truncate(oneLine, SHOWN_OUTPUT, "..."), '?');
    }

    /**
     * Returns the command.
     *
     * @return program, arguments and input
     */
    public HostCommand command() {
        return command;
    }
}
