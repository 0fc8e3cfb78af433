package io.github.apmatrix.persistence.change;

import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The names that a transaction uses beside a file: hidden, and with an end that neither udev ({@code .rules}) nor modules-load
 * ({@code .conf}) nor mdevctl (a UUID) reads. The number keeps those of a process that was killed out of the way.
 */
final class HiddenName {
    private static final String MARK = ".apmatrix-";
    private static final Pattern PATTERN = Pattern.compile("\\..+\\.apmatrix-[0-9a-f]{16}\\.(new|old)");

    private final String middle;

    private HiddenName(String middle) {
        this.middle = middle;
    }

    static HiddenName unused() {
        return new HiddenName(
                MARK + "%016x".formatted(ThreadLocalRandom.current().nextLong()));
    }

    Path ofNew(Path file) {
        return beside(file, ".new");
    }

    Path ofOld(Path file) {
        return beside(file, ".old");
    }

    private Path beside(Path file, String end) {
        return file.resolveSibling("." + file.getFileName() + middle + end);
    }

    static boolean matches(String name) {
        return PATTERN.matcher(name).matches();
    }
}
