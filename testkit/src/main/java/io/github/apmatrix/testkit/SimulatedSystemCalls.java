package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.testkit.SimulatedFiles.LastLink;
import java.nio.charset.StandardCharsets;

/**
 * The files of a simulated kernel as system calls see them: with absolute paths like {@code /sys/bus/ap/apmask}, and
 * without the precautions of a {@link io.github.apmatrix.sysfs.Sysfs}, for replaying what was recorded. Every method throws {@link KernelRefusal} with
 * the error number of the call.
 *
 * @since 0.1.0
 */
public final class SimulatedSystemCalls {
    private final Object lock;
    private final SimulatedFiles files;

    SimulatedSystemCalls(Object lock, SimulatedFiles files) {
        this.lock = lock;
        this.files = files;
    }

    /**
     * Opens a file, reads it to its end and closes it.
     *
     * @param path the file; a link is followed
     * @return the content
     */
    public String read(String path) {
        synchronized (lock) {
            return new String(files.read(path, LastLink.FOLLOW), StandardCharsets.UTF_8);
        }
    }

    /**
     * Opens a file for writing, writes once and closes it.
     *
     * @param path the file; a link is followed
     * @param value the value, of any length
     * @return whether the kernel took all of it: it takes at most one page
     * @throws WouldBlockException if the write would not return before a guest is detached
     */
    public boolean write(String path, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        synchronized (lock) {
            return files.write(path, bytes, LastLink.FOLLOW) == bytes.length;
        }
    }

    /**
     * Lists a directory.
     *
     * @param directory the directory, or a link to one
     * @return the names in it
     */
    public ImmutableSortedSet<String> list(String directory) {
        synchronized (lock) {
            return files.list(directory);
        }
    }

    /**
     * Reads a symbolic link.
     *
     * @param link the link
     * @return its target as stored
     */
    public String readLink(String link) {
        synchronized (lock) {
            return files.readLink(link);
        }
    }
}
