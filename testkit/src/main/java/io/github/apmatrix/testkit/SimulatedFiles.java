package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.FileStatus;
import io.github.apmatrix.testkit.Node.Attribute;
import io.github.apmatrix.testkit.Node.Directory;
import io.github.apmatrix.testkit.Node.Link;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The file operations of the simulated kernel, as system calls see them: mode checks also for root, one store for each
 * write, and content of at most one page. Paths are absolute; sysfs is at {@code /sys}.
 */
final class SimulatedFiles {
    private static final int PAGE = 4096;

    private final Directory root;

    SimulatedFiles(Directory root) {
        this.root = root;
    }

    /** Opens, reads to the end and closes. */
    byte[] read(String path) {
        Attribute attribute = open(path, 0444);
        byte[] content = attribute.show().get().getBytes(StandardCharsets.ISO_8859_1);
        return content.length < PAGE ? content : Arrays.copyOf(content, PAGE - 1);
    }

    /** Opens, writes once and closes; returns how many bytes were taken. */
    int write(String path, byte[] value) {
        Attribute attribute = open(path, 0222);
        int taken = Math.min(value.length, PAGE);
        if (taken > 0) {
            attribute.store().accept(new String(value, 0, taken, StandardCharsets.ISO_8859_1));
        }
        return taken;
    }

    private Attribute open(String path, int access) {
        Node node = new PathWalk(root).follow(path);
        if (node instanceof Attribute attribute) {
            if ((attribute.mode() & access) == 0) {
                throw new KernelRefusal(Errno.EACCES);
            }
            return attribute;
        }
        throw new KernelRefusal(Errno.EISDIR);
    }

    ImmutableSortedSet<String> list(String path) {
        if (new PathWalk(root).follow(path) instanceof Directory directory) {
            return ImmutableSortedSet.copyOf(directory.names());
        }
        throw new KernelRefusal(Errno.ENOTDIR);
    }

    String readLink(String path) {
        if (new PathWalk(root).find(path) instanceof Link link) {
            return link.target();
        }
        throw new KernelRefusal(Errno.EINVAL);
    }

    FileStatus stat(String path) {
        Node node;
        try {
            node = new PathWalk(root).find(path);
        } catch (KernelRefusal e) {
            if (e.errno() == Errno.ENOENT) {
                return FileStatus.ABSENT;
            }
            throw e;
        }
        if (node instanceof Attribute attribute) {
            return new FileStatus(FileStatus.Kind.FILE, attribute.mode());
        }
        return node instanceof Link
                ? new FileStatus(FileStatus.Kind.LINK, 0777)
                : new FileStatus(FileStatus.Kind.DIRECTORY, 0755);
    }
}
