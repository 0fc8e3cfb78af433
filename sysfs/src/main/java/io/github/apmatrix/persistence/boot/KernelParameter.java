package io.github.apmatrix.persistence.boot;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A parameter of a kernel command line. */
record KernelParameter(String name, Optional<String> value) {
    private static final CharMatcher BLANK = CharMatcher.anyOf(" \t\n\u000b\f\r");
    private static final char QUOTE = '"';

    /** The longest value of a string parameter, in bytes. */
    private static final int MAX_VALUE_LENGTH = 1024;

    /** Returns the parameters of some names up to {@code --}, after which the arguments of init start. */
    static ImmutableList<KernelParameter> parse(String commandLine, String... names) {
        ImmutableList.Builder<KernelParameter> parameters = ImmutableList.builder();
        int start = nextWord(commandLine, 0);
        while (start < commandLine.length()) {
            int end = endOfWord(commandLine, start);
            KernelParameter parameter = of(commandLine.substring(start, end));
            if (parameter.name.equals("--") && parameter.value.isEmpty()) {
                break;
            }
            if (Stream.of(names).anyMatch(parameter::isNamed)) {
                parameters.add(parameter);
            }
            start = nextWord(commandLine, end);
        }
        return parameters.build();
    }

    private static int nextWord(String text, int from) {
        int index = BLANK.negate().indexIn(text, from);
        return index < 0 ? text.length() : index;
    }

    private static int endOfWord(String text, int start) {
        boolean quoted = false;
        int end = start;
        while (end < text.length() && (quoted || !BLANK.matches(text.charAt(end)))) {
            quoted ^= text.charAt(end) == QUOTE;
            end++;
        }
        return end;
    }

    /** Quotes are taken off around the word and around the value, not within them. */
    private static KernelParameter of(String word) {
        boolean wordQuoted = word.charAt(0) == QUOTE;
        int start = wordQuoted ? 1 : 0;
        // a = as the first character belongs to the name
        int equals = word.indexOf('=', start + 1);
        int valueStart = equals + 1;
        boolean valueQuoted = equals >= 0 && valueStart < word.length() && word.charAt(valueStart) == QUOTE;
        int end = word.length();
        if ((wordQuoted || valueQuoted) && end > start && word.charAt(end - 1) == QUOTE) {
            end--;
        }
        if (equals < 0) {
            return new KernelParameter(word.substring(start, end), Optional.empty());
        }
        if (valueQuoted) {
            valueStart++;
        }
        return new KernelParameter(
                word.substring(start, equals), Optional.of(word.substring(valueStart, Math.max(valueStart, end))));
    }

    /** Whether the kernel takes this as the value of a string. */
    boolean isTaken() {
        return value.filter(text -> text.getBytes(StandardCharsets.UTF_8).length <= MAX_VALUE_LENGTH)
                .isPresent();
    }

    /** The parts of a list with commas. */
    List<String> items() {
        return Splitter.on(',').omitEmptyStrings().splitToList(value.orElse(""));
    }

    /** The parameter as it can be written. */
    @Override
    public String toString() {
        return name + value.map(text -> "=" + text).orElse("");
    }

    /** Compares names as the kernel does. */
    boolean isNamed(String other) {
        return name.replace('-', '_').equals(other.replace('-', '_'));
    }
}
