package io.github.apmatrix.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in the simulated sysfs; made when it is looked at, from the state at that moment. */
sealed interface Node {
    /** A symbolic link; the target is relative to its directory. */
    record Link(String target) implements Node {}

    /** An attribute of a certain object. */
    record File<T>(Attribute<T> attribute, T object) implements Node {
        int mode() {
            return attribute.mode();
        }

        String show() {
            return attribute.show().apply(object);
        }

        void store(String value) {
            attribute.store().accept(object, value);
        }
    }

    /** What has names below it. */
    non-sealed interface Directory extends Node {
        List<String> names();

        @Nullable Node child(String name);
    }
}
