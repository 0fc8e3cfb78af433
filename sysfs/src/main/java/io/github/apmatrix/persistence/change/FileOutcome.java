package io.github.apmatrix.persistence.change;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a file holds after a transaction failed.
 *
 * @param path the file, below the root
 * @param state whether it is as before
 * @param backup a hidden file below the root with the content before, if one could not be removed or is needed
 * @since 0.1.0
 */
public record FileOutcome(Path path, State state, Optional<Path> backup) {
    /** What a file can hold. */
    public enum State {
        /** The content before, or no file if there was none. */
        OLD,
        /** The content after, or no file if it was to be deleted. */
        NEW,
        /** The file was touched and cannot be read any more, or holds what someone else wrote. */
        UNKNOWN
    }

    /**
     * Checks that all are there.
     *
     * @param path the file
     * @param state whether it is as before
     * @param backup a file with the content before
     */
    public FileOutcome {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(backup, "backup");
    }

    static FileOutcome old(FileChange change) {
        return new FileOutcome(change.path(), State.OLD, Optional.empty());
    }

    /** Returns a phrase, for example {@code etc/x is new (before: etc/.x.apmatrix-0123456789abcdef.old)}. */
    @Override
    public String toString() {
        String is = switch (state) {
            case OLD -> " is old";
            case NEW -> " is new";
            case UNKNOWN -> " is in an unknown state";
        };
        return path + is + backup.map(file -> " (before: " + file + ")").orElse("");
    }
}
