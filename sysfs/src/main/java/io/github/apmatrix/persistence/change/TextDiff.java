package io.github.apmatrix.persistence.change;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.util.List;
import java.util.Optional;

/** A unified diff of one piece: common lines at both ends are left out but for a few. */
final class TextDiff {
    private static final int CONTEXT = 3;
    private static final String NOWHERE = "/dev/null";
    private static final CharMatcher CONTROL = CharMatcher.javaIsoControl().and(CharMatcher.isNot('\t'));
    /** Between lines, so that each keeps its newline. */
    private static final Splitter LINES = Splitter.onPattern("(?<=\n)").omitEmptyStrings();

    private TextDiff() {}

    static String of(FileChange change) {
        List<String> before = lines(change.before());
        List<String> after = lines(change.after());
        int shorter = Math.min(before.size(), after.size());
        int head = 0;
        while (head < shorter && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        int start = Math.max(0, head - CONTEXT);
        int dropped = Math.max(0, tail - CONTEXT);
        StringBuilder text = new StringBuilder()
                .append("--- ")
                .append(change.before().isPresent() ? change.path() : NOWHERE)
                .append("\n+++ ")
                .append(change.after().isPresent() ? change.path() : NOWHERE)
                .append("\n@@ -")
                .append(range(start, before.size() - dropped))
                .append(" +")
                .append(range(start, after.size() - dropped))
                .append(" @@\n");
        append(text, ' ', before.subList(start, head));
        append(text, '-', before.subList(head, before.size() - tail));
        append(text, '+', after.subList(head, after.size() - tail));
        append(text, ' ', before.subList(before.size() - tail, before.size() - dropped));
        return text.toString();
    }

    private static List<String> lines(Optional<String> content) {
        return content.map(LINES::splitToList).orElse(List.of());
    }

    /** An empty range is behind the line of its number. */
    private static String range(int start, int end) {
        return (end == start ? start : start + 1) + "," + (end - start);
    }

    private static void append(StringBuilder text, char sign, List<String> lines) {
        for (String line : lines) {
            boolean ends = line.endsWith("\n");
            String shown = ends ? line.substring(0, line.length() - 1) : line;
            text.append(sign).append(CONTROL.replaceFrom(shown, '?')).append('\n');
            if (!ends) {
                text.append("\\ No newline at end of file\n");
            }
        }
    }
}
