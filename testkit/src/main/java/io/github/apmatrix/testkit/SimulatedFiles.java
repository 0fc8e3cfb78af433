package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.FileStatus;
import io.github.apmatrix.sysfs.SysfsPath;
import io.github.apmatrix.testkit.Node.Attribute;
import io.github.apmatrix.testkit.Node.Directory;
import io.github.apmatrix.testkit.Node.Link;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file operations of the simulated kernel, as system calls see them: path lookup through links, mode checks also for
 * root, one store for each write, and content of at most one page.
 */
final class SimulatedFiles {
    private static final int PAGE = 4096;
    private static final int MAX_LINKS = 40;

    private final Directory root;

    SimulatedFiles(Directory root) {
        this.root = root;
    }

    /** Opens, reads to the end and closes. */
    byte[] read(SysfsPath path) {
        Attribute attribute = open(path, 0444);
        byte[] content = attribute.show().get().getBytes(StandardCharsets.ISO_8859_1);
        return content.length < PAGE ? content : Arrays.copyOf(content, PAGE - 1);
    }

    /** Opens, writes once and closes; returns how many bytes were taken. */
    int write(SysfsPath path, byte[] value) {
        Attribute attribute = open(path, 0222);
        int taken = Math.min(value.length, PAGE);
        if (taken > 0) {
            attribute.store().accept(new String(value, 0, taken, StandardCharsets.ISO_8859_1));
        }
        return taken;
    }

    private Attribute open(SysfsPath path, int access) {
        Node node = followed(path);
        if (node instanceof Attribute attribute) {
            if ((attribute.mode() & access) == 0) {
                throw new KernelRefusal(Errno.EACCES);
            }
            return attribute;
        }
        throw new KernelRefusal(Errno.EISDIR);
    }

    ImmutableSortedSet<String> list(SysfsPath path) {
        if (followed(path) instanceof Directory directory) {
            return ImmutableSortedSet.copyOf(directory.names());
        }
        throw new KernelRefusal(Errno.ENOTDIR);
    }

    String readLink(SysfsPath path) {
        if (present(find(path)) instanceof Link link) {
            return link.target();
        }
        throw new KernelRefusal(Errno.EINVAL);
    }

    FileStatus stat(SysfsPath path) {
        Node node;
        try {
            node = find(path);
        } catch (KernelRefusal e) {
            if (e.errno() == Errno.ENOENT) {
                return FileStatus.ABSENT;
            }
            throw e;
        }
        if (node == null) {
            return FileStatus.ABSENT;
        } else if (node instanceof Attribute attribute) {
            return new FileStatus(FileStatus.Kind.FILE, attribute.mode());
        }
        return node instanceof Link
                ? new FileStatus(FileStatus.Kind.LINK, 0777)
                : new FileStatus(FileStatus.Kind.DIRECTORY, 0755);
    }

    /** Finds what stands at a path and follows a link there. */
    private Node followed(SysfsPath path) {
        SysfsPath at = path;
        for (int links = 0; links <= MAX_LINKS; links++) {
            Node node = present(find(at));
            if (!(node instanceof Link link)) {
                return node;
            }
            at = target(at, link);
        }
        throw new KernelRefusal(Errno.ELOOP);
    }

    /** Finds what stands at a path; links within it are followed, one at its end is not. */
    private @Nullable Node find(SysfsPath path) {
        Optional<SysfsPath> parent = path.parent();
        if (parent.isEmpty()) {
            return root;
        }
        Node node = present(find(parent.orElseThrow()));
        SysfsPath at = parent.orElseThrow();
        for (int links = 0; node instanceof Link link; links++) {
            if (links == MAX_LINKS) {
                throw new KernelRefusal(Errno.ELOOP);
            }
            at = target(at, link);
            node = present(find(at));
        }
        if (node instanceof Directory directory) {
            return directory.child(path.name());
        }
        throw new KernelRefusal(Errno.ENOTDIR);
    }

    private static SysfsPath target(SysfsPath at, Link link) {
        return at.resolveLink(link.target()).orElseThrow(() -> new KernelRefusal(Errno.ENOENT));
    }

    private static Node present(@Nullable Node node) {
        if (node == null) {
            throw new KernelRefusal(Errno.ENOENT);
        }
        return node;
    }
}
