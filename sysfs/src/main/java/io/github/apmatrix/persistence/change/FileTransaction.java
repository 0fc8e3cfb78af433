package io.github.apmatrix.persistence.change;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Changes of several small text files that are made together or not at all.
 *
 * <pre>{@code
 * FileTransaction.of(Path.of("/"), List.of(
 *         FileChange.replace(Path.of("etc/udev/rules.d/41-ap.rules"), before, after),
 *         FileChange.create(Path.of("etc/mdevctl.d/matrix", id.toString()), definition))).apply();
 * }</pre>
 *
 * <p>What holds, as long as everyone who writes these files holds the same lock:
 *
 * <ul>
 *   <li>At any moment each file is old or new as a whole. One that is replaced is never missing.
 *   <li>When {@link #apply} returns, all files are new, and on the disk.
 *   <li>When it throws, all files are old, and what was made on the way is removed; a file that had been replaced is the same
 *       file again, not a copy, where the file system has hard links. If undoing fails too, the exception says which files
 *       are old and which are new.
 *   <li>If the process is killed, or the power fails, between the first and the last file, some can be new and others old.
 *       Directories can be left then, and hidden files beside the changed ones: {@code .NAME.apmatrix-NUMBER.old} is what a
 *       file held before, {@code .NAME.apmatrix-NUMBER.new} what it should hold. {@link #leftovers} finds them. udev and
 *       modules-load do not read such names, mdevctl only warns of them, and a later transaction is not disturbed.
 * </ul>
 *
 * <p>Without that lock a file that someone writes between the check and the change can be lost. Mode, owner and group of
 * a replaced file are kept; extended attributes and access control lists are not. New files have mode 0644, new directories
 * 0755, whatever the umask is. An interrupted thread still completes what it began; the interrupt status is kept.
 *
 * @since 0.1.0
 */
public final class FileTransaction {
    private final ImmutableList<FileChange> changes;
    private final FileOperations files;

    FileTransaction(FileOperations files, Iterable<FileChange> changes) {
        this.files = files;
        this.changes = ImmutableList.copyOf(changes);
        checkPaths(this.changes);
    }

    /**
     * Returns a transaction; nothing is read or written yet.
     *
     * @param root the directory that the paths of the changes start from: {@code /} for this host
     * @param changes the changes, in the order in which they are made; there may be none
     * @return the transaction
     * @throws IllegalArgumentException if two changes are of the same file, or one is of a directory of another
     */
    public static FileTransaction of(Path root, Iterable<FileChange> changes) {
        return new FileTransaction(new DiskOperations(root), changes);
    }

    private static void checkPaths(List<FileChange> changes) {
        Set<Path> paths = new HashSet<>();
        for (FileChange change : changes) {
            if (!paths.add(change.path())) {
                throw new IllegalArgumentException("there are two changes of " + change.path());
            }
        }
        for (Path path : paths) {
            for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
                if (paths.contains(parent)) {
                    throw new IllegalArgumentException(
                            parent + " cannot be a file and the directory of " + path + " in one transaction");
                }
            }
        }
    }

    /**
     * Makes all changes. First every file is checked; missing directories are made.
     *
     * @return what was done
     * @throws FileChangedException if a file does not hold what its change expects; nothing was written
     * @throws FileTransactionException if there is no root; if there is a symbolic link in a path, because it would be
     *     replaced or lead out of the root; if something else than a file is there; if any operation fails. Everything
     *     is as before, unless the exception says otherwise.
     */
    public FileTransactionReport apply() {
        return new TransactionRun(files, changes).run();
    }

    /**
     * Finds hidden files of transactions that did not end, or could not remove them. Those of a transaction that is
     * under way are found too.
     *
     * @param root the directory that the paths start from
     * @param directories the directories to look in, below the root; they may be missing
     * @return the hidden files, below the root, sorted within each directory
     * @throws IOException if a directory cannot be read
     */
    public static ImmutableList<Path> leftovers(Path root, Iterable<Path> directories) throws IOException {
        ImmutableList.Builder<Path> leftovers = ImmutableList.builder();
        for (Path directory : directories) {
            List<Path> found = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                    root.resolve(directory.toString()), entry -> HiddenName.matches(nameOf(entry)))) {
                entries.forEach(entry -> found.add(directory.resolve(nameOf(entry))));
            } catch (NoSuchFileException e) {
                continue;
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
            leftovers.addAll(found.stream().sorted().toList());
        }
        return leftovers.build();
    }

    private static String nameOf(Path entry) {
        return Objects.toString(entry.getFileName(), "");
    }

    /**
     * Returns the changes.
     *
     * @return the changes, in their order
     */
    public ImmutableList<FileChange> changes() {
        return changes;
    }

    /** Returns a line for each change. */
    @Override
    public String toString() {
        return String.join("\n", changes.stream().map(FileChange::toString).toList());
    }
}
