package io.github.apmatrix.watch;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The time and how to wait; tests have a time of their own. Whoever waits or wakes holds its monitor. */
class Pace {
    long now() {
        return System.nanoTime();
    }

    /** Waits until something holds or the time is over, and returns whether it holds. */
    final boolean await(long nanos, BooleanSupplier condition) throws InterruptedException {
        long start = now();
        while (!condition.getAsBoolean()) {
            long left = nanos - (now() - start);
            if (left <= 0) {
                return false;
            }
            nap(left);
        }
        return true;
    }

    /** Waits until it is woken or the time is over, or shorter. */
    void nap(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedWait(this, nanos);
    }

    void wake() {
        notifyAll();
    }
}
