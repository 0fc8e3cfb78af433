package io.github.apmatrix.testkit;

import io.github.apmatrix.sysfs.Errno;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * An attribute that all objects of one kind have: the mode, and the two routines that get the object. A routine that is
 * missing is not in the mode either. Like {@code struct device_attribute}.
 *
 * @param <T> the kind of object
 */
record Attribute<T>(String name, int mode, Function<T, String> show, BiConsumer<T, String> store) {
    static <T> Attribute<T> readOnly(String name, Function<T, String> show) {
        return new Attribute<>(name, 0444, show, (object, value) -> {
            throw new KernelRefusal(Errno.EIO);
        });
    }

    static <T> Attribute<T> writeOnly(String name, BiConsumer<T, String> store) {
        return new Attribute<>(
                name,
                0200,
                object -> {
                    throw new KernelRefusal(Errno.EIO);
                },
                store);
    }

    static <T> Attribute<T> readWrite(String name, Function<T, String> show, BiConsumer<T, String> store) {
        return new Attribute<>(name, 0644, show, store);
    }

    /** The same attribute for whom the file system allows more, or less, than its routines. */
    Attribute<T> withMode(int newMode) {
        return new Attribute<>(name, newMode, show, store);
    }
}
