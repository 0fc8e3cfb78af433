package io.github.apmatrix.sysfs;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The lock that tools hold while several changes of the AP configuration belong together. It is advisory: the kernel does
 * not know it.
 *
 * @since 0.1.0
 */
public interface ApLock {
    /**
     * Takes the lock, waiting for whoever has it.
     *
     * @param timeout the longest wait; zero to try once
     * @return what gives the lock back when it is closed
     * @throws ApLockException if the lock was not free in time, or the thread was interrupted
     */
    Held acquire(Duration timeout);

    /**
     * Returns whether this process holds the lock, whichever of its threads took it. A program that wants the lock and is
     * started then waits in vain.
     *
     * @return true if the lock is this process's at the moment
     * @throws ApLockException if that cannot be found out
     */
    boolean isHeldByThisProcess();

    /** A lock that was taken. */
    interface Held extends AutoCloseable {
        /** Gives the lock back; nothing happens the second time. */
        @Override
        void close();
    }

    /**
     * Returns the lock that chzdev, lszdev and mdevctl's callout use: {@code /run/lock/s390apconfig.lock}.
     *
     * @return the lock of this machine
     */
    static ApLock local() {
        return file(Path.of("/run/lock/s390apconfig.lock"));
    }

    /**
     * Returns a lock that is a file with the owner's process id, made by linking, as chzdev makes it. A file whose process
     * is gone is stale and replaced, so the lock means nothing to processes in other PID namespaces (containers): to each,
     * the other's number is no process of its own. Tools that are started while the lock is held, and that want it
     * themselves, wait until they give up.
     *
     * @param file the file
     * @return the lock
     */
    static ApLock file(Path file) {
        return new FileApLock(file);
    }

    /**
     * Returns a new lock between the threads of this process.
     *
     * @return a lock that nobody has
     */
    static ApLock inMemory() {
        return new MemoryApLock();
    }
}
