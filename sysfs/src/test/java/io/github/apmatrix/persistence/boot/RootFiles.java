package io.github.apmatrix.persistence.boot;

import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.RootDirectory;
import io.github.apmatrix.persistence.document.UnreadableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files below a root directory, to be read. */
record RootFiles(Path path) {
    RootDirectory root() {
        return RootDirectory.of(path);
    }

    RootFiles with(String name, String text) {
        try {
            Files.writeString(place(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    RootFiles withBytes(String name, int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        try {
            Files.write(place(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    RootFiles withDirectory(String name) {
        try {
            Files.createDirectory(place(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    RootFiles withLink(String name, String target) {
        try {
            Files.createSymbolicLink(place(name), Path.of(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private Path place(String name) throws IOException {
        Path file = path.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }

    String nameOf(String name) {
        return path.resolve(name).toString();
    }

    UnreadableFile unreadable(String name, String problem) {
        return new UnreadableFile(path.resolve(name), problem);
    }

    static Document commandLine(String text) {
        return new Document("/proc/cmdline", text);
    }
}
