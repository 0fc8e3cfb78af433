package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.plan.Plan;
import io.github.apmatrix.plan.PlannedStep;
import io.github.apmatrix.plan.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file that is written ahead of each step of an execution and deleted at its end. If the process dies between, a later
 * one finds the file and can undo, or finish, what was begun:
 *
 * <pre>{@code
 * host.execute(plan, ExecutionJournal.at(file).around(ExecutionListener.logging()));
 *
 * ExecutionJournal.at(file).unfinished().ifPresent(unfinished -> unfinished.undo(host));
 * }</pre>
 *
 * <p>The file has a line for each step and each write that undoes it, as shell commands, then {@code begin}, then a line
 * {@code started N} ahead of step N; each is on the disk before the step is made.
 *
 * @since 0.1.0
 */
public final class ExecutionJournal {
    private static final String STEP = "step ";
    private static final String UNDO = "undo ";
    private static final String BEGIN = "begin";
    private static final String STARTED = "started ";

    private final Path file;

    private ExecutionJournal(Path file) {
        this.file = file;
    }

    /**
     * Returns the journal of a file.
     *
     * @param file the file; it must not be there when an execution begins
     * @return the journal
     */
    public static ExecutionJournal at(Path file) {
        return new ExecutionJournal(file);
    }

    /**
     * Returns a listener that writes this journal. An execution fails with an {@link IllegalStateException} before its first
     * step if the file is there already, and with an {@link UncheckedIOException} if it cannot be written; then what was
     * done is undone.
     *
     * @param next the listener that is called too
     * @return a listener for one execution
     */
    public ExecutionListener around(ExecutionListener next) {
        return new Writer(next);
    }

    /**
     * Reads what an execution left that did not end.
     *
     * @return the execution, or empty if there is no file
     * @throws IllegalArgumentException if the file is no journal
     * @throws UncheckedIOException if the file cannot be read
     */
    public Optional<UnfinishedExecution> unfinished() {
        try {
            return Optional.of(parse(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the journal " + file, e);
        }
    }

    /** A last line without its end was being written when the process died: its step was not made. */
    private UnfinishedExecution parse(String text) {
        List<PlannedStep> steps = new ArrayList<>();
        int started = 0;
        boolean begun = false;
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            if (line.startsWith(STEP)) {
                steps.add(new PlannedStep(Step.parse(line.substring(STEP.length())), ImmutableList.of()));
            } else if (line.startsWith(UNDO) && !steps.isEmpty()) {
                PlannedStep last = steps.remove(steps.size() - 1);
                steps.add(new PlannedStep(
                        last.step(),
                        ImmutableList.<Step>builder()
                                .addAll(last.undo())
                                .add(Step.parse(line.substring(UNDO.length())))
                                .build()));
            } else if (line.equals(BEGIN)) {
                begun = true;
            } else if (begun && line.equals(STARTED + (started + 1)) && started < steps.size()) {
                started++;
            } else {
                throw new IllegalArgumentException(file + " is no journal of an execution: " + line);
            }
        }
        return new UnfinishedExecution(file, ImmutableList.copyOf(steps), begun ? started : 0);
    }

    /** Writes ahead. */
    private final class Writer implements ExecutionListener {
        private final ExecutionListener next;

        Writer(ExecutionListener next) {
            this.next = next;
        }

        @Override
        public void begin(Plan plan) {
            StringBuilder text = new StringBuilder();
            for (PlannedStep step : plan.steps()) {
                text.append(STEP).append(step.step().command()).append('\n');
                step.undo()
                        .forEach(
                                undo -> text.append(UNDO).append(undo.command()).append('\n'));
            }
            next.begin(plan);
            write(text.append(BEGIN).append('\n').toString(), StandardOpenOption.CREATE_NEW);
            forceFolder();
        }

        @Override
        public boolean starting(PlannedStep step, int number, int total) {
            write(STARTED + number + "\n", StandardOpenOption.APPEND);
            return next.starting(step, number, total);
        }

        @Override
        public void failed(PlannedStep step, SysfsException failure) {
            next.failed(step, failure);
        }

        @Override
        public void undoing(Step undo) {
            next.undoing(undo);
        }

        @Override
        public void end(ExecutionReport report) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete the journal " + file, e);
            }
            next.end(report);
        }

        /** The name of a new file is on the disk only when its folder is. */
        private void forceFolder() {
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the journal " + file, e);
            }
        }

        private void write(String text, OpenOption option) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, option)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            } catch (FileAlreadyExistsException e) {
                throw new IllegalStateException(
                        "an execution that did not end left the journal " + file + ": undo or finish it first", e);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write the journal " + file, e);
            }
        }
    }
}
