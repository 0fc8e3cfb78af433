package io.github.apmatrix.persistence.command;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.QuotedText;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A program with its arguments, and what it reads from standard input. Nothing in it means anything to a shell, because none
 * sees it.
 *
 * @param arguments the program, for example {@code chzdev}, and then its arguments
 * @param input what the program reads from standard input; empty for nothing
 * @since 0.1.0
 */
public record HostCommand(ImmutableList<String> arguments, String input) {
    private static final String VIRSH = "virsh";
    private static final ImmutableSet<String> LOCKING = ImmutableSet.of("chzdev", "lszdev", "mdevctl", "lsmdev");
    private static final CharMatcher PLAIN = CharMatcher.inRange('a', 'z')
            .or(CharMatcher.inRange('A', 'Z'))
            .or(CharMatcher.inRange('0', '9'))
            .or(CharMatcher.anyOf("_@%+:,./-"));
    private static final CharMatcher PLAIN_ARGUMENT = PLAIN.or(CharMatcher.is('='));

    /**
     * Checks the parts.
     *
     * @param arguments the program and its arguments
     * @param input what the program reads from standard input
     * @throws IllegalArgumentException if there is no program or its name is empty, or if an argument or the input cannot be
     *     given to a program: it has a NUL character or half of a surrogate pair
     */
    public HostCommand {
        if (arguments.isEmpty() || arguments.get(0).isEmpty()) {
            throw new IllegalArgumentException("a command without a program");
        }
        for (int i = 0; i < arguments.size(); i++) {
            check(i == 0 ? "the program" : "argument " + i + " of " + arguments.get(0), arguments.get(i));
        }
        check("the input of " + arguments.get(0), Objects.requireNonNull(input, "input"));
    }

    private static void check(String what, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " has a NUL character: " + QuotedText.abbreviate(text));
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException(
                    what + " has half of a surrogate pair at index " + firstUnpaired(text) + ", so it is no text");
        }
    }

    private static int firstUnpaired(String text) {
        int index = 0;
        while (Character.getType(text.codePointAt(index)) != Character.SURROGATE) {
            index += Character.charCount(text.codePointAt(index));
        }
        return index;
    }

    /**
     * Returns a command that reads nothing.
     *
     * @param program the name of the program, which is searched for, or its path
     * @param arguments its arguments
     * @return the command
     * @throws IllegalArgumentException if the program's name is empty, or something cannot be given to a program
     */
    public static HostCommand of(String program, String... arguments) {
        return new HostCommand(
                ImmutableList.<String>builder().add(program).add(arguments).build(), "");
    }

    /**
     * Returns this command with another input.
     *
     * @param newInput what the program shall read from standard input
     * @return the command
     * @throws IllegalArgumentException if the input cannot be given to a program
     */
    public HostCommand withInput(String newInput) {
        return new HostCommand(arguments, newInput);
    }

    /**
     * Returns the program.
     *
     * @return its name or path, the first of the arguments
     */
    public String program() {
        return arguments.get(0);
    }

    /** The program's name without directories. */
    String programName() {
        return program().substring(program().lastIndexOf('/') + 1);
    }

    /**
     * Returns whether the command takes the {@linkplain io.github.apmatrix.sysfs.ApLock lock on the AP configuration}, or
     * makes somebody take it: chzdev and lszdev do, mdevctl's checks do, and libvirt's daemon runs mdevctl.
     *
     * @return true for chzdev, lszdev, mdevctl, lsmdev, and for virsh with one of its {@code nodedev-} commands
     */
    public boolean takesApLock() {
        return LOCKING.contains(programName())
                || (programName().equals(VIRSH)
                        && arguments.stream().anyMatch(argument -> argument.startsWith("nodedev-")));
    }

    /** The line for a shell without the input. */
    String line() {
        return quoted(program(), PLAIN)
                + arguments.stream()
                        .skip(1)
                        .map(argument -> " " + quoted(argument, PLAIN_ARGUMENT))
                        .collect(Collectors.joining());
    }

    private static String quoted(String word, CharMatcher plain) {
        return !word.isEmpty() && plain.matchesAllOf(word) ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /**
     * Returns what does the same when it is pasted into a POSIX shell.
     *
     * @return for example {@code chzdev --type ap --apply} or {@code printf '%s' '...' | mdevctl define ...}; of several
     *     lines only if the arguments or the input have newlines
     */
    @Override
    public String toString() {
        return input.isEmpty() ? line() : "printf '%s' " + quoted(input, CharMatcher.none()) + " | " + line();
    }
}
