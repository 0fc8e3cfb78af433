package io.github.apmatrix.persistence.qemu;

import com.google.common.base.CharMatcher;
import io.github.apmatrix.persistence.document.Document;
import java.util.Map;

/** A command of the human monitor: a word and one argument, in quotes if a blank would end it. */
record HmpText(String command, String argument) {
    private static final CharMatcher BLANK = CharMatcher.anyOf(" \t\n\u000b\f\r");
    private static final CharMatcher NEEDS_QUOTES = BLANK.or(CharMatcher.is('"'));
    private static final Map<Character, Character> ESCAPES =
            Map.of('n', '\n', 'r', '\r', '\\', '\\', '\'', '\'', '"', '"');

    static HmpText parse(Document document) {
        String text = BLANK.trimFrom(document.text());
        int end = BLANK.indexIn(text);
        if (end < 0) {
            throw document.malformed("the command", text, "the argument is missing");
        }
        return new HmpText(text.substring(0, end), argument(document, BLANK.trimLeadingFrom(text.substring(end))));
    }

    private static String argument(Document document, String text) {
        if (text.startsWith("\"")) {
            return unquoted(document, text);
        }
        int end = BLANK.indexIn(text);
        if (end >= 0) {
            throw document.malformed("the argument", text, "text behind the end");
        }
        return text;
    }

    private static String unquoted(Document document, String text) {
        StringBuilder argument = new StringBuilder();
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                if (i < text.length() - 1) {
                    throw document.malformed("the argument", text, "text behind the end");
                }
                return argument.toString();
            }
            if (c == '\\') {
                i++;
                Character escaped = i < text.length() ? ESCAPES.get(text.charAt(i)) : null;
                if (escaped == null) {
                    throw document.malformed("the argument", text, "an unknown escape");
                }
                argument.append(escaped.charValue());
            } else {
                argument.append(c);
            }
        }
        throw document.malformed("the argument", text, "no quote at the end");
    }

    @Override
    public String toString() {
        return command + " "
                + (NEEDS_QUOTES.matchesAnyOf(argument)
                        ? '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
                        : argument);
    }
}
