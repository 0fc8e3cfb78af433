package io.github.apmatrix.persistence.change;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;

/** All that a transaction does with files, so that tests can let any of it fail. Paths are relative to a root. */
interface FileOperations {
    /** Fails if the root is no directory. */
    void checkRoot() throws IOException;

    /** What stands at the path; a link there is not followed. Empty if nothing is there. */
    Optional<PosixFileAttributes> attributes(Path path) throws IOException;

    byte[] read(Path file) throws IOException;

    /** Fails if something is there. The mode depends on the umask. */
    void createDirectory(Path directory) throws IOException;

    /** Makes a file with a content that nobody else can read. Fails if something is there. */
    void create(Path file, byte[] content) throws IOException;

    void setOwner(Path file, UserPrincipal owner, GroupPrincipal group) throws IOException;

    void setMode(Path path, Set<PosixFilePermission> mode) throws IOException;

    /** Waits until a file, or the names in a directory, are on the disk. */
    void sync(Path path) throws IOException;

    /** Gives a file a second name. Fails if something has it. */
    void link(Path link, Path existing) throws IOException;

    /** Gives a file another name at once, instead of what has that name. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file or an empty directory, if it is there. */
    void delete(Path path) throws IOException;
}
