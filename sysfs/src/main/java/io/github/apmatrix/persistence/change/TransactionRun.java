package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the changes of a transaction once. */
final class TransactionRun {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionRun.class);
    private static final Set<PosixFilePermission> NEW_DIRECTORY = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Path ROOT = Path.of("");

    private final FileOperations files;
    private final List<PendingFile> all;
    /** Those that are not just checked. */
    private final List<PendingFile> touched;

    private final Set<Path> missing = new LinkedHashSet<>();
    private final Set<Path> made = new LinkedHashSet<>();
    private final List<Exception> undoErrors = new ArrayList<>();

    /** What is being done, for the exception if it fails. */
    private String operation = "";

    private Path path = ROOT;

    TransactionRun(FileOperations files, List<FileChange> changes) {
        this.files = files;
        HiddenName names = HiddenName.unused();
        this.all = changes.stream()
                .map(change -> new PendingFile(files, change, names))
                .toList();
        this.touched =
                all.stream().filter(file -> file.change().changesContent()).toList();
    }

    private interface Action {
        void perform() throws IOException;
    }

    FileTransactionReport run() {
        try {
            check();
        } catch (IOException e) {
            throw nothingChanged(e);
        }
        try {
            change();
        } catch (IOException | RuntimeException e) {
            undo();
            throw undoErrors.isEmpty() ? nothingChanged(e) : notUndone(e);
        }
        touched.forEach(file -> LOG.debug("{}: done", file.change()));
        return new FileTransactionReport(
                ImmutableList.copyOf(Lists.transform(touched, PendingFile::change)), deleteBackups());
    }

    private void starting(String newOperation, Path newPath) {
        operation = newOperation;
        path = newPath;
    }

    private void check() throws IOException {
        starting("check", ROOT);
        files.checkRoot();
        for (PendingFile file : all) {
            starting("check", file.change().path());
            List<Path> directories = file.missingDirectories();
            Optional<String> difference = directories.isEmpty() ? file.difference() : file.differenceIfMissing();
            if (difference.isPresent()) {
                throw new FileChangedException(path, difference.get(), operation, allOld());
            }
            if (file.change().after().isPresent()) {
                missing.addAll(directories);
            }
        }
    }

    /** What can fail for lack of space or rights comes first; then there are only changes of names. */
    private void change() throws IOException {
        for (Path directory : missing) {
            starting("make", directory);
            make(directory);
        }
        for (PendingFile file : touched) {
            starting("write the new content of", file.change().path());
            file.write();
        }
        for (PendingFile file : touched) {
            starting("back up", file.change().path());
            file.backUp();
        }
        for (PendingFile file : touched) {
            starting(
                    file.change().after().isPresent() ? "replace" : "delete",
                    file.change().path());
            file.commit();
        }
        for (Path directory : directories()) {
            starting("sync", directory);
            files.sync(directory);
        }
    }

    private void make(Path directory) throws IOException {
        made.add(directory);
        try {
            files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            made.remove(directory); // someone else did
            throw e;
        }
        files.setMode(directory, NEW_DIRECTORY);
    }

    /** Where names come and go. */
    private Set<Path> directories() {
        Set<Path> directories = new LinkedHashSet<>();
        touched.forEach(file -> directories.add(parentOf(file.change().path())));
        made.forEach(directory -> directories.add(parentOf(directory)));
        return directories;
    }

    private static Path parentOf(Path path) {
        Path parent = path.getParent();
        return parent == null ? ROOT : parent;
    }

    private void undo() {
        for (PendingFile file : Lists.reverse(touched)) {
            if (undo(file::restore)) {
                undo(file::deleteBackup);
            }
            undo(file::deleteTemporary);
        }
        for (Path directory : Lists.reverse(List.copyOf(made))) {
            undo(() -> deleteIfEmpty(directory));
        }
        for (Path directory : directories()) {
            if (!missing.contains(directory)) {
                undo(() -> files.sync(directory));
            }
        }
    }

    /** One error must not keep the rest from being undone. */
    private boolean undo(Action action) {
        try {
            action.perform();
            return true;
        } catch (IOException | RuntimeException e) {
            undoErrors.add(e);
            return false;
        }
    }

    private void deleteIfEmpty(Path directory) throws IOException {
        try {
            files.delete(directory);
        } catch (DirectoryNotEmptyException e) {
            LOG.debug("{} is in use meanwhile", directory, e);
        }
    }

    /** Too late to fail: everything is in place. */
    private ImmutableList<Path> deleteBackups() {
        ImmutableList.Builder<Path> leftovers = ImmutableList.builder();
        for (PendingFile file : touched) {
            try {
                file.deleteBackup();
            } catch (IOException | RuntimeException e) {
                LOG.warn("cannot delete the backup of {}", file.change().path(), e);
                file.leftBackup().ifPresent(leftovers::add);
            }
        }
        return leftovers.build();
    }

    private List<FileOutcome> allOld() {
        return all.stream().map(file -> FileOutcome.old(file.change())).toList();
    }

    private FileTransactionException nothingChanged(Exception cause) {
        return new FileTransactionException(
                message(cause) + "; everything is as before", operation, path, allOld(), cause);
    }

    private FileTransactionException notUndone(Exception cause) {
        List<Path> leftovers = new ArrayList<>();
        touched.forEach(file -> {
            file.leftBackup().ifPresent(leftovers::add);
            file.leftTemporary().ifPresent(leftovers::add);
        });
        made.stream()
                .filter(directory -> PendingFile.mayBeThere(files, directory))
                .forEach(leftovers::add);
        return new FileTransactionException(
                message(cause),
                operation,
                path,
                all.stream().map(PendingFile::outcome).toList(),
                leftovers,
                undoErrors,
                cause);
    }

    private String message(Exception cause) {
        return "cannot " + operation + " " + (path.equals(ROOT) ? "the root" : path) + " (" + cause + ")";
    }
}
