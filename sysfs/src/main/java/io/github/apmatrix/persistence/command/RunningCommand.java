package io.github.apmatrix.persistence.command;

import com.google.common.base.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that was started. Its output is taken by looking again and again what is there, because a read that waits cannot
 * be stopped in Java as long as anybody, for example a process that the program left behind, has the pipe open.
 */
final class RunningCommand {
    private static final Duration PAUSE_WHEN_QUIET = Duration.ofMillis(10);
    private static final Duration PAUSE_WHEN_BUSY = Duration.ofMillis(1);
    /** A program that waits in the kernel does not go. */
    private static final Duration WAIT_FOR_KILLED = Duration.ofSeconds(1);

    private final HostCommand command;
    private final Process process;
    private final BoundedOutput out;
    private final BoundedOutput err;

    RunningCommand(HostCommand command, Process process, int bound) {
        this.command = command;
        this.process = process;
        this.out = new BoundedOutput(process.getInputStream(), bound);
        this.err = new BoundedOutput(process.getErrorStream(), bound);
    }

    /** Waits for the end of the program, and kills it if that does not come in time; it began at {@code start}. */
    CommandResult await(Duration timeout, Ticker ticker, long start) {
        InputStream outPipe = process.getInputStream();
        InputStream errPipe = process.getErrorStream();
        // As long as these are locked, the JDK does not empty the pipes when the program has ended; it would go on for
        // as long as a process that the program left behind goes on writing.
        synchronized (outPipe) {
            synchronized (errPipe) {
                try (outPipe;
                        errPipe) {
                    return supervise(timeout, ticker, start);
                } catch (IOException e) {
                    throw new CommandIoException(command, "its output could not be read (" + e + ")", e);
                } finally {
                    kill();
                }
            }
        }
    }

    private CommandResult supervise(Duration timeout, Ticker ticker, long start) throws IOException {
        boolean busy = false;
        while (true) {
            boolean late = ticker.read() - start >= timeout.toNanos();
            boolean ended = waitForEnd(busy ? PAUSE_WHEN_BUSY : PAUSE_WHEN_QUIET);
            // what the program wrote before it ended is in the pipe now, so one more look is enough
            busy = out.takeAvailable() + err.takeAvailable() > 0;
            if (ended) {
                return new CommandResult(process.exitValue(), out.text(), err.text(), out.isCut(), err.isCut());
            } else if (late) {
                throw new CommandTimeoutException(command, timeout, out.text(), err.text());
            } else if (Thread.currentThread().isInterrupted()) {
                throw CommandInterruptedException.killed(command, out.text(), err.text());
            }
        }
    }

    private boolean waitForEnd(Duration pause) {
        try {
            return process.waitFor(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Kills the program, if it still runs, and what it has started. */
    private void kill() {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        boolean interrupted = Thread.interrupted();
        waitForEnd(WAIT_FOR_KILLED);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
