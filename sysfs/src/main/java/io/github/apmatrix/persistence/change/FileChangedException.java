package io.github.apmatrix.persistence.change;

import java.nio.file.Path;
import java.util.List;

/**
 * A file did not hold what a change expects: someone changed it since it was read. Nothing was written; read it again.
 *
 * @since 0.1.0
 */
public final class FileChangedException extends FileTransactionException {
    private static final long serialVersionUID = 1L;

    FileChangedException(Path path, String difference, String operation, List<FileOutcome> outcomes) {
        super(path + " is not as expected: " + difference + "; nothing was written", operation, path, outcomes, null);
    }
}
