package io.github.apmatrix.sysfs;

import java.util.Locale;

/**
 * What stands at a path: nothing, a file, a directory or a link, and its permissions. A link is not followed.
 *
 * @param kind what it is
 * @param mode the permission bits, from 0 to 0777 octal; 0 if nothing is there
 * @since 0.1.0
 */
public record FileStatus(Kind kind, int mode) {
    /** Nothing is there. */
    public static final FileStatus ABSENT = new FileStatus(Kind.ABSENT, 0);

    /** What can stand at a path. */
    public enum Kind {
        /** Nothing. */
        ABSENT,
        /** An attribute. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link. */
        LINK
    }

    /**
     * Checks the mode.
     *
     * @param kind what it is
     * @param mode the permission bits, from 0 to 0777 octal
     * @throws IllegalArgumentException if the mode is out of range
     */
    public FileStatus {
        if (mode < 0 || mode > 0777) {
            throw new IllegalArgumentException("mode " + Integer.toOctalString(mode) + " is not between 0 and 777");
        }
    }

    /**
     * Returns whether anything is there.
     *
     * @return false for {@link #ABSENT}
     */
    public boolean isPresent() {
        return kind != Kind.ABSENT;
    }

    /**
     * Returns whether the mode has a read bit for anyone.
     *
     * @return true if it can be opened for reading at all
     */
    public boolean isReadable() {
        return (mode & 0444) != 0;
    }

    /**
     * Returns whether the mode has a write bit for anyone.
     *
     * @return true if it can be opened for writing at all
     */
    public boolean isWritable() {
        return (mode & 0222) != 0;
    }

    /** Returns the kind and the mode, for example {@code file 0644}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + (isPresent() ? String.format(" %04o", mode) : "");
    }
}
