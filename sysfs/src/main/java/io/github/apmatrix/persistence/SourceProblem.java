package io.github.apmatrix.persistence;

import java.util.Objects;

/**
 * Something about a persistent source that keeps it, or a part of it, from being counted, or that somebody should know of it.
 *
 * @param source what it is
 * @param file the file or directory, or the boot entry in it
 * @param problem what is wrong with it, without period
 * @since 0.1.0
 */
public record SourceProblem(Source source, String file, String problem) {
    /** A kind of persistent source. */
    public enum Source {
        /** The udev rule of chzdev; it counts as missing, and whether it does anything at boot is not known. */
        RULES("the masks of chzdev", "write the masks anew with chzdev"),
        /**
         * The udev rule of chzdev in another directory than that of chzdev. It counts, but chzdev, lszdev and ap-check do not see
         * it.
         */
        RULES_ELSEWHERE("masks that chzdev does not see", "set the masks with chzdev, which hides this file"),
        /** Another udev rule that sets a mask. It does not count here. */
        OTHER_RULES("a udev rule beside 41-ap.rules", "set the masks only in 41-ap.rules"),
        /** A definition that mdevctl cannot read, so that it fails for all devices. */
        MALFORMED_DEFINITION("a definition that keeps mdevctl from starting any device", "repair or remove it"),
        /** A definition that mdevctl reads, but cannot start a device with. */
        UNUSABLE_DEFINITION("a definition that no vfio_ap device can be started with", "repair or remove it"),
        /** A definition that could not be opened; mdevctl would leave it out. */
        UNREADABLE_DEFINITION("a definition", "make it readable, or remove it"),
        /** A definition in a file that only some of mdevctl's commands find. It does not count here. */
        MISNAMED_DEFINITION("a definition under another name than its id", "give it the id of its device as a name"),
        /** The kernel's command line, or a configuration of it, that could not be read. */
        COMMAND_LINE("the kernel's command line", "repair or remove it"),
        /** A boot entry whose masks are others than those that count here, or are not known. */
        BOOT_ENTRY("a boot entry", "let all boot entries set the same masks, or leave all masks to 41-ap.rules"),
        /** What loads modules, or keeps them out. */
        MODULES("the loading of modules", "repair or remove it");

        private final String text;
        private final String remedy;

        Source(String text, String remedy) {
            this.text = text;
            this.remedy = remedy;
        }

        /** What is to be done about a problem with such a source. */
        String remedy() {
            return remedy;
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
     * @param problem what is wrong with it
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
