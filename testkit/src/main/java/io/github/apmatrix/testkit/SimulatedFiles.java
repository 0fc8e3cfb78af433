package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.FileStatus;
import io.github.apmatrix.testkit.Node.Directory;
import io.github.apmatrix.testkit.Node.File;
import io.github.apmatrix.testkit.Node.Link;
import io.github.apmatrix.testkit.PathWalk.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The file operations of the simulated kernel, as system calls see them: mode checks also for root, one store for each
 * write, and content of at most one page. Sysfs is at {@code /sys}, where paths start that are not absolute.
 */
final class SimulatedFiles {
    private static final int PAGE = 4096;

    private final Place root;
    private final Place sys;

    /** What to do with a link at the end of a path that is opened. */
    enum LastLink {
        FOLLOW,
        REFUSE
    }

    SimulatedFiles(Directory root) {
        this.root = new Place(root, null);
        this.sys = root.child("sys") instanceof Directory directory ? new Place(directory, this.root) : this.root;
    }

    private PathWalk walk(String path) {
        return new PathWalk(path.startsWith("/") ? root : sys);
    }

    /** Opens, reads to the end and closes. */
    byte[] read(String path, LastLink lastLink) {
        byte[] content = open(path, 0444, lastLink).show().getBytes(StandardCharsets.ISO_8859_1);
        return content.length < PAGE ? content : Arrays.copyOf(content, PAGE - 1);
    }

    /** Opens, writes once and closes; returns how many bytes were taken. */
    int write(String path, byte[] value, LastLink lastLink) {
        File<?> file = open(path, 0222, lastLink);
        int taken = Math.min(value.length, PAGE);
        if (taken > 0) {
            file.store(new String(value, 0, taken, StandardCharsets.ISO_8859_1));
        }
        return taken;
    }

    private File<?> open(String path, int access, LastLink lastLink) {
        PathWalk walk = walk(path);
        Node node = lastLink == LastLink.FOLLOW ? walk.follow(path) : walk.find(path);
        if (node instanceof File<?> file) {
            if ((file.mode() & access) == 0) {
                throw new KernelRefusal(Errno.EACCES);
            }
            return file;
        }
        throw new KernelRefusal(node instanceof Link ? Errno.ELOOP : Errno.EISDIR);
    }

    ImmutableSortedSet<String> list(String path) {
        if (walk(path).follow(path) instanceof Directory directory) {
            return ImmutableSortedSet.copyOf(directory.names());
        }
        throw new KernelRefusal(Errno.ENOTDIR);
    }

    String readLink(String path) {
        if (walk(path).find(path) instanceof Link link) {
            return link.target();
        }
        throw new KernelRefusal(Errno.EINVAL);
    }

    FileStatus stat(String path) {
        Node node;
        try {
            node = walk(path).find(path);
        } catch (KernelRefusal e) {
            if (e.errno() == Errno.ENOENT) {
                return FileStatus.ABSENT;
            }
            throw e;
        }
        if (node instanceof File<?> file) {
            return new FileStatus(FileStatus.Kind.FILE, file.mode());
        }
        return node instanceof Link
                ? new FileStatus(FileStatus.Kind.LINK, 0777)
                : new FileStatus(FileStatus.Kind.DIRECTORY, 0755);
    }
}
