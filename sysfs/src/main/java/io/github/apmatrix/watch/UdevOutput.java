package io.github.apmatrix.watch;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Understands what {@code udevadm monitor --kernel --property} prints, in pieces as it comes. An event is a line
 * {@code KERNEL[time] action devpath (subsystem)}, then its variables, one a line, and then an empty line. The values of
 * APMASK and AQMASK end with a newline, so there can be an empty line before the last variable, which is SEQNUM. Everything
 * else is skipped.
 */
final class UdevOutput {
    private static final Pattern EVENT = Pattern.compile("KERNEL *\\[[^\\]]*\\] +(\\S+) +(\\S+) \\((\\S+)\\)");
    private static final Pattern VARIABLE = Pattern.compile("([A-Z0-9_]+)=(.*)");
    private static final String LAST_VARIABLE = "SEQNUM";
    /** The kernel takes at most 64 variables with 2048 bytes together. */
    private static final int LONGEST_LINE = 4096;

    private static final int MOST_VARIABLES = 256;

    private final StringBuilder line = new StringBuilder();
    private boolean tooLong;
    private Optional<Begun> begun = Optional.empty();

    /** An event of which not everything has come yet. */
    private record Begun(String action, String devpath, String subsystem, Map<String, String> variables) {
        KernelUevent complete() {
            return new KernelUevent(action, devpath, subsystem, ImmutableMap.copyOf(variables));
        }
    }

    /** Takes the next piece and returns the events that it completes. */
    ImmutableList<KernelUevent> take(String piece) {
        ImmutableList.Builder<KernelUevent> events = ImmutableList.builder();
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (c == '\n') {
                if (!tooLong) {
                    takeLine(line.toString(), events);
                }
                line.setLength(0);
                tooLong = false;
            } else if (line.length() < LONGEST_LINE) {
                line.append(c);
            } else {
                tooLong = true;
            }
        }
        return events.build();
    }

    private void takeLine(String text, ImmutableList.Builder<KernelUevent> events) {
        Matcher event = EVENT.matcher(text);
        Matcher variable = VARIABLE.matcher(text);
        if (event.matches()) {
            begun.ifPresent(earlier -> events.add(earlier.complete()));
            begun = Optional.of(new Begun(event.group(1), event.group(2), event.group(3), new LinkedHashMap<>()));
        } else if (variable.matches()) {
            begun.filter(current -> current.variables.size() < MOST_VARIABLES)
                    .ifPresent(current -> current.variables.put(variable.group(1), variable.group(2)));
        } else if (text.isEmpty()
                && begun.filter(current -> current.variables.containsKey(LAST_VARIABLE))
                        .isPresent()) {
            events.add(begun.orElseThrow().complete());
            begun = Optional.empty();
        }
    }
}
