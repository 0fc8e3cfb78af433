package io.github.apmatrix.persistence;

import java.util.Objects;

/**
 * A persistent source of which not everything could be read, so that what it says counts as nothing.
 *
 * @param source what it is
 * @param file the file or directory
 * @param problem why it could not be read, without period
 * @since 0.1.0
 */
public record SourceProblem(Source source, String file, String problem) {
    /** A kind of persistent source. */
    public enum Source {
        /** The udev rule of chzdev. */
        RULES("the masks of chzdev"),
        /** A definition of mdevctl that is malformed, so that mdevctl fails for all devices. */
        MALFORMED_DEFINITION("a definition that keeps mdevctl from starting any device"),
        /** A definition of mdevctl that could not be opened; mdevctl would leave it out. */
        UNREADABLE_DEFINITION("a definition"),
        /** A definition of mdevctl in a file that only some of its commands find. */
        MISNAMED_DEFINITION("a definition under another name than its id"),
        /** The kernel's command line, or a configuration of it. */
        COMMAND_LINE("the kernel's command line"),
        /** What loads modules, or keeps them out. */
        MODULES("the loading of modules");

        private final String text;

        Source(String text) {
            this.text = text;
        }

        /** Returns the source in words. */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Checks that all are there.
     *
     * @param source what it is
     * @param file the file or directory
     * @param problem why it could not be read
     */
    public SourceProblem {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(problem, "problem");
    }

    /** Returns the problem in words. */
    @Override
    public String toString() {
        return file + " (" + source + "): " + problem;
    }
}
