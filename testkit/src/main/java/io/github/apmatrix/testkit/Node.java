package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.sysfs.Errno;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What stands in the simulated sysfs. Nodes are made when they are looked at, from the state at that moment. */
sealed interface Node {
    /** A symbolic link; the target is relative to its directory. */
    record Link(String target) implements Node {}

    /** An attribute with its two routines; a missing one is not in the mode either. */
    record Attribute(int mode, Supplier<String> show, Consumer<String> store) implements Node {
        static Attribute readOnly(Supplier<String> show) {
            return new Attribute(0444, show, value -> {
                throw new KernelRefusal(Errno.EIO);
            });
        }

        static Attribute writeOnly(Consumer<String> store) {
            return new Attribute(
                    0200,
                    () -> {
                        throw new KernelRefusal(Errno.EIO);
                    },
                    store);
        }

        static Attribute readWrite(Supplier<String> show, Consumer<String> store) {
            return new Attribute(0644, show, store);
        }
    }

    /** A directory: fixed entries, and children that depend on the state. */
    final class Directory implements Node {
        private final ImmutableMap<String, Node> fixed;
        private final ImmutableList<Children> dynamic;

        private Directory(Builder builder) {
            this.fixed = builder.fixed.buildOrThrow();
            this.dynamic = builder.dynamic.build();
        }

        static Builder builder() {
            return new Builder();
        }

        Set<String> names() {
            Set<String> names = new LinkedHashSet<>(fixed.keySet());
            dynamic.forEach(children -> names.addAll(children.names().get()));
            return names;
        }

        @Nullable Node child(String name) {
            Node node = fixed.get(name);
            for (int i = 0; node == null && i < dynamic.size(); i++) {
                node = dynamic.get(i).find().apply(name);
            }
            return node;
        }

        /** Children that come and go. */
        private record Children(Supplier<Set<String>> names, Function<String, @Nullable Node> find) {}

        /** Collects the entries of a directory. */
        static final class Builder {
            private final ImmutableMap.Builder<String, Node> fixed = ImmutableMap.builder();
            private final ImmutableList.Builder<Children> dynamic = ImmutableList.builder();

            Builder readOnly(String name, Supplier<String> show) {
                return add(name, Attribute.readOnly(show));
            }

            Builder writeOnly(String name, Consumer<String> store) {
                return add(name, Attribute.writeOnly(store));
            }

            Builder readWrite(String name, Supplier<String> show, Consumer<String> store) {
                return add(name, Attribute.readWrite(show, store));
            }

            Builder link(String name, String target) {
                return add(name, new Link(target));
            }

            Builder add(String name, Node node) {
                fixed.put(name, node);
                return this;
            }

            Builder addAll(Directory entries) {
                fixed.putAll(entries.fixed);
                dynamic.addAll(entries.dynamic);
                return this;
            }

            Builder children(Supplier<Set<String>> names, Function<String, @Nullable Node> find) {
                dynamic.add(new Children(names, find));
                return this;
            }

            Directory build() {
                return new Directory(this);
            }
        }
    }
}
