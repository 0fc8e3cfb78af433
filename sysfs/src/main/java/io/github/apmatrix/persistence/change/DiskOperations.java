package io.github.apmatrix.persistence.change;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;

/** The file system below a directory. */
final class DiskOperations implements FileOperations {
    private static final Set<PosixFilePermission> OWN = PosixFilePermissions.fromString("rw-------");

    private final Path root;

    DiskOperations(Path root) {
        this.root = root;
    }

    @Override
    public void checkRoot() throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(root.toString());
        }
    }

    @Override
    public Optional<PosixFileAttributes> attributes(Path path) throws IOException {
        try {
            return Optional.of(
                    Files.readAttributes(resolve(path), PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return Files.readAllBytes(resolve(file));
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        Files.createDirectory(resolve(directory));
    }

    /** Sets the mode twice: a umask can take away the right to write. */
    @Override
    public void create(Path file, byte[] content) throws IOException {
        Files.createFile(resolve(file), PosixFilePermissions.asFileAttribute(OWN));
        setMode(file, OWN);
        Files.write(resolve(file), content, StandardOpenOption.WRITE);
    }

    /** Asks for changes only: who is not root must not even set what is. */
    @Override
    public void setOwner(Path file, UserPrincipal owner, GroupPrincipal group) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(resolve(file), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes now = view.readAttributes();
        if (!now.group().equals(group)) {
            view.setGroup(group);
        }
        if (!now.owner().equals(owner)) {
            view.setOwner(owner);
        }
    }

    @Override
    public void setMode(Path path, Set<PosixFilePermission> mode) throws IOException {
        Files.setPosixFilePermissions(resolve(path), mode);
    }

    /** An interrupt closes the channel; then it is done again, because undoing must not be stopped by it. */
    @Override
    public void sync(Path path) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (!isSynced(path)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isSynced(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(resolve(path), StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        }
    }

    @Override
    public void link(Path link, Path existing) throws IOException {
        try {
            Files.createLink(resolve(link), resolve(existing));
        } catch (UnsupportedOperationException e) {
            throw new IOException("no links here", e);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(resolve(from), resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(resolve(path));
    }

    private Path resolve(Path path) {
        return root.resolve(path.toString());
    }
}
