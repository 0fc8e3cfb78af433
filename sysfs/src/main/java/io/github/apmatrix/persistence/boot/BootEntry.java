package io.github.apmatrix.persistence.boot;

import io.github.apmatrix.persistence.document.Document;
import java.util.Objects;

/**
 * A way to boot a system.
 *
 * @param name the file and, if there are several, the section, for example {@code /etc/zipl.conf [linux]}
 * @param commandLine the kernel command line, a document of this name
 * @since 0.1.0
 */
public record BootEntry(String name, Document commandLine) {
    /**
     * Checks that both are there.
     *
     * @param name file and section
     * @param commandLine the kernel command line
     */
    public BootEntry {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(commandLine, "commandLine");
    }

    static BootEntry of(String name, String commandLine) {
        return new BootEntry(name, new Document(name, commandLine));
    }
}
