package io.github.apmatrix.examples;

import io.github.apmatrix.persistence.change.FileTransactionException;
import io.github.apmatrix.persistence.change.PersistentHostChangedException;
import io.github.apmatrix.sysfs.ApLockException;
import io.github.apmatrix.sysfs.SysfsException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** How the programs are run: a wrong argument is one line and exit code 2 or the program's own, and no user sees a stack trace. */
final class Programs {
    private Programs() {}

    static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    static int run(Object program, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine commandLine = new CommandLine(program);
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(
                        (wrong, given) -> fail(err, commandLine, wrong.getMessage() + " (try --help)"))
                .setExecutionExceptionHandler((failure, command, result) -> {
                    if (isExplained(failure)) {
                        return fail(err, commandLine, String.valueOf(failure.getMessage()));
                    }
                    throw failure; // a bug of ours, with its stack trace
                })
                .execute(arguments);
    }

    private static boolean isExplained(Exception failure) {
        return failure instanceof IllegalArgumentException
                || failure instanceof SysfsException
                || failure instanceof ApLockException
                || failure instanceof PersistentHostChangedException
                || failure instanceof FileTransactionException;
    }

    private static int fail(PrintWriter err, CommandLine program, String message) {
        err.println(program.getCommandName() + ": " + message.replace("\n", " "));
        return program.getCommandSpec().exitCodeOnInvalidInput();
    }
}
