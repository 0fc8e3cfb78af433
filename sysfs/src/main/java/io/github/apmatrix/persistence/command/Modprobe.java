package io.github.apmatrix.persistence.command;

import com.google.common.base.CharMatcher;
import io.github.apmatrix.QuotedText;

/**
 * Commands of {@code modprobe}.
 *
 * @since 0.1.0
 */
public final class Modprobe {
    private static final CharMatcher OF_NAMES = CharMatcher.inRange('a', 'z')
            .or(CharMatcher.inRange('A', 'Z'))
            .or(CharMatcher.inRange('0', '9'))
            .or(CharMatcher.anyOf("_-"));

    private Modprobe() {}

    /**
     * Returns the command that loads a module, and succeeds if it is loaded already.
     *
     * @param module the name of the module, for example {@code vfio_ap}
     * @return {@code modprobe vfio_ap}
     * @throws IllegalArgumentException if that is no name of a module: letters, digits, {@code _} and {@code -}, the last
     *     not in front
     */
    public static HostCommand load(String module) {
        if (module.isEmpty() || module.startsWith("-") || !OF_NAMES.matchesAllOf(module)) {
            throw new IllegalArgumentException(QuotedText.abbreviate(module) + " is no name of a kernel module");
        }
        return HostCommand.of("modprobe", module);
    }
}
