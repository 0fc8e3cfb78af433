package io.github.apmatrix.sysfs;

import io.github.apmatrix.sysfs.FileStatus.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lays out a captured host as files, directories and links. What could not be read is left out. */
final class FileTree {
    private FileTree() {}

    static void copy(Sysfs from, Path root) throws IOException {
        copy(from, SysfsPath.root(), root);
    }

    private static void copy(Sysfs from, SysfsPath path, Path to) throws IOException {
        FileStatus status = from.stat(path);
        if (status.kind() == Kind.LINK) {
            Files.createSymbolicLink(to, Path.of(from.readLink(path)));
        } else if (status.kind() == Kind.FILE && status.isReadable()) {
            Files.writeString(to, from.read(path));
        } else if (status.kind() == Kind.DIRECTORY) {
            Files.createDirectory(to);
            for (String name : from.list(path)) {
                copy(from, path.resolve(name), to.resolve(name));
            }
        }
    }
}
