package io.github.apmatrix.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the C program that reads a host with the least that is needed, one reading at a time. */
final class Least implements AutoCloseable {
    private static final String SOURCE = "src/jmh/c/least.c";

    private final Path program;
    private final Process process;

    /** Compiles and starts it; {@code detail} is the first letter of a level. */
    Least(Path tree, char detail) throws IOException, InterruptedException {
        program = Files.createTempFile("apmatrix", "least");
        Process compiler = new ProcessBuilder("cc", "-O2", "-o", program.toString(), SOURCE)
                .inheritIO()
                .start();
        if (compiler.waitFor() != 0) {
            throw new IOException(SOURCE + " could not be compiled");
        }
        process = new ProcessBuilder(program.toString(), tree.toString(), String.valueOf(detail))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    void read() throws IOException {
        process.getOutputStream().write('x');
        process.getOutputStream().flush();
        if (process.getInputStream().read() < 0) {
            throw new EOFException(SOURCE + " has ended");
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close(); // it tells its system calls and ends
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.delete(program);
    }
}
