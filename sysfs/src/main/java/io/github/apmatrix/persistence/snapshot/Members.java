package io.github.apmatrix.persistence.snapshot;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.DriverBinding;
import io.github.apmatrix.persistence.json.JsonValue;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Collects the members of a JSON object: what is not known is left out. */
final class Members {
    private final ImmutableMap.Builder<String, JsonValue> members = ImmutableMap.builder();

    Members put(String name, JsonValue value) {
        members.put(name, value);
        return this;
    }

    Members put(String name, Object text) {
        return put(name, new JsonValue.Str(text.toString()));
    }

    Members put(String name, int number) {
        return put(name, new JsonValue.Literal(Integer.toString(number)));
    }

    Members put(String name, boolean value) {
        return put(name, new JsonValue.Literal(Boolean.toString(value)));
    }

    Members put(String name, Iterable<?> texts) {
        return put(name, array(texts));
    }

    Members putIfKnown(String name, Answer answer) {
        return answer.isKnown() ? put(name, answer.isYes()) : this;
    }

    Members putIfKnown(String name, Optional<?> text) {
        text.ifPresent(known -> put(name, known));
        return this;
    }

    Members putIfKnown(String name, OptionalInt number) {
        number.ifPresent(known -> put(name, known));
        return this;
    }

    Members put(DriverBinding binding) {
        return putIfKnown("bound", binding.isBound()).putIfKnown("driver", binding.driver());
    }

    JsonValue.Obj build() {
        return new JsonValue.Obj(members.buildOrThrow());
    }

    static JsonValue array(Stream<? extends JsonValue> elements) {
        return new JsonValue.Arr(elements.collect(ImmutableList.toImmutableList()));
    }

    private static JsonValue array(Iterable<?> texts) {
        return array(StreamSupport.stream(texts.spliterator(), false).map(text -> new JsonValue.Str(text.toString())));
    }
}
