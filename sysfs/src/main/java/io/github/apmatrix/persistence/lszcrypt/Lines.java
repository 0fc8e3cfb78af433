package io.github.apmatrix.persistence.lszcrypt;

import com.google.common.base.Splitter;
import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The lines of a document that say something, one after the other. */
final class Lines {
    private static final String MESSAGE = "lszcrypt: ";
    private static final Pattern NOTHING = Pattern.compile("|-{12,}|Warning:.*");
    private static final Splitter BLANKS = Splitter.onPattern("[ \t]+").omitEmptyStrings();

    private final Document document;
    private final PeekingIterator<Line> lines;

    Lines(Document document) {
        this.document = document;
        AtomicInteger number = new AtomicInteger();
        this.lines = Iterators.peekingIterator(document.text()
                .lines()
                .map(text -> new Line(document, number.incrementAndGet(), text.strip()))
                .filter(line -> !NOTHING.matcher(line.text).matches())
                .iterator());
    }

    Optional<Line> peek() {
        return lines.hasNext() ? Optional.ofNullable(lines.peek()) : Optional.empty();
    }

    /** Takes the next line; there is none at the end, and a message of lszcrypt is an error. */
    Optional<Line> next() {
        Optional<Line> line = peek();
        if (line.isPresent()) {
            lines.next();
        }
        if (line.isPresent() && line.orElseThrow().text().startsWith(MESSAGE)) {
            throw line.orElseThrow().malformed("a message instead of what was asked for");
        }
        return line;
    }

    /** Takes the next line away if it is one of some texts. */
    boolean skip(Collection<String> texts) {
        boolean found = peek().filter(line -> texts.contains(line.text())).isPresent();
        if (found) {
            lines.next();
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
