package io.github.apmatrix.persistence.lszcrypt;

import com.google.common.base.Splitter;
import io.github.apmatrix.persistence.Document;
import io.github.apmatrix.persistence.DocumentException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The lines of a document that say something, one after the other. */
final class Lines {
    private static final String MESSAGE = "lszcrypt: ";
    private static final Pattern NOTHING = Pattern.compile("|-{12,}|Warning:.*");
    private static final Splitter BLANKS = Splitter.onPattern("[ \t]+").omitEmptyStrings();

    private final Document document;
    private final ArrayDeque<Line> lines = new ArrayDeque<>();

    Lines(Document document) {
        this.document = document;
        int number = 0;
        for (String text : document.text().lines().toList()) {
            number++;
            String line = text.strip(); // more than the blanks of a pattern
            if (!NOTHING.matcher(line).matches()) {
                lines.add(new Line(document, number, line));
            }
        }
    }

    Optional<Line> peek() {
        return Optional.ofNullable(lines.peek());
    }

    /** Takes the next line; there is none at the end, and a message of lszcrypt is an error. */
    Optional<Line> next() {
        Optional<Line> line = Optional.ofNullable(lines.poll());
        if (line.isPresent() && line.orElseThrow().text().startsWith(MESSAGE)) {
            throw line.orElseThrow().malformed("a message instead of what was asked for");
        }
        return line;
    }

    /** Takes the next line away if it is one of some texts. */
    boolean skip(Collection<String> texts) {
        boolean found = peek().filter(line -> texts.contains(line.text())).isPresent();
        if (found) {
            lines.remove();
        }
        return found;
    }

    DocumentException missing(String problem) {
        return document.malformed("the whole text", "", problem);
    }

    /** A line without the blanks around it. */
    record Line(Document document, int number, String text) {
        List<String> words() {
            return BLANKS.splitToList(text);
        }

        DocumentException malformed(String problem) {
            return document.malformed("line " + number, text, problem);
        }

        DocumentException malformed(String what, String value, String problem) {
            return document.malformed("line " + number + ", " + what, value, problem);
        }

        DocumentException malformed(String what, String value, IllegalArgumentException cause) {
            return document.malformed("line " + number + ", " + what, value, cause);
        }
    }
}
