package io.github.apmatrix.persistence.json;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.github.apmatrix.persistence.Document;
import io.github.apmatrix.persistence.DocumentException;
import java.util.Optional;

/** A value at its place in a document. */
public record JsonNode(Document document, String place, JsonValue value) {
    private static final String PLAIN_NAME = "[A-Za-z_][A-Za-z0-9_]*";

    /** Returns the members of an object, in their order. */
    public ImmutableMap<String, JsonNode> members() {
        if (!(value instanceof JsonValue.Obj object)) {
            throw malformed("not an object");
        }
        ImmutableMap.Builder<String, JsonNode> members = ImmutableMap.builder();
        object.members().forEach((name, member) -> members.put(name, new JsonNode(document, placeOf(name), member)));
        return members.buildOrThrow();
    }

    private String placeOf(String name) {
        return place
                + (name.matches(PLAIN_NAME) ? "." + name : "[" + JsonWriter.compact(new JsonValue.Str(name)) + "]");
    }

    /** Returns a member of an object that can be missing. */
    public Optional<JsonNode> find(String name) {
        return Optional.ofNullable(members().get(name));
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
            elements.add(new JsonNode(
                    document, place + "[" + i + "]", array.elements().get(i)));
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

    /** Returns an exception for this value. */
    public DocumentException malformed(String problem) {
        return document.malformed(place, text(), problem);
    }

    /** Returns an exception for this value, which something else refused. */
    public DocumentException malformed(Exception cause) {
        return document.malformed(place, text(), cause);
    }

    private String text() {
        return value instanceof JsonValue.Str string ? string.text() : JsonWriter.compact(value);
    }
}
