package io.github.apmatrix.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How long a write to {@code remove} waits for the guest to end: by default not at all. */
final class RemovalWait {
    private final Object lock;
    private final Duration limit;

    RemovalWait(Object lock, Duration limit) {
        this.lock = lock;
        this.limit = limit;
    }

    /**
     * Waits until the device is gone; the caller has the lock, which is free meanwhile. As in the kernel, an interrupt
     * does not end the wait, but is kept.
     */
    boolean await(BooleanSupplier gone) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        synchronized (lock) {
            long left = limit.toNanos();
            while (!gone.getAsBoolean() && left > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                left = deadline - System.nanoTime();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return gone.getAsBoolean();
    }
}
