package io.github.apmatrix.watch;

/**
 * Is told what happened to a host.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface HostListener {
    /**
     * Is told what happened since the last call. Calls come one after the other, from the watcher's thread. While one lasts the
     * host is not read, so what happens meanwhile comes together in the next call. What is thrown is logged and does not stop
     * the watcher; the update counts as told.
     *
     * @param update what happened
     */
    void changed(HostUpdate update);
}
