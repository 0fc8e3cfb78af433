package io.github.apmatrix.persistence.document;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file or directory that is there but could not be read.
 *
 * @param path where it is, with the root directory in front
 * @param problem why, a phrase without period
 * @since 0.1.0
 */
public record UnreadableFile(Path path, String problem) {
    /**
     * Checks that both are there.
     *
     * @param path where it is
     * @param problem why
     */
    public UnreadableFile {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(problem, "problem");
    }

    /**
     * Returns a file with the reason that an input error gives.
     *
     * @param path where it is
     * @param error what happened when it was read
     * @return the file
     */
    public static UnreadableFile of(Path path, IOException error) {
        return new UnreadableFile(path, problem(error));
    }

    private static String problem(IOException error) {
        if (error instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (error instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (error instanceof NoSuchFileException) {
            return "no such file";
        }
        // the message of these is only the path
        String reason = error instanceof FileSystemException inFile ? inFile.getReason() : error.getMessage();
        return reason == null ? error.getClass().getSimpleName() : reason;
    }

    /** Returns path and problem, for example {@code /etc/zipl.conf: permission denied}. */
    @Override
    public String toString() {
        return path + ": " + problem;
    }
}
