package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.watch.UeventSource;

/**
 * The one seam between the library and a kernel: read, write, list, readlink and stat on paths below a root.
 *
 * <p>Implementations are thread-safe and keep what the kernel answers: nothing is trimmed, retried or split. Content is
 * UTF-8. A path may run through links; one that leads out of the root is refused with {@link AccessRefusedException}.
 *
 * @since 0.1.0
 */
public interface Sysfs {
    /** The largest number of bytes that the kernel takes in one write: one page. */
    int MAX_WRITE = 4096;

    /**
     * Reads an attribute to its end. A link at the end of the path is not followed (ELOOP): attributes are never links.
     *
     * @param path the attribute
     * @return the whole content with its newline, if it has one; possibly empty
     * @throws SysfsException if it cannot be read
     */
    String read(SysfsPath path);

    /**
     * Writes a value to an attribute in exactly one write. The attribute is opened for writing only, never created.
     * The kernel ignores an empty value.
     *
     * @param path the attribute
     * @param value the value; nothing is added to it
     * @throws IllegalArgumentException if the value is longer than {@value #MAX_WRITE} bytes, of which the kernel would
     *     take the first ones only; nothing was written then
     * @throws SysfsException if the attribute cannot be opened or the kernel refuses the value
     */
    void write(SysfsPath path, String value);

    /**
     * Lists a directory.
     *
     * @param directory the directory, or a link to one
     * @return the names in it, without {@code .} and {@code ..}
     * @throws SysfsException if it cannot be listed
     */
    ImmutableSortedSet<String> list(SysfsPath directory);

    /**
     * Reads a symbolic link.
     *
     * @param link the link
     * @return its target as stored, usually relative
     * @throws SysfsException if it is no link
     */
    String readLink(SysfsPath link);

    /**
     * Looks at what stands at a path, without following a link there.
     *
     * @param path the path
     * @return its kind and mode; {@link FileStatus#ABSENT} if nothing is there
     * @throws SysfsException if that cannot be told
     */
    FileStatus stat(SysfsPath path);

    /**
     * Returns the lock for changes of several writes. All who change the same kernel through this seam share it.
     *
     * @return always the same lock
     */
    ApLock lock();

    /**
     * Returns what tells of the events of this kernel, as a reason to read it again at once. Whoever passes calls on to another
     * sysfs passes this on, too.
     *
     * @return what tells of them; where nothing does, {@link UeventSource#none()}
     */
    default UeventSource uevents() {
        return UeventSource.none();
    }
}
