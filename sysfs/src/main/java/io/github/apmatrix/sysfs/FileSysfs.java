package io.github.apmatrix.sysfs;

import com.google.common.collect.ImmutableSortedSet;
import io.github.apmatrix.sysfs.SysfsCall.Operation;
import io.github.apmatrix.watch.UeventSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sysfs in the file system: the real {@code /sys}, or a tree of files that looks like it.
 *
 * <p>Attributes are opened for writing only, never created or truncated, and a value goes out in one write. Links are
 * followed within the root; a directory that lies outside is refused. That is checked once for each directory, so it
 * guards against a wrong tree, not against someone who changes the tree meanwhile.
 *
 * @since 0.1.0
 */
public final class FileSysfs implements Sysfs {
    private static final int MAX_REMEMBERED = 100_000;
    /** Most attributes are much shorter. */
    private static final int BUFFER = 512;

    private static final Logger LOG = LoggerFactory.getLogger(FileSysfs.class);

    private static final Path SYS = Path.of("/sys");

    private final Path root;
    private final ApLock lock;
    private final Set<SysfsPath> directoriesInside = ConcurrentHashMap.newKeySet();

    private FileSysfs(Path root, ApLock lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Returns the sysfs of this machine, with the lock that it shares with chzdev and mdevctl.
     *
     * @return {@code /sys}
     */
    public static FileSysfs local() {
        return new FileSysfs(SYS, ApLock.local());
    }

    /**
     * Returns the sysfs below a directory, with a lock of its own in memory.
     *
     * @param root the directory that stands for {@code /sys}; it need not exist yet
     * @return the sysfs
     */
    public static FileSysfs at(Path root) {
        return new FileSysfs(root.toAbsolutePath(), ApLock.inMemory());
    }

    /** Returns those of udev if this is {@code /sys}: a copy has none. */
    @Override
    public UeventSource uevents() {
        return root.equals(SYS) ? UeventSource.udevadm() : UeventSource.none();
    }

    @Override
    public ApLock lock() {
        return lock;
    }

    @Override
    public String read(SysfsPath path) {
        SysfsCall call = SysfsCall.of(Operation.READ, path);
        String content = perform(call, () -> {
            checkInside(call, parentOf(path));
            // streams of Files are not interruptible, file channels are
            try (InputStream in = Files.newInputStream(resolve(path), LinkOption.NOFOLLOW_LINKS)) {
                return content(in);
            }
        });
        LOG.trace("{}: {}", call, content);
        return content;
    }

    /** A kernel attribute comes in one read: only one that fills the buffer can have left something. */
    private static String content(InputStream in) throws IOException {
        byte[] bytes = new byte[BUFFER];
        int length = Math.max(0, in.read(bytes));
        while (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * MAX_WRITE + length);
            length += Math.max(0, in.read(bytes, length, bytes.length - length));
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public void write(SysfsPath path, String value) {
        SysfsCall call = SysfsCall.write(path, value);
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        perform(call, () -> {
            checkInside(call, parentOf(path));
            try (OutputStream out =
                    Files.newOutputStream(resolve(path), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                out.write(bytes);
                return true;
            }
        });
        LOG.debug("{}: done", call);
    }

    @Override
    public ImmutableSortedSet<String> list(SysfsPath directory) {
        SysfsCall call = SysfsCall.of(Operation.LIST, directory);
        return perform(call, () -> {
            checkInside(call, directory);
            Path path = resolve(directory);
            int start = path.toString().length() + 1;
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
                List<String> names = new ArrayList<>();
                entries.forEach(entry -> names.add(entry.toString().substring(start)));
                return ImmutableSortedSet.copyOf(names);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        });
    }

    @Override
    public String readLink(SysfsPath link) {
        SysfsCall call = SysfsCall.of(Operation.READ_LINK, link);
        return perform(call, () -> {
            checkInside(call, parentOf(link));
            return Files.readSymbolicLink(resolve(link)).toString();
        });
    }

    @Override
    public FileStatus stat(SysfsPath path) {
        SysfsCall call = SysfsCall.of(Operation.STAT, path);
        return perform(call, () -> {
            try {
                checkInside(call, parentOf(path));
                return status(
                        Files.readAttributes(resolve(path), PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
            } catch (NoSuchFileException e) {
                return FileStatus.ABSENT;
            }
        });
    }

    private static FileStatus status(PosixFileAttributes attributes) {
        FileStatus.Kind kind = attributes.isSymbolicLink()
                ? FileStatus.Kind.LINK
                : attributes.isDirectory() ? FileStatus.Kind.DIRECTORY : FileStatus.Kind.FILE;
        return new FileStatus(kind, FileStatus.modeOf(attributes.permissions()));
    }

    private Path resolve(SysfsPath path) {
        return root.resolve(path.toString());
    }

    private static SysfsPath parentOf(SysfsPath path) {
        return path.parent().orElse(SysfsPath.root());
    }

    private void checkInside(SysfsCall call, SysfsPath directory) throws IOException {
        if (directoriesInside.contains(directory)) {
            return;
        }
        if (!directory.equals(SysfsPath.root())) {
            checkInside(call, parentOf(directory));
            Path path = resolve(directory);
            boolean isLink = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isSymbolicLink();
            if (isLink && !path.toRealPath().startsWith(root.toRealPath())) {
                throw new AccessRefusedException(call, Errno.UNKNOWN, "the path leads out of " + root, null);
            }
        }
        if (directoriesInside.size() == MAX_REMEMBERED) {
            directoriesInside.clear(); // devices come and go, and their directories with them
        }
        directoriesInside.add(directory);
    }

    private interface FileOperation<T> {
        T perform() throws IOException;
    }

    /**
     * Clears the interrupt status meanwhile: what is built on channels refuses to start when it is set. Today's streams of
     * Files do not look at it, but no specification says so.
     */
    private static <T> T perform(SysfsCall call, FileOperation<T> operation) {
        boolean interrupted = Thread.interrupted();
        try {
            return operation.perform();
        } catch (IOException e) {
            Errno errno = Errno.of(e);
            String meaning = errno == Errno.UNKNOWN
                    ? ErrnoMeanings.ofUnknown(call, Errno.words(e))
                    : ErrnoMeanings.of(call, errno);
            throw SysfsException.of(call, errno, meaning, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns the root directory. */
    @Override
    public String toString() {
        return root.toString();
    }
}
