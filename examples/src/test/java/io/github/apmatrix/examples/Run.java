package io.github.apmatrix.examples;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of a program: its exit code and what it printed. */
record Run(int exitCode, String out, String err) {
    /** The entry point of a program. */
    interface Program {
        int run(PrintWriter out, PrintWriter err, String... arguments);
    }

    static Run of(Program program, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = program.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }
}
