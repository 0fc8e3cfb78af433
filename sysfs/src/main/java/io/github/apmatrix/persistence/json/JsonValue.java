package io.github.apmatrix.persistence.json;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Map;

/** A JSON value. */
public sealed interface JsonValue {
    /** Members in their order. */
    record Obj(ImmutableMap<String, JsonValue> members) implements JsonValue {
        /** Returns an object all of whose members are strings. */
        public static Obj of(Map<String, String> strings) {
            return new Obj(ImmutableMap.copyOf(Maps.transformValues(strings, Str::new)));
        }
    }

    /** Elements in their order. */
    record Arr(ImmutableList<JsonValue> elements) implements JsonValue {}

    /** A string. */
    record Str(String text) implements JsonValue {}

    /** A number, {@code true}, {@code false} or {@code null}, as it is written. */
    record Literal(String text) implements JsonValue {
        private static final Literal NULL = new Literal("null");
    }

    /** Returns whether this is {@code null}. */
    default boolean isNull() {
        return equals(Literal.NULL);
    }
}
