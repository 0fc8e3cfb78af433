package io.github.apmatrix.persistence.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Files as they are and as they should be. */
record Scenario(List<Scenario.File> files, Set<Path> directories) {
    private static final String NEW_FILE = "rw-r--r--";

    /** A file; the mode is the one before, if there is a before. */
    record File(FileChange change, String mode) {
        String expectedMode() {
            return change.before().isPresent() ? mode : NEW_FILE;
        }
    }

    List<FileChange> changes() {
        return files.stream().map(File::change).toList();
    }

    /** Makes the files as they are before; there are always others that are none of our business. */
    Path build() throws IOException {
        Path root = Files.createTempDirectory("transaction");
        for (Path directory : directories) {
            Files.createDirectories(root.resolve(directory));
        }
        Tree.write(root.resolve("a/other"), "rw-rw-r--", "untouched");
        for (File file : files) {
            if (file.change().before().isPresent()) {
                Tree.write(
                        root.resolve(file.change().path()),
                        file.mode(),
                        file.change().before().get());
            }
        }
        return root;
    }

    SortedMap<Path, String> expected(SortedMap<Path, String> old) {
        SortedMap<Path, String> expected = new TreeMap<>(old);
        for (File file : files) {
            Path path = file.change().path();
            Optional<String> after = file.change().after();
            if (after.isPresent()) {
                expected.put(path, Tree.file(file.expectedMode(), after.get()));
                for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
                    expected.putIfAbsent(parent, Tree.DIRECTORY);
                }
            } else {
                expected.remove(path);
            }
        }
        return expected;
    }

    /** What holds at any moment: each file is old or new as a whole, with its mode, and a replaced one is never missing. */
    void assertEachFileIsOldOrNew(Path root) {
        for (File file : files) {
            FileChange change = file.change();
            assertThat(Tree.entry(root, change.path()))
                    .as("%s", change)
                    .isIn(
                            change.before().map(text -> Tree.file(file.mode(), text)),
                            change.after().map(text -> Tree.file(file.expectedMode(), text)));
        }
    }

    /** The changes that are left to do, whoever made the others. */
    List<FileChange> remaining(Path root) {
        return changes().stream()
                .map(change -> new FileChange(change.path(), Tree.content(root.resolve(change.path())), change.after()))
                .toList();
    }
}
