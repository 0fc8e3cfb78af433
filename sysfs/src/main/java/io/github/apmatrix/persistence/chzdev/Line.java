package io.github.apmatrix.persistence.chzdev;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.util.function.Consumer;

/** A line of a document, without its newline. */
record Line(Document document, int number, String text) {
    /** What {@code isspace} means in C, where a carriage return does not end a line. */
    static final CharMatcher BLANK = CharMatcher.anyOf(" \t\n\u000b\f\r");

    static void forEach(Document document, Consumer<Line> action) {
        int number = 0;
        for (String text : Splitter.on('\n').split(document.text())) {
            Line line = new Line(document, ++number, text);
            // the tools, written in C, would stop reading there
            if (text.indexOf('\0') >= 0) {
                throw line.malformed("a NUL character");
            }
            action.accept(line);
        }
    }

    /** The text without blanks around it. */
    String trimmed() {
        return BLANK.trimFrom(text);
    }

    boolean isBlank() {
        return BLANK.matchesAllOf(text);
    }

    boolean isBlankOrComment() {
        return isBlank() || trimmed().startsWith("#");
    }

    DocumentException malformed(String problem) {
        return malformed(trimmed(), problem);
    }

    DocumentException malformed(String value, String problem) {
        return document.malformed(place(), value, problem);
    }

    DocumentException malformed(String value, Exception cause) {
        return document.malformed(place(), value, cause);
    }

    private String place() {
        return "line " + number;
    }
}
