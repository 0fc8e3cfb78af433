package io.github.apmatrix.persistence.json;

import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.io.JsonStringEncoder;

/** Writes JSON. */
public final class JsonWriter {
    private final StringBuilder text = new StringBuilder();
    private final int prettyLevels;

    /** Values below so many levels are written on one line. */
    private JsonWriter(int prettyLevels) {
        this.prettyLevels = prettyLevels;
    }

    /** Returns the text of a value without blanks. */
    public static String compact(JsonValue value) {
        JsonWriter writer = new JsonWriter(0);
        writer.write(value, 0);
        return writer.text.toString();
    }

    /** Returns the text of a value as mdevctl writes it: two blanks for each level, no newline at the end. */
    public static String pretty(JsonValue value) {
        JsonWriter writer = new JsonWriter(Integer.MAX_VALUE);
        writer.write(value, 0);
        return writer.text.toString();
    }

    /** Returns the text of a value whose members, and their members or elements, have a line each; no newline at the end. */
    public static String lines(JsonValue value) {
        JsonWriter writer = new JsonWriter(2);
        writer.write(value, 0);
        return writer.text.toString();
    }

    private void write(JsonValue value, int level) {
        if (value instanceof JsonValue.Obj object) {
            list('{', object.members().entrySet(), '}', level, member -> write(member, level + 1));
        } else if (value instanceof JsonValue.Arr array) {
            list('[', array.elements(), ']', level, element -> write(element, level + 1));
        } else if (value instanceof JsonValue.Str string) {
            quote(string.text());
        } else if (value instanceof JsonValue.Literal literal) {
            text.append(literal.text());
        }
    }

    private void write(Map.Entry<String, JsonValue> member, int level) {
        quote(member.getKey());
        text.append(prettyLevels > 0 ? ": " : ":");
        write(member.getValue(), level);
    }

    private <T> void list(char start, Iterable<T> items, char end, int level, Consumer<T> write) {
        text.append(start);
        Iterator<T> rest = items.iterator();
        boolean empty = !rest.hasNext();
        while (rest.hasNext()) {
            indent(level + 1, level);
            write.accept(rest.next());
            text.append(rest.hasNext() ? separator(level) : "");
        }
        if (!empty) {
            indent(level, level);
        }
        text.append(end);
    }

    private String separator(int level) {
        return prettyLevels > 0 && level >= prettyLevels ? ", " : ",";
    }

    /** Starts a line within or at the end of a list, if its items have lines. */
    private void indent(int blanks, int level) {
        text.append(level < prettyLevels ? "\n" + "  ".repeat(blanks) : "");
    }

    private void quote(String string) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(string, text);
        text.append('"');
    }
}
