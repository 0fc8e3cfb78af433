package io.github.apmatrix.persistence.boot;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import io.github.apmatrix.persistence.document.Document;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** A file of the Boot Loader Specification: a word and its value in each line, here {@code options}. */
final class LoaderEntry {
    private static final CharMatcher BLANK = CharMatcher.anyOf(" \t\r");
    private static final String OPTIONS = "options";

    /** Some distributions keep the options in a variable of the boot loader's environment. */
    private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z_{]");

    private LoaderEntry() {}

    static void read(Document file, BootEntries.Collector collector) {
        StringJoiner commandLine = new StringJoiner(" ");
        for (String line : Splitter.on('\n').trimResults(BLANK).split(file.text())) {
            int end = BLANK.indexIn(line);
            if (end >= 0 && line.substring(0, end).equals(OPTIONS)) {
                commandLine.add(BLANK.trimFrom(line.substring(end)));
            }
        }
        if (VARIABLE.matcher(commandLine.toString()).find()) {
            collector.addUnknown(file.name(), "options with a variable");
        } else {
            collector.add(file.name(), commandLine.toString());
        }
    }
}
