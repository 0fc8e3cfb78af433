package io.github.apmatrix.persistence.command;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.base.Ticker;
import io.github.apmatrix.sysfs.ApLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that do not end by themselves. The pipe that they and their children have open tells when all are gone. */
class StoppedCommandTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    @TempDir
    Path directory;

    private final AtomicLong now = new AtomicLong();
    private Path alive;

    private final HostCommands commands = new LocalHostCommands(ApLock.inMemory(), TIMEOUT, new Ticker() {
        @Override
        public long read() {
            return now.get();
        }
    });

    @BeforeEach
    void makePipe() {
        alive = directory.resolve("alive");
        HostCommands.local().runSuccessfully(HostCommand.of("mkfifo", alive.toString()));
    }

    /** Prints, starts a child, tells that through the pipe, and waits; all have the pipe open. */
    private HostCommand endless() {
        return HostCommand.of(
                "sh",
                "-c",
                "exec 3>\"$1\"; echo so far; echo so bad >&2; sleep 100000 & echo ready >&3; wait",
                "sh",
                alive.toString());
    }

    /** Runs something when the program is ready, and ends when nobody has the pipe open any more. */
    private CompletableFuture<String> whenReady(Runnable action) {
        return CompletableFuture.supplyAsync(() -> {
            try (BufferedReader pipe = Files.newBufferedReader(alive)) {
                String line = pipe.readLine();
                action.run();
                return line + " " + pipe.readLine();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void whenTheTimeIsOverItIsKilledWithItsChildren() throws Exception {
        CompletableFuture<String> gone = whenReady(() -> now.set(TIMEOUT.toNanos()));
        assertThatExceptionOfType(CommandTimeoutException.class)
                .isThrownBy(() -> commands.run(endless()))
                .withMessageEndingWith(": not ended within PT3M, so it was killed: so bad")
                .satisfies(e -> {
                    assertThat(e.out()).isEqualTo("so far\n");
                    assertThat(e.err()).isEqualTo("so bad\n");
                    assertThat(e.timeout()).isEqualTo(TIMEOUT);
                    assertThat(e.command()).isEqualTo(endless());
                });
        assertThat(gone.get(1, MINUTES)).isEqualTo("ready null");
    }

    @Test
    void anInterruptKillsItWithItsChildren() throws Exception {
        Thread runner = Thread.currentThread();
        CompletableFuture<String> gone = whenReady(runner::interrupt);
        assertThatExceptionOfType(CommandInterruptedException.class)
                .isThrownBy(() -> commands.run(endless()))
                .withMessageEndingWith(": interrupted, so it was killed: so bad")
                .satisfies(e -> {
                    assertThat(e.out()).isEqualTo("so far\n");
                    assertThat(e.err()).isEqualTo("so bad\n");
                    assertThat(e.wasStarted()).isTrue();
                });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(gone.get(1, MINUTES)).isEqualTo("ready null");
    }

    @Test
    void anInterruptedThreadStartsNothing() {
        Path made = directory.resolve("made");
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CommandInterruptedException.class)
                .isThrownBy(() -> commands.run(HostCommand.of("touch", made.toString())))
                .withMessageEndingWith(": interrupted, so it was not started")
                .satisfies(e -> assertThat(e.wasStarted()).isFalse());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(made).doesNotExist();
    }

    @Test
    void whoFloodsTheOutputIsStoppedToo() throws Exception {
        CompletableFuture<String> gone = whenReady(() -> now.set(TIMEOUT.toNanos()));
        HostCommand flood =
                HostCommand.of("sh", "-c", "exec 3>\"$1\"; echo ready >&3; exec yes", "sh", alive.toString());
        assertThatExceptionOfType(CommandTimeoutException.class)
                .isThrownBy(() -> commands.run(flood))
                .satisfies(e -> assertThat(e.err()).isEmpty());
        assertThat(gone.get(1, MINUTES)).isEqualTo("ready null");
    }

    @Test
    void noTimeIsEnoughForNothing() {
        HostCommands hasty = HostCommands.local(ApLock.inMemory(), Duration.ZERO);
        assertThatExceptionOfType(CommandTimeoutException.class)
                .isThrownBy(() -> hasty.run(HostCommand.of("sleep", "100000")))
                .withMessage("sleep 100000: not ended within PT0S, so it was killed");
    }
}
