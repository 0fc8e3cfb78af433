package io.github.apmatrix.watch;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Time stands still until a test lets it pass; nobody wakes up before. */
final class ManualPace extends Pace {
    private final Set<Thread> napping = new HashSet<>();
    private long now = Long.MAX_VALUE - 5; // overflows soon
    private long turn;

    @Override
    long now() {
        synchronized (this) {
            return now;
        }
    }

    @Override
    void nap(long nanos) throws InterruptedException {
        long mine = turn;
        napping.add(Thread.currentThread());
        notifyAll();
        try {
            while (turn == mine) {
                wait();
            }
        } finally {
            napping.remove(Thread.currentThread());
        }
    }

    @Override
    void wake() {
        turn++;
        napping.clear();
        notifyAll();
    }

    /** Lets time pass, when so many threads wait that nothing else goes on. */
    void pass(Duration time, int threads) throws InterruptedException {
        synchronized (this) {
            awaitNapping(threads);
            now += time.toNanos();
            wake();
        }
    }

    /** Waits until so many threads wait. */
    void awaitNapping(int threads) throws InterruptedException {
        synchronized (this) {
            while (napping.size() < threads) {
                wait();
            }
        }
    }
}
