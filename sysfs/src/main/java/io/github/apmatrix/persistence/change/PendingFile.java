package io.github.apmatrix.persistence.change;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One file on its way from old to new. */
final class PendingFile {
    private static final Set<PosixFilePermission> NEW_FILE = PosixFilePermissions.fromString("rw-r--r--");

    private final FileOperations files;
    private final FileChange change;
    private final Path path;
    private final Path temporary;
    private final Path backup;

    private @Nullable PosixFileAttributes old;
    /** Each is set before the first operation, which can have done its work although it failed. */
    private boolean temporaryBegun;

    private boolean backupBegun;
    private boolean commitBegun;
    private boolean backupComplete;

    PendingFile(FileOperations files, FileChange change, HiddenName names) {
        this.files = files;
        this.change = change;
        this.path = change.path();
        this.temporary = names.ofNew(path);
        this.backup = names.ofOld(path);
    }

    FileChange change() {
        return change;
    }

    /** The directories on the way to the file that are not there, outermost first. */
    List<Path> missingDirectories() throws IOException {
        List<Path> missing = new ArrayList<>();
        for (int names = 1; names < path.getNameCount(); names++) {
            Path directory = path.subpath(0, names);
            if (!missing.isEmpty()) {
                missing.add(directory);
                continue;
            }
            Optional<PosixFileAttributes> found = files.attributes(directory);
            if (found.isEmpty()) {
                missing.add(directory);
            } else if (!found.get().isDirectory()) {
                throw refused(directory, found.get(), "is no directory");
            }
        }
        return missing;
    }

    /** How the file differs from what is expected, as a sentence; empty if it does not. Its directory is there. */
    Optional<String> difference() throws IOException {
        PosixFileAttributes found = files.attributes(path).orElse(null);
        if (found == null) {
            return differenceIfMissing();
        }
        if (!found.isRegularFile()) {
            throw refused(path, found, "is no file");
        }
        if (change.before().isEmpty()) {
            return Optional.of("it is there already");
        }
        old = found;
        byte[] expected = FileChange.bytes(change.before().get());
        byte[] actual = files.read(path);
        int position = Arrays.mismatch(expected, actual);
        if (position < 0) {
            return Optional.empty();
        }
        int line = 1;
        for (int i = 0; i < position; i++) {
            line += expected[i] == '\n' ? 1 : 0;
        }
        return Optional.of("its content differs from line " + line + " on (" + expected.length + " bytes expected, "
                + actual.length + " found)");
    }

    Optional<String> differenceIfMissing() {
        return change.before().map(text -> "it is missing");
    }

    private static FileSystemException refused(Path path, PosixFileAttributes found, String otherwise) {
        return new FileSystemException(
                path.toString(),
                null,
                found.isSymbolicLink() ? "is a symbolic link, and links are not followed" : otherwise);
    }

    void write() throws IOException {
        if (change.after().isPresent()) {
            temporaryBegun = true;
            write(temporary, change.after().get());
        }
    }

    /** A second name of the old file; a copy where it cannot have one. */
    void backUp() throws IOException {
        if (change.before().isPresent()) {
            backupBegun = true;
            try {
                files.link(backup, path);
            } catch (IOException noLink) {
                try {
                    files.delete(backup);
                    write(backup, change.before().get());
                } catch (IOException e) {
                    e.addSuppressed(noLink);
                    throw e;
                }
            }
            backupComplete = true;
        }
    }

    private void write(Path file, String content) throws IOException {
        files.create(file, FileChange.bytes(content));
        if (old != null) {
            files.setOwner(file, old.owner(), old.group());
        }
        files.setMode(file, old == null ? NEW_FILE : old.permissions());
        files.sync(file);
    }

    void commit() throws IOException {
        commitBegun = true;
        if (change.after().isPresent()) {
            files.rename(temporary, path);
        } else {
            files.delete(path);
        }
    }

    /** Looks first, because a commit that failed can have done its work. */
    void restore() throws IOException {
        if (!commitBegun || !isCommitted()) {
            return;
        }
        if (change.before().isPresent()) {
            files.rename(backup, path);
        } else {
            files.delete(path);
        }
    }

    private boolean isCommitted() throws IOException {
        return files.attributes(change.after().isPresent() ? temporary : path).isEmpty();
    }

    /** Only when the file is old, or new for good. */
    void deleteBackup() throws IOException {
        if (backupBegun) {
            files.delete(backup);
        }
    }

    void deleteTemporary() throws IOException {
        if (temporaryBegun) {
            files.delete(temporary);
        }
    }

    /** What it is now that undoing gave errors. */
    FileOutcome outcome() {
        return new FileOutcome(path, state(), backupComplete ? leftBackup() : Optional.empty());
    }

    private FileOutcome.State state() {
        if (!commitBegun) {
            return FileOutcome.State.OLD;
        }
        try {
            boolean isThere = files.attributes(path).isPresent();
            if (holds(change.before(), isThere)) {
                return FileOutcome.State.OLD;
            }
            return holds(change.after(), isThere) ? FileOutcome.State.NEW : FileOutcome.State.UNKNOWN;
        } catch (IOException e) {
            return FileOutcome.State.UNKNOWN; // what undoing said about it is in the exception already
        }
    }

    private boolean holds(Optional<String> content, boolean isThere) throws IOException {
        return isThere == content.isPresent()
                && (!isThere || Arrays.equals(FileChange.bytes(content.get()), files.read(path)));
    }

    Optional<Path> leftBackup() {
        return backupBegun && mayBeThere(files, backup) ? Optional.of(backup) : Optional.empty();
    }

    Optional<Path> leftTemporary() {
        return temporaryBegun && mayBeThere(files, temporary) ? Optional.of(temporary) : Optional.empty();
    }

    static boolean mayBeThere(FileOperations files, Path path) {
        try {
            return files.attributes(path).isPresent();
        } catch (IOException e) {
            return true;
        }
    }
}
