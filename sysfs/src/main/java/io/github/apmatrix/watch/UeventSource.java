package io.github.apmatrix.watch;

/**
 * Where a watcher learns that the kernel sent events about AP devices: a reason to read the host at once. It is never the only
 * truth, for the kernel changes much without an event, and events can get lost.
 *
 * @since 0.1.0
 */
public interface UeventSource {
    /**
     * Begins to listen.
     *
     * @return what tells of events from now on; if there is nothing to listen to, a monitor that is not open
     */
    Monitor open();

    /** What tells of events; used by one thread at a time, except for {@link #close}. */
    interface Monitor extends AutoCloseable {
        /**
         * Returns whether there were events since this was asked last. Does not wait.
         *
         * @return true if there was at least one
         */
        boolean hasNews();

        /**
         * Returns whether there can still be news.
         *
         * @return false if it is of no use to ask again
         */
        boolean isOpen();

        /** Ends listening; nothing happens the second time. */
        @Override
        void close();
    }

    /**
     * Returns a source that never has news.
     *
     * @return always the same
     */
    static UeventSource none() {
        return NoUevents.INSTANCE;
    }

    /**
     * Returns the events of the kernel of this machine about its ap, mdev and matrix devices, as {@code udevadm monitor} prints
     * them. It runs as a child process for each monitor and is killed when the monitor is closed. If there is no udevadm, or
     * when it ends, there is just no news.
     *
     * @return the source
     */
    static UeventSource udevadm() {
        return UdevSource.LOCAL;
    }
}
