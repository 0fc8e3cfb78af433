package io.github.apmatrix.sysfs;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Optional;

/**
 * A path below the root of a sysfs, for example {@code bus/ap/apmask}. It has no empty, {@code .} or {@code ..} part, so
 * it cannot climb out. The root itself is the empty path.
 *
 * @since 0.1.0
 */
public final class SysfsPath implements Comparable<SysfsPath> {
    private static final SysfsPath ROOT = new SysfsPath("");

    private final String text;

    private SysfsPath(String text) {
        this.text = text;
    }

    /**
     * Returns the path of the root itself.
     *
     * @return the empty path
     */
    public static SysfsPath root() {
        return ROOT;
    }

    /**
     * Returns the path of a text.
     *
     * @param text names separated by {@code /}, relative to the root: {@code bus/ap/apmask}; empty for the root
     * @return the path
     * @throws IllegalArgumentException if the text is absolute, ends with {@code /}, or has a control character or an
     *     empty, {@code .} or {@code ..} part
     */
    public static SysfsPath of(String text) {
        return text.isEmpty() ? ROOT : new SysfsPath(checkParts(text));
    }

    private static String checkParts(String text) {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '/') {
                if (!isName(text, start, i)) {
                    throw new IllegalArgumentException("\"" + text
                            + "\" is not a path below the root: it has the part \"" + text.substring(start, i) + "\"");
                }
                start = i + 1;
            }
        }
        return text;
    }

    private static boolean isName(String text, int start, int end) {
        int length = end - start;
        if (length == 0 || (length <= 2 && text.charAt(start) == '.' && text.charAt(end - 1) == '.')) {
            return false; // nothing, "." or ".."
        }
        for (int i = start; i < end; i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns a path below this one.
     *
     * @param more one or more names separated by {@code /}
     * @return the longer path
     * @throws IllegalArgumentException as in {@link #of}
     */
    public SysfsPath resolve(String more) {
        return text.isEmpty() ? of(more) : new SysfsPath(text + "/" + checkParts(more));
    }

    /** Returns the path of names that need no check. */
    SysfsPath join(String names) {
        return new SysfsPath(text + "/" + names);
    }

    /**
     * Returns where a link leads that stands at this path.
     *
     * @param target the target as {@code readlink} gives it, relative to the link's directory
     * @return the path, or empty if the target is absolute or leads out of the root
     */
    public Optional<SysfsPath> resolveLink(String target) {
        Optional<SysfsPath> at = parent();
        if (target.startsWith("/")) {
            return Optional.empty();
        }
        for (String part : Splitter.on('/').omitEmptyStrings().split(target)) {
            if (part.equals("..")) {
                at = at.flatMap(SysfsPath::parent);
            } else if (!part.equals(".")) {
                at = at.map(path -> path.resolve(part));
            }
        }
        return at;
    }

    /**
     * Returns the last part.
     *
     * @return the name; empty for the root
     */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /**
     * Returns the path without its last part.
     *
     * @return the path of the directory, or empty for the root
     */
    public Optional<SysfsPath> parent() {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int slash = text.lastIndexOf('/');
        return Optional.of(slash < 0 ? ROOT : new SysfsPath(text.substring(0, slash)));
    }

    /**
     * Returns the parts.
     *
     * @return the names from the root on; none for the root
     */
    public List<String> parts() {
        return Splitter.on('/').omitEmptyStrings().splitToList(text);
    }

    @Override
    public int compareTo(SysfsPath other) {
        return text.compareTo(other.text);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof SysfsPath other && text.equals(other.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the text, for example {@code bus/ap/apmask}. */
    @Override
    public String toString() {
        return text;
    }
}
