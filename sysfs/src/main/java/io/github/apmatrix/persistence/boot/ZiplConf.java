package io.github.apmatrix.persistence.boot;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import io.github.apmatrix.persistence.document.Document;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file of zipl: sections with assignments. A section that boots Linux has an {@code image}; there are others
 * for dumps and defaults, and menus, which only name sections.
 */
final class ZiplConf {
    private static final CharMatcher BLANK = CharMatcher.anyOf(" \t");
    private static final CharMatcher QUOTE = CharMatcher.anyOf("\"'");

    private final Document file;
    private final BootEntries.Collector collector;
    private final Map<String, String> assignments = new HashMap<>();
    private @Nullable String section;
    private Optional<String> problem = Optional.empty();

    private ZiplConf(Document file, BootEntries.Collector collector) {
        this.file = file;
        this.collector = collector;
    }

    static void read(Document file, BootEntries.Collector collector) {
        ZiplConf reader = new ZiplConf(file, collector);
        int number = 0;
        for (String line : Splitter.on('\n').trimResults(BLANK).split(file.text())) {
            reader.read(++number, line);
        }
        reader.endSection();
    }

    private void read(int number, String line) {
        int equals = line.indexOf('=');
        if (line.startsWith("[")) {
            endSection();
            section = line.substring(1, line.endsWith("]") ? line.length() - 1 : line.length());
        } else if (line.startsWith(":")) {
            endSection();
        } else if (!line.startsWith("#") && equals > 0) {
            assign(number, BLANK.trimFrom(line.substring(0, equals)), BLANK.trimFrom(line.substring(equals + 1)));
        }
    }

    private void assign(int number, String key, String value) {
        String text = value;
        if (!value.isEmpty() && QUOTE.matches(value.charAt(0))) {
            int end = value.indexOf(value.charAt(0), 1);
            if (end != value.length() - 1) {
                refuse(number, end < 0 ? "unterminated quotes" : "characters after the quotes");
                return;
            }
            text = value.substring(1, end);
        }
        if (assignments.put(key, text) != null) {
            refuse(number, key + " for a second time");
        }
    }

    /** All of these make zipl refuse the file, so that the next boot is as it was before the file was changed. */
    private void refuse(int number, String what) {
        problem = problem.or(() -> Optional.of("line " + number + ": " + what + ", so zipl refuses the file"));
    }

    private void endSection() {
        if (section != null && (problem.isPresent() || assignments.containsKey("image"))) {
            String name = file.name() + " [" + section + "]";
            if (problem.isPresent()) {
                collector.addUnknown(name, problem.get());
            } else if (assignments.containsKey("parmfile")) {
                collector.addUnknown(name, "parameters in the file " + assignments.get("parmfile"));
            } else {
                collector.add(name, assignments.getOrDefault("parameters", ""));
            }
        }
        section = null;
        assignments.clear();
        problem = Optional.empty();
    }
}
