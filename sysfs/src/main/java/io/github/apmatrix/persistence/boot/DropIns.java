package io.github.apmatrix.persistence.boot;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.RootDirectory;
import io.github.apmatrix.persistence.document.UnreadableFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Files of one name ending in several directories, as systemd, kmod and udev read them: a name in an earlier directory hides the same
 * name in all later ones, also if that file is empty or cannot be read.
 */
final class DropIns {
    private static final String CONFIGURATION = ".conf";

    /** The last one is mostly a link to the one before, so that all of its files are hidden. */
    private static final ImmutableList<String> PARENTS =
            ImmutableList.of("etc", "run", "usr/local/lib", "usr/lib", "lib");

    private DropIns() {}

    /** Returns the files {@code *.conf} of all directories of a name in the order in which they are processed. */
    static ImmutableList<Document> read(
            RootDirectory root, String directory, Consumer<? super UnreadableFile> unreadable) {
        return read(root, directory, CONFIGURATION, unreadable);
    }

    /** Returns the files of a name ending of all directories of a name in the order in which they are processed. */
    static ImmutableList<Document> read(
            RootDirectory root, String directory, String suffix, Consumer<? super UnreadableFile> unreadable) {
        Map<Path, Path> files = new TreeMap<>();
        for (String parent : PARENTS) {
            Path folder = Path.of(parent, directory);
            files(root, folder, suffix, unreadable).forEach(name -> files.putIfAbsent(name, folder.resolve(name)));
        }
        return files.values().stream()
                .flatMap(file -> root.find(file, unreadable).stream())
                .collect(ImmutableList.toImmutableList());
    }

    /** Returns the names of the files {@code *.conf} in one directory. */
    static Stream<Path> configurationFiles(
            RootDirectory root, Path folder, Consumer<? super UnreadableFile> unreadable) {
        return files(root, folder, CONFIGURATION, unreadable);
    }

    private static Stream<Path> files(
            RootDirectory root, Path folder, String suffix, Consumer<? super UnreadableFile> unreadable) {
        return root.list(folder, unreadable).stream()
                .filter(name ->
                        name.toString().endsWith(suffix) && !name.toString().startsWith("."));
    }
}
