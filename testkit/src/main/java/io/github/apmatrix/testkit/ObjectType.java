package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.testkit.Node.Directory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What each object of one kind shows in its directory, registered once for all of them: attributes, links, directories,
 * and children that come and go. Like {@code struct device_type} with its attribute groups.
 *
 * @param <T> the kind of object
 */
final class ObjectType<T> {
    private final ImmutableMap<String, Entry<T>> entries;
    private final ImmutableList<Children<T>> children;

    private ObjectType(ImmutableMap<String, Entry<T>> entries, ImmutableList<Children<T>> children) {
        this.entries = entries;
        this.children = children;
    }

    static <T> Builder<T> builder() {
        return new Builder<>(ImmutableMap.builder(), ImmutableList.builder(), object -> true);
    }

    Directory directory(T object) {
        return new ObjectDirectory<>(this, object);
    }

    /** Something with a fixed name, or null while the object has no such thing. */
    @FunctionalInterface
    private interface Entry<T> {
        @Nullable Node of(T object);
    }

    private record Children<T>(Function<T, Stream<String>> names, BiFunction<T, String, @Nullable Node> find) {}

    private record ObjectDirectory<T>(ObjectType<T> type, T object) implements Directory {
        @Override
        public List<String> names() {
            List<String> names = new ArrayList<>();
            type.entries.forEach((name, entry) -> {
                if (entry.of(object) != null) {
                    names.add(name);
                }
            });
            type.children.forEach(children -> children.names().apply(object).forEach(names::add));
            return names;
        }

        @Override
        public @Nullable Node child(String name) {
            Entry<T> entry = type.entries.get(name);
            Node node = entry == null ? null : entry.of(object);
            for (int i = 0; node == null && i < type.children.size(); i++) {
                node = type.children.get(i).find().apply(object, name);
            }
            return node;
        }
    }

    /** Registers what the objects have. */
    static final class Builder<T> {
        private final ImmutableMap.Builder<String, Entry<T>> entries;
        private final ImmutableList.Builder<Children<T>> children;
        private final Predicate<T> condition;

        private Builder(
                ImmutableMap.Builder<String, Entry<T>> entries,
                ImmutableList.Builder<Children<T>> children,
                Predicate<T> condition) {
            this.entries = entries;
            this.children = children;
            this.condition = condition;
        }

        Builder<T> readOnly(String name, Function<T, String> show) {
            return attribute(Attribute.readOnly(name, show));
        }

        Builder<T> writeOnly(String name, BiConsumer<T, String> store) {
            return attribute(Attribute.writeOnly(name, store));
        }

        Builder<T> readWrite(String name, Function<T, String> show, BiConsumer<T, String> store) {
            return attribute(Attribute.readWrite(name, show, store));
        }

        Builder<T> attribute(Attribute<T> attribute) {
            return attribute(attribute, Function.identity());
        }

        /** Registers an attribute of a part of the object. */
        <P> Builder<T> attribute(Attribute<P> attribute, Function<T, P> part) {
            return add(attribute.name(), object -> new Node.File<>(attribute, part.apply(object)));
        }

        <P> Builder<T> attributes(Iterable<Attribute<P>> attributes, Function<T, P> part) {
            attributes.forEach(attribute -> attribute(attribute, part));
            return this;
        }

        Builder<T> link(String name, String target) {
            Node link = new Node.Link(target);
            return add(name, object -> link);
        }

        Builder<T> link(String name, Function<T, String> target) {
            return add(name, object -> new Node.Link(target.apply(object)));
        }

        Builder<T> directory(String name, Function<T, Directory> directory) {
            return add(name, directory::apply);
        }

        private Builder<T> add(String name, Entry<T> entry) {
            entries.put(name, object -> condition.test(object) ? entry.of(object) : null);
            return this;
        }

        /** Registers what comes and goes; an unknown name is not there. */
        Builder<T> children(Function<T, Stream<String>> names, BiFunction<T, String, @Nullable Node> find) {
            children.add(new Children<>(
                    object -> condition.test(object) ? names.apply(object) : Stream.empty(),
                    (object, name) -> condition.test(object) ? find.apply(object, name) : null));
            return this;
        }

        /** Registers a group that is there only on some objects, or at some times. */
        Builder<T> when(Predicate<T> visible, Consumer<Builder<T>> group) {
            group.accept(new Builder<>(entries, children, condition.and(visible)));
            return this;
        }

        /** Registers a group that this kernel has or has not. */
        Builder<T> when(boolean present, Consumer<Builder<T>> group) {
            if (present) {
                group.accept(this);
            }
            return this;
        }

        ObjectType<T> build() {
            return new ObjectType<>(entries.buildOrThrow(), children.build());
        }
    }
}
