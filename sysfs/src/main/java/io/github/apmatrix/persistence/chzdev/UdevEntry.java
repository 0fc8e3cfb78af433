package io.github.apmatrix.persistence.chzdev;

import com.google.common.collect.ImmutableList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a udev rule, for example {@code ACTION=="change"}; the value without quotes. */
record UdevEntry(String key, String operator, String value) {
    /** Possessive, because the key takes all it can, an open brace the rest of the entry. */
    private static final Pattern START =
            Pattern.compile("\\s*+((?=[\\w{])\\w*+(?:\\{[^}]*+}?+)?+)\\s*+(==|!=|=|\\+=|:=)");

    private static final String QUOTES = "\"'";

    /** Reads a line as s390-tools do, which is simpler than udev: there are no continued lines and no escapes. */
    static ImmutableList<UdevEntry> parse(Line line) {
        ImmutableList.Builder<UdevEntry> entries = ImmutableList.builder();
        String text = line.text();
        int start = 0;
        char quote = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ',';
            if (i == text.length() || (quote == 0 && c == ',')) {
                entries.add(parse(line, text.substring(start, i)));
                start = i + 1;
            } else if (quote == 0 && QUOTES.indexOf(c) >= 0) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        return entries.build();
    }

    private static UdevEntry parse(Line line, String text) {
        Matcher matcher = START.matcher(text);
        if (!matcher.lookingAt()) {
            throw line.malformed("not a udev rule");
        }
        String value = Line.BLANK.trimFrom(text.substring(matcher.end()));
        boolean quoted = !value.isEmpty()
                && QUOTES.indexOf(value.charAt(0)) >= 0
                && value.charAt(0) == value.charAt(value.length() - 1);
        if (quoted && value.length() == 1) {
            throw line.malformed("a udev rule with a lone quote");
        }
        return new UdevEntry(
                matcher.group(1), matcher.group(2), quoted ? value.substring(1, value.length() - 1) : value);
    }
}
