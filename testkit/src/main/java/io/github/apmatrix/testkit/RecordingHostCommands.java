package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.persistence.command.CommandResult;
import io.github.apmatrix.persistence.command.HostCommand;
import io.github.apmatrix.persistence.command.HostCommands;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Runs nothing, but records all commands and answers them as it was told. A command that nothing was told about succeeds and
 * prints nothing.
 *
 * <pre>{@code
 * RecordingHostCommands tools = new RecordingHostCommands()
 *         .answer("mdevctl", CommandResult.success("[]"))
 *         .simulate("chzdev", command -> CommandResult.success("ap device type configured\n"));
 * tools.failNext("modprobe", 1, "modprobe: FATAL: Module vfio_ap not found in directory /lib/modules/6.12\n");
 *
 * new OurPlatform(tools).setUp();
 *
 * assertThat(tools.commands()).contains(Modprobe.load("vfio_ap"), Mdevctl.start(id));
 * }</pre>
 *
 * <p>A simulated tool can throw what real commands throw, for example a
 * {@link io.github.apmatrix.persistence.command.ProgramMissingException}.
 *
 * <p>Thread-safe. Simulated tools run on the caller's thread, several at once if there are several callers.
 *
 * @since 0.1.0
 */
public final class RecordingHostCommands implements HostCommands {
    private final Object lock = new Object();
    private final List<HostCommand> commands = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Answer> failures = new ArrayList<>();

    /** What is answered to some commands. */
    private record Answer(Predicate<HostCommand> commands, Function<HostCommand, CommandResult> tool) {}

    /** Makes one that has recorded nothing and lets all commands succeed. */
    public RecordingHostCommands() {}

    /**
     * Records a command and answers it.
     *
     * @param command the command
     * @return the failure that was planned first among those for it; without one, the answer that was told last among those
     *     for it; without one, exit code 0 and no output
     */
    @Override
    public CommandResult run(HostCommand command) {
        Objects.requireNonNull(command, "command");
        List<Answer> told;
        synchronized (lock) {
            commands.add(command);
            told = List.copyOf(answers);
        }
        // predicates and tools are the test's code, which may ask for the commands
        return takeFailure(command)
                .or(() -> told.stream()
                        .filter(answer -> answer.commands.test(command))
                        .findFirst())
                .map(answer -> Objects.requireNonNull(
                        answer.tool.apply(command), () -> "the simulated tool has no result for " + command))
                .orElseGet(() -> CommandResult.success(""));
    }

    private Optional<Answer> takeFailure(HostCommand command) {
        synchronized (lock) {
            Optional<Answer> failure = failures.stream()
                    .filter(planned -> planned.commands.test(command))
                    .findFirst();
            failure.ifPresent(failures::remove);
            return failure;
        }
    }

    /**
     * Returns all commands, also those that failed.
     *
     * @return the commands in the order in which they came, since {@link #clear()}
     */
    public ImmutableList<HostCommand> commands() {
        synchronized (lock) {
            return ImmutableList.copyOf(commands);
        }
    }

    /** Forgets the commands that came; what was told to answer stays. */
    public void clear() {
        synchronized (lock) {
            commands.clear();
        }
    }

    /**
     * Tells what a program answers.
     *
     * @param program the program as commands name it, for example {@code chzdev}
     * @param result the answer to all its commands
     * @return this
     */
    public RecordingHostCommands answer(String program, CommandResult result) {
        return answer(commandsOf(program), result);
    }

    /**
     * Tells what is answered to some commands.
     *
     * @param which the commands
     * @param result the answer to them
     * @return this
     */
    public RecordingHostCommands answer(Predicate<HostCommand> which, CommandResult result) {
        Objects.requireNonNull(result, "result");
        return simulate(which, command -> result);
    }

    /**
     * Lets a function stand for a program.
     *
     * @param program the program as commands name it
     * @param tool gives the answer to a command of it, or throws
     * @return this
     */
    public RecordingHostCommands simulate(String program, Function<HostCommand, CommandResult> tool) {
        return simulate(commandsOf(program), tool);
    }

    /**
     * Lets a function answer some commands.
     *
     * @param which the commands
     * @param tool gives the answer to a command, or throws
     * @return this
     */
    public RecordingHostCommands simulate(Predicate<HostCommand> which, Function<HostCommand, CommandResult> tool) {
        Answer answer = new Answer(Objects.requireNonNull(which, "which"), Objects.requireNonNull(tool, "tool"));
        synchronized (lock) {
            answers.addFirst(answer);
        }
        return this;
    }

    /**
     * Makes the next command of a program fail, whatever else was told. Called twice, it makes two of them fail.
     *
     * @param program the program as commands name it
     * @param exitCode the exit code, from 1 to 255
     * @param err what the program writes to standard error
     * @return this
     * @throws IllegalArgumentException if the exit code is not in 1 to 255
     */
    public RecordingHostCommands failNext(String program, int exitCode, String err) {
        return failNext(commandsOf(program), exitCode, err);
    }

    /**
     * Makes the next of some commands fail, whatever else was told.
     *
     * @param which the commands
     * @param exitCode the exit code, from 1 to 255
     * @param err what the program writes to standard error
     * @return this
     * @throws IllegalArgumentException if the exit code is not in 1 to 255
     */
    public RecordingHostCommands failNext(Predicate<HostCommand> which, int exitCode, String err) {
        CommandResult result = CommandResult.of(exitCode, "", err);
        if (result.isSuccess()) {
            throw new IllegalArgumentException("exit code 0 is no failure");
        }
        Answer failure = new Answer(Objects.requireNonNull(which, "which"), command -> result);
        synchronized (lock) {
            failures.add(failure);
        }
        return this;
    }

    private static Predicate<HostCommand> commandsOf(String program) {
        Objects.requireNonNull(program, "program");
        return command -> command.program().equals(program);
    }

    /** Returns a line for each command. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        commands().forEach(command -> lines.append(command).append('\n'));
        return lines.toString();
    }
}
