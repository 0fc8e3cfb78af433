package io.github.apmatrix.persistence.change;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a small text file holds before and after a change. Texts are UTF-8. If both are the same the change only says what
 * the file must hold.
 *
 * @param path the file, below a root that is named elsewhere, for example {@code etc/udev/rules.d/41-ap.rules}
 * @param before the whole content before; empty if the file must not exist
 * @param after the whole content after; empty if the file is deleted
 * @since 0.1.0
 */
public record FileChange(Path path, Optional<String> before, Optional<String> after) {
    /**
     * Checks path and texts.
     *
     * @param path the file
     * @param before the content before
     * @param after the content after
     * @throws IllegalArgumentException if the path is empty, absolute, or not normalised, or a text cannot be UTF-8
     */
    public FileChange {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
        if (path.isAbsolute()
                || path.toString().isEmpty()
                || path.startsWith("..")
                || !path.normalize().equals(path)) {
            throw new IllegalArgumentException("\"" + path + "\" is no path of a file below a root");
        }
        before.ifPresent(text -> checkText(path, "before", text));
        after.ifPresent(text -> checkText(path, "after", text));
    }

    private static void checkText(Path path, String when, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("the text of " + path + " " + when + " the change cannot be UTF-8");
        }
    }

    /**
     * Returns a change that makes a new file.
     *
     * @param path the file, below a root
     * @param after its content
     * @return the change
     */
    public static FileChange create(Path path, String after) {
        return new FileChange(path, Optional.empty(), Optional.of(after));
    }

    /**
     * Returns a change of the content of a file.
     *
     * @param path the file, below a root
     * @param before its content before
     * @param after its content after
     * @return the change
     */
    public static FileChange replace(Path path, String before, String after) {
        return new FileChange(path, Optional.of(before), Optional.of(after));
    }

    /**
     * Returns a change that deletes a file.
     *
     * @param path the file, below a root
     * @param before its content before
     * @return the change
     */
    public static FileChange delete(Path path, String before) {
        return new FileChange(path, Optional.of(before), Optional.empty());
    }

    /**
     * Returns whether there is anything to do.
     *
     * @return false if the file is the same before and after
     */
    public boolean changesContent() {
        return !before.equals(after);
    }

    /**
     * Returns the change for people: what goes away with {@code -} in front, what comes with {@code +}, between up to three
     * lines that stay. Everything between the first and the last line that change counts as changed. Control characters
     * are shown as {@code ?}.
     *
     * @return lines, each with its newline, in the form of a unified diff; empty if nothing changes
     */
    public String diff() {
        return changesContent() ? TextDiff.of(this) : "";
    }

    /** All texts are bytes in files. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns what is done with which file, for example {@code write etc/udev/rules.d/41-ap.rules (312 bytes)}. */
    @Override
    public String toString() {
        if (!changesContent()) {
            return (after.isPresent() ? "keep " : "keep away ") + path;
        }
        return after.map(text ->
                        (before.isPresent() ? "write " : "create ") + path + " (" + bytes(text).length + " bytes)")
                .orElse("delete " + path);
    }
}
