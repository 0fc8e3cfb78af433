package io.github.apmatrix.persistence.command;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableList;
import io.github.apmatrix.sysfs.ApLock;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the programs of this machine. */
final class LocalHostCommands implements HostCommands {
    private static final Logger LOG = LoggerFactory.getLogger(LocalHostCommands.class);
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);
    private static final int OUTPUT_BOUND = 1 << 20;
    private static final String PATH = "PATH";

    private final ApLock lock;
    private final Duration timeout;
    private final Ticker ticker;

    LocalHostCommands(ApLock lock, Duration timeout) {
        this(lock, timeout, Ticker.systemTicker());
    }

    LocalHostCommands(ApLock lock, Duration timeout, Ticker ticker) {
        if (timeout.isNegative() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("timeout " + timeout + " is negative or above 292 years");
        }
        this.lock = Objects.requireNonNull(lock, "lock");
        this.timeout = timeout;
        this.ticker = ticker;
    }

    @Override
    public CommandResult run(HostCommand command) {
        if (command.takesApLock() && lock.isHeldByThisProcess()) {
            throw new LockHeldException(command, lock);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw CommandInterruptedException.beforeStart(command);
        }
        checkEncodable(command, processCharset());
        long start = ticker.read();
        CommandResult result = new RunningCommand(command, start(command), OUTPUT_BOUND).await(timeout, ticker, start);
        LOG.debug("{}: exit {}", command, result.exitCode());
        return result;
    }

    /** The encoding in which Java gives arguments to programs: ASCII in the C locale. */
    private static Charset processCharset() {
        return Charset.forName(System.getProperty("sun.jnu.encoding", "US-ASCII"));
    }

    /** Java would put question marks instead. */
    static void checkEncodable(HostCommand command, Charset charset) {
        for (String argument : command.arguments()) {
            if (!charset.newEncoder().canEncode(argument)) {
                throw new CommandIoException(
                        command,
                        "not started: in this locale Java gives arguments to programs in " + charset
                                + ", which has not all characters of this one",
                        null);
            }
        }
    }

    private static Process start(HostCommand command) {
        ProgramSearch search = ProgramSearch.in(System.getenv().getOrDefault(PATH, ""));
        Path program = search.find(command);
        ProcessBuilder builder = new ProcessBuilder(ImmutableList.<String>builder()
                .add(program.toString())
                .addAll(command.arguments().subList(1, command.arguments().size()))
                .build());
        Map<String, String> environment = builder.environment();
        environment.put("LC_ALL", "C");
        environment.remove("LANGUAGE");
        environment.put(PATH, search.path());
        try {
            return start(builder, command.input());
        } catch (IOException e) {
            throw new CommandIoException(command, "not started (" + e + ")", e);
        }
    }

    /** The input is a file, because writing into a pipe that nobody reads cannot be stopped. */
    private static Process start(ProcessBuilder builder, String input) throws IOException {
        if (input.isEmpty()) {
            return builder.redirectInput(new File("/dev/null")).start();
        }
        Path file = Files.createTempFile("apmatrix", ".input");
        try {
            Files.writeString(file, input);
            return builder.redirectInput(file.toFile()).start();
        } finally {
            Files.delete(file); // the program has it open already
        }
    }
}
