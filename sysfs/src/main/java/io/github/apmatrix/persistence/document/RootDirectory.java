package io.github.apmatrix.persistence.document;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The root directory of a system whose files are read: {@code /}, or where the disk of another system is mounted.
 *
 * <p>Symbolic links are followed as that system would follow them: an absolute one starts at this root, and {@code ..} does
 * not leave it. This holds for files that nobody changes meanwhile. Only regular files are read, and {@code /dev/null}, which
 * is empty even if the root has no such file.
 *
 * @param path the directory as an absolute path
 * @since 0.1.0
 */
public record RootDirectory(Path path) {
    private static final int MAX_LINKS = 40;
    private static final Path SYSTEM = Path.of("/");

    /**
     * Makes the path absolute.
     *
     * @param path the directory
     */
    public RootDirectory {
        path = path.toAbsolutePath();
    }

    /**
     * Returns the root of the running system.
     *
     * @return the directory {@code /}
     */
    public static RootDirectory system() {
        return new RootDirectory(SYSTEM);
    }

    /**
     * Returns a directory as a root.
     *
     * @param path the directory; it need not exist, and then there are no files
     * @return the root
     */
    public static RootDirectory of(Path path) {
        return new RootDirectory(path);
    }

    /**
     * Returns what a path is called outside of this root. No link is followed.
     *
     * @param below a path from this root on, for example {@code etc/zipl.conf} or {@code /etc/zipl.conf}
     * @return the path with this root in front
     */
    public Path locate(Path below) {
        Path located = path;
        for (Path name : below) {
            located = located.resolve(name);
        }
        return located;
    }

    /**
     * Returns where a path leads to when all links are followed.
     *
     * @param below a path from this root on, for example {@code etc/zipl.conf} or {@code /etc/zipl.conf}
     * @return a path in this root without links and without {@code ..}; nothing need be there
     * @throws IOException if there are more than 40 links, or one cannot be read
     */
    public Path resolve(Path below) throws IOException {
        Deque<Path> rest = new ArrayDeque<>();
        below.forEach(rest::addLast);
        Path current = path;
        int links = 0;
        while (!rest.isEmpty()) {
            Path name = rest.removeFirst();
            switch (name.toString()) {
                case "", "." -> {}
                case ".." -> current = parent(current);
                default -> {
                    Path next = current.resolve(name);
                    if (!Files.isSymbolicLink(next)) {
                        current = next;
                        continue;
                    }
                    if (++links > MAX_LINKS) {
                        throw new FileSystemException(
                                locate(below).toString(), null, "more than " + MAX_LINKS + " symbolic links");
                    }
                    Path target = Files.readSymbolicLink(next);
                    if (target.isAbsolute()) {
                        current = path;
                    }
                    Lists.reverse(ImmutableList.copyOf(target)).forEach(rest::addFirst);
                }
            }
        }
        return current;
    }

    private Path parent(Path directory) {
        return directory.equals(path) ? path : Objects.requireNonNull(directory.getParent());
    }

    /**
     * Reads a file.
     *
     * @param below its path from this root on
     * @return the document, named by {@link #locate}
     * @throws DocumentException if the file is too long, or is not UTF-8
     * @throws IOException if it cannot be read, is not a regular file, or is missing ({@link NoSuchFileException})
     */
    public Document read(Path below) throws IOException {
        Path file = resolve(below);
        String name = locate(below).toString();
        if (file.equals(path.resolve("dev/null"))) {
            return new Document(name, "");
        }
        requireDirectories(file);
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new FileSystemException(
                    name, null, attributes.isDirectory() ? "is a directory" : "not a regular file");
        }
        return Document.read(file, name, LinkOption.NOFOLLOW_LINKS);
    }

    /** A file in place of a directory is not the same as a missing file, though some JDKs report it so. */
    private void requireDirectories(Path file) throws NotDirectoryException {
        for (Path parent = parent(file); !parent.equals(path); parent = parent(parent)) {
            if (Files.isRegularFile(parent, LinkOption.NOFOLLOW_LINKS)) {
                throw new NotDirectoryException(parent.toString());
            }
        }
    }

    /**
     * Reads a file that can be missing.
     *
     * @param below its path from this root on
     * @param unreadable takes the file if it is there but cannot be read, is too long, or is not UTF-8
     * @return the document; empty if it is missing or unreadable
     */
    public Optional<Document> find(Path below, Consumer<? super UnreadableFile> unreadable) {
        try {
            return Optional.of(read(below));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            unreadable.accept(UnreadableFile.of(locate(below), e));
            return Optional.empty();
        } catch (DocumentException e) {
            unreadable.accept(new UnreadableFile(locate(below), e.problem()));
            return Optional.empty();
        }
    }

    /**
     * Lists a directory that can be missing.
     *
     * @param below its path from this root on
     * @param unreadable takes the directory if it is there but cannot be read
     * @return the names of its entries in the order of their bytes; empty if it is missing or unreadable
     */
    public ImmutableList<Path> list(Path below, Consumer<? super UnreadableFile> unreadable) {
        try (Stream<Path> entries = Files.list(resolve(below))) {
            return entries.map(Path::getFileName).sorted().collect(ImmutableList.toImmutableList());
        } catch (NoSuchFileException e) {
            return ImmutableList.of();
        } catch (IOException e) {
            unreadable.accept(UnreadableFile.of(locate(below), e));
            return ImmutableList.of();
        } catch (UncheckedIOException e) {
            unreadable.accept(UnreadableFile.of(locate(below), Objects.requireNonNull(e.getCause())));
            return ImmutableList.of();
        }
    }
}
