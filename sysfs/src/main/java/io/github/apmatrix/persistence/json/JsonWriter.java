package io.github.apmatrix.persistence.json;

import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.io.JsonStringEncoder;

/** Writes JSON. */
public final class JsonWriter {
    private final StringBuilder text = new StringBuilder();
    private final boolean pretty;

    private JsonWriter(boolean pretty) {
        this.pretty = pretty;
    }

    /** Returns the text of a value without blanks. */
    public static String compact(JsonValue value) {
        JsonWriter writer = new JsonWriter(false);
        writer.write(value, 0);
        return writer.text.toString();
    }

    /** Returns the text of a value as mdevctl writes it: two blanks for each level, no newline at the end. */
    public static String pretty(JsonValue value) {
        JsonWriter writer = new JsonWriter(true);
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
        text.append(pretty ? ": " : ":");
        write(member.getValue(), level);
    }

    private <T> void list(char start, Iterable<T> items, char end, int level, Consumer<T> write) {
        text.append(start);
        Iterator<T> rest = items.iterator();
        boolean empty = !rest.hasNext();
        while (rest.hasNext()) {
            indent(level + 1);
            write.accept(rest.next());
            text.append(rest.hasNext() ? "," : "");
        }
        if (!empty) {
            indent(level);
        }
        text.append(end);
    }

    private void indent(int level) {
        text.append(pretty ? "\n" + "  ".repeat(level) : "");
    }

    private void quote(String string) {
        text.append('"');
        JsonStringEncoder.getInstance().quoteAsString(string, text);
        text.append('"');
    }
}
