package io.github.apmatrix.persistence.boot;

import java.util.Objects;

/**
 * Something that keeps vfio_ap from being loaded.
 *
 * @param kind what it is
 * @param place where it is configured
 * @param text the line or the parameter
 * @since 0.1.0
 */
public record ModuleBlock(Kind kind, BootPlace place, String text) {
    /** How loading is kept from happening. */
    public enum Kind {
        /** A line {@code blacklist vfio_ap}: nothing loads it at boot, but {@code modprobe vfio_ap} does. */
        BLACKLIST("a blacklist, which modprobe vfio_ap passes over", false),

        /** The kernel parameter {@code modprobe.blacklist=}, with the same effect as the line. */
        BLACKLIST_PARAMETER("a blacklist, which modprobe vfio_ap passes over", false),

        /**
         * A line {@code install vfio_ap COMMAND}: the command is run in place of loading, by modprobe too. It can load the
         * module in its own way, which is not known here.
         */
        INSTALL_COMMAND("a command that is run in place of loading", true),

        /** The kernel parameter {@code module_blacklist=}: the kernel refuses the module, whoever loads it. */
        KERNEL_BLACKLIST("a blacklist of the kernel, which refuses the module", true);

        private final String text;
        private final boolean stopsModprobe;

        Kind(String text, boolean stopsModprobe) {
            this.text = text;
            this.stopsModprobe = stopsModprobe;
        }

        /**
         * Returns whether {@code modprobe vfio_ap}, as an administrator enters it, is kept from loading as well.
         *
         * @return true if it is
         */
        public boolean stopsModprobe() {
            return stopsModprobe;
        }
    }

    /**
     * Checks that all are there.
     *
     * @param kind what it is
     * @param place where it is configured
     * @param text the line or the parameter
     */
    public ModuleBlock {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(text, "text");
    }

    /** Returns the place and what stands there. */
    @Override
    public String toString() {
        return place + ": " + kind.text;
    }
}
