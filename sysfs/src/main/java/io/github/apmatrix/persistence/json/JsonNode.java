package io.github.apmatrix.persistence.json;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.primitives.Ints;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A value at its place in a document. */
public final class JsonNode {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Document document;
    private final JsonValue value;

    /** Made when it is asked for: a long name would be copied into the place of each value below it. */
    private final Supplier<String> place;

    private JsonNode(Document document, JsonValue value, Supplier<String> place) {
        this.document = document;
        this.value = value;
        this.place = place;
    }

    static JsonNode root(Document document, JsonValue value) {
        return new JsonNode(document, value, () -> "$");
    }

    /** Returns the value without its place. */
    public JsonValue value() {
        return value;
    }

    /** Returns where the value stands, for example {@code $.attrs[2].assign_adapter}. */
    public String place() {
        return place.get();
    }

    /** Returns the members of an object, in their order. */
    public ImmutableMap<String, JsonNode> members() {
        ImmutableMap.Builder<String, JsonNode> members = ImmutableMap.builder();
        object().members().forEach((name, member) -> members.put(name, member(name, member)));
        return members.buildOrThrow();
    }

    private JsonValue.Obj object() {
        if (!(value instanceof JsonValue.Obj object)) {
            throw malformed("not an object");
        }
        return object;
    }

    private JsonNode member(String name, JsonValue member) {
        return new JsonNode(document, member, () -> placeOf(name));
    }

    private String placeOf(String name) {
        return place()
                + (PLAIN_NAME.matcher(name).matches()
                        ? "." + name
                        : "[" + JsonWriter.compact(new JsonValue.Str(name)) + "]");
    }

    /** Returns a member of an object that can be missing. */
    public Optional<JsonNode> find(String name) {
        return Optional.ofNullable(object().members().get(name)).map(member -> member(name, member));
    }

    /** Returns a member that an object must have. */
    public JsonNode member(String name) {
        return find(name).orElseThrow(() -> document.malformed(placeOf(name), "", "the member is missing"));
    }

    /** Returns the elements of an array. */
    public ImmutableList<JsonNode> elements() {
        if (!(value instanceof JsonValue.Arr array)) {
            throw malformed("not an array");
        }
        ImmutableList.Builder<JsonNode> elements = ImmutableList.builder();
        for (int i = 0; i < array.elements().size(); i++) {
            int index = i;
            elements.add(new JsonNode(document, array.elements().get(i), () -> place() + "[" + index + "]"));
        }
        return elements.build();
    }

    /** Returns the members of an object all of which are strings, in their order. */
    public ImmutableMap<String, String> strings() {
        return ImmutableMap.copyOf(Maps.transformValues(members(), JsonNode::string));
    }

    /** Returns the text of a string. */
    public String string() {
        if (!(value instanceof JsonValue.Str string)) {
            throw malformed("not a string");
        }
        return string.text();
    }

    /** Returns the value of {@code true} or {@code false}. */
    public boolean bool() {
        return switch (literal()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw malformed("neither true nor false");
        };
    }

    /** Returns the value of a number without fraction or exponent. */
    public int integer() {
        Integer number = Ints.tryParse(literal());
        if (number == null) {
            throw malformed("not an integer of 32 bits");
        }
        return number;
    }

    private String literal() {
        return value instanceof JsonValue.Literal literal ? literal.text() : "";
    }

    /** Returns the value that a reader makes of the text of a string. */
    public <T> T as(Function<String, T> reader) {
        String text = string();
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw malformed(e);
        }
    }

    /** Returns an exception for this value. */
    public DocumentException malformed(String problem) {
        return document.malformed(place(), text(), problem);
    }

    /** Returns an exception for this value, which something else refused. */
    public DocumentException malformed(Exception cause) {
        return document.malformed(place(), text(), cause);
    }

    private String text() {
        return value instanceof JsonValue.Str string ? string.text() : JsonWriter.compact(value);
    }
}
