package io.github.apmatrix.sysfs;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;

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

    /** The mode as the JDK has it; its constants cannot be counted on to stand in the order of the bits. */
    Set<PosixFilePermission> permissions() {
        StringBuilder letters = new StringBuilder("rwxrwxrwx");
        for (int i = 0; i < letters.length(); i++) {
            if ((mode & (0400 >>> i)) == 0) {
                letters.setCharAt(i, '-');
            }
        }
        return PosixFilePermissions.fromString(letters.toString());
    }

    static int modeOf(Set<PosixFilePermission> permissions) {
        String letters = PosixFilePermissions.toString(permissions); // rwxr-xr-x
        int mode = 0;
        for (int i = 0; i < letters.length(); i++) {
            mode = mode << 1 | (letters.charAt(i) == '-' ? 0 : 1);
        }
        return mode;
    }

    /** Returns the kind and the mode, for example {@code file 0644}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + (isPresent() ? String.format(" %04o", mode) : "");
    }
}
