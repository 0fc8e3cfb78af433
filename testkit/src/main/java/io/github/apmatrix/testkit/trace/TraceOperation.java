package io.github.apmatrix.testkit.trace;

import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.QuotedText;
import io.github.apmatrix.testkit.KernelRefusal;
import io.github.apmatrix.testkit.SimulatedGuests;
import io.github.apmatrix.testkit.SimulatedKernel;
import io.github.apmatrix.testkit.WouldBlockException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a trace: an operation and the recorded answer.
 *
 * @since 0.1.0
 */
public final class TraceOperation {
    private static final Pattern LINE = Pattern.compile("(ctl|write|read|list|readlink|kvm-attach|kvm-detach) (.*)");
    private static final Pattern ERRNO = Pattern.compile("E[A-Z0-9]+");
    private static final String ARROW = " => ";
    private static final String EMPTY_ANSWER = " =>";
    private static final String OK = "OK";

    private final int line;
    private final String text;
    private final String expected;
    private final Function<SimulatedKernel, String> action;

    private TraceOperation(int line, String text, String expected, Function<SimulatedKernel, String> action) {
        this.line = line;
        this.text = text;
        this.expected = expected;
        this.action = action;
    }

    static TraceOperation parse(int number, String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw malformed(number, line, 0, "no operation that is known");
        }
        String kind = matcher.group(1);
        int arrow = kind.equals("write") ? line.lastIndexOf("\"" + ARROW) + 1 : line.indexOf(ARROW);
        if (kind.equals("ctl")) {
            String commands = arrow < 0 ? line : line.substring(0, arrow);
            return new TraceOperation(
                    number,
                    commands,
                    arrow < 0 ? OK : line.substring(arrow + ARROW.length()),
                    kernel -> MachineCommands.run(kernel.machine(), commands.substring("ctl ".length())));
        }
        boolean empty = kind.equals("list") && arrow < 0 && line.endsWith(EMPTY_ANSWER);
        if (arrow <= 0 && !empty) {
            throw malformed(number, line, line.length(), "no answer");
        }
        String operation = empty ? line.substring(0, line.length() - EMPTY_ANSWER.length()) : line.substring(0, arrow);
        String answer = empty ? "" : line.substring(arrow + ARROW.length());
        try {
            return new TraceOperation(
                    number, operation, normalised(kind, answer), action(kind, operation.substring(kind.length() + 1)));
        } catch (IllegalArgumentException e) {
            throw malformed(number, line, 0, "something else than its form (" + e.getMessage() + ")");
        }
    }

    /** Two ways of escaping the same content are the same answer. */
    private static String normalised(String kind, String answer) {
        boolean content = kind.equals("read") && !ERRNO.matcher(answer).matches();
        return content ? QuotedText.quote(QuotedText.unquote(answer)) : answer;
    }

    private static Function<SimulatedKernel, String> action(String kind, String arguments) {
        return switch (kind) {
            case "write" -> write(arguments);
            case "read" ->
                onPath(
                        arguments,
                        (kernel, path) -> QuotedText.quote(kernel.systemCalls().read(path)));
            case "list" ->
                onPath(
                        arguments,
                        (kernel, path) -> String.join(" ", kernel.systemCalls().list(path)));
            case "readlink" ->
                onPath(arguments, (kernel, path) -> kernel.systemCalls().readLink(path));
            case "kvm-attach" -> onDevice(arguments, SimulatedGuests::attach);
            default -> onDevice(arguments, SimulatedGuests::detach);
        };
    }

    private static Function<SimulatedKernel, String> write(String arguments) {
        int blank = arguments.indexOf(' ');
        String path = path(arguments.substring(0, Math.max(blank, 0)));
        String value = QuotedText.unquote(arguments.substring(blank + 1));
        return kernel -> kernel.systemCalls().write(path, value) ? OK : "SHORT";
    }

    private static Function<SimulatedKernel, String> onPath(
            String text, BiFunction<SimulatedKernel, String, String> call) {
        String path = path(text);
        return kernel -> call.apply(kernel, path);
    }

    private static Function<SimulatedKernel, String> onDevice(
            String text, BiConsumer<SimulatedGuests, MediatedDeviceId> call) {
        MediatedDeviceId device = MediatedDeviceId.parse(text);
        return kernel -> {
            call.accept(kernel.guests(), device);
            return OK;
        };
    }

    private static String path(String absolute) {
        if (!absolute.startsWith("/")) {
            throw new IllegalArgumentException("path " + absolute + " is not absolute");
        }
        return absolute;
    }

    static ApFormatException malformed(int number, String line, int index, String problem) {
        return ApFormatException.malformed("a trace (line " + number + ")", line, index, problem);
    }

    /** Does the operation; the answer is in the notation of traces. */
    String perform(SimulatedKernel kernel) {
        try {
            return action.apply(kernel);
        } catch (KernelRefusal e) {
            return e.errno().name();
        } catch (WouldBlockException e) {
            return "BLOCKED";
        }
    }

    /**
     * Returns the number of the line.
     *
     * @return a number from 1 on
     */
    public int line() {
        return line;
    }

    /**
     * Returns the recorded answer.
     *
     * @return the answer as the trace has it; {@code OK} for a {@code ctl} line without answer
     */
    public String expected() {
        return expected;
    }

    /** Returns the operation without its answer. */
    @Override
    public String toString() {
        return text;
    }
}
