package io.github.apmatrix.sysfs;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A lock between threads. */
final class MemoryApLock implements ApLock {
    private final Semaphore free = new Semaphore(1);

    @Override
    public Held acquire(Duration timeout) {
        try {
            if (!free.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ApLockException("the AP configuration lock was not free within " + timeout, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApLockException("interrupted while waiting for the AP configuration lock", e);
        }
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.getAndSet(false)) {
                free.release();
            }
        };
    }

    @Override
    public boolean isHeldByThisProcess() {
        return free.availablePermits() == 0;
    }

    @Override
    public String toString() {
        return "ApLock[in memory]";
    }
}
