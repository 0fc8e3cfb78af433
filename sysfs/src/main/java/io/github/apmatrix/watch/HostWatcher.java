package io.github.apmatrix.watch;

import io.github.apmatrix.event.HostEvents;
import io.github.apmatrix.host.HostSnapshot;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a host: reads it again at intervals and when the kernel sends an event, and tells a listener what happened.
 *
 * <pre>{@code
 * try (HostWatcher watcher = host.watch(update -> System.out.print(update))) {
 *     watcher.awaitUntil(now -> now.cards().containsKey(AdapterId.of(0x0a)), Duration.ofMinutes(2));
 * }
 * }</pre>
 *
 * <ul>
 *   <li>The events come in order: replayed on {@link #first()} they give {@link #snapshot()}. What came and went again between
 *       two readings may be missing.
 *   <li>A listener that takes long gets all that happened meanwhile in one update, as the difference to what it was told last.
 *       Nothing is queued and no state is lost.
 *   <li>A value that cannot be read for a moment is no event: it keeps its last content, the host is read again soon, and only
 *       if that fails as well the value is not known. Likewise a device that just appears or goes is told when it is
 *       complete, or gone. What a directory has that cannot be listed stays as it was.
 *   <li>Each reading reads only what can have changed. What the kernel changes without an event, as assignments, guest
 *       matrices and status, is read every time; the details of a card only after the next bus scan.
 *   <li>All work is done in one thread. Thread-safe.
 * </ul>
 *
 * @since 0.1.0
 */
public final class HostWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostWatcher.class);
    /** How often to ask for news; also how long it must have been quiet, for events come in bursts. */
    static final Duration LOOK = Duration.ofMillis(200);
    /** How long a burst is waited for. */
    static final Duration LONGEST_BURST = Duration.ofSeconds(1);
    /** How soon to read again after a reading that was not followed in everything. */
    static final Duration CONFIRMATION = Duration.ofMillis(500);
    /** How long closing waits for a reading or a listener that is at work. */
    static final Duration GRACE = Duration.ofSeconds(1);

    private final Pace pace;
    private final Supplier<HostSnapshot> reader;
    private final SteadyReading steady = new SteadyReading();
    private final HostListener listener;
    private final long interval;
    private final UeventSource.Monitor uevents;
    private final HostSnapshot first;

    /** What the listener was told last; used by the worker only. */
    private HostSnapshot told;

    // guarded by the monitor of pace
    private HostSnapshot latest;
    private long readings = 1;
    /** How many readings were asked for; of these, how many before the last reading began, and before the last one that succeeded. */
    private long asked;

    private long begun;
    private long answered;
    private boolean closed;
    private boolean ended = true;
    private @Nullable Thread worker;

    private HostWatcher(
            Supplier<HostSnapshot> reader,
            HostListener listener,
            Duration interval,
            UeventSource.Monitor uevents,
            Pace pace) {
        this.pace = pace;
        this.reader = Objects.requireNonNull(reader, "reader");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.interval = interval.toNanos();
        this.uevents = uevents;
        this.first = steady.accept(reader.get());
        this.told = first;
        this.latest = first;
    }

    /**
     * Watches a host, however it is read; {@code ApHost.watch} of the live kernel and of simulated ones comes here. The host is
     * read for the first time before this returns.
     *
     * @param reader reads the host; called by one thread at a time. What it throws is logged, except for the first time, and
     *     the host is read again after the interval.
     * @param uevents tells when to read at once, if the options name nothing else
     * @param listener is told what happened
     * @param options how to watch
     * @return the watcher, to be closed
     * @throws java.util.concurrent.RejectedExecutionException if the executor of the options does not take the watcher
     */
    public static HostWatcher start(
            Supplier<HostSnapshot> reader, UeventSource uevents, HostListener listener, WatchOptions options) {
        return start(reader, uevents, listener, options, new Pace());
    }

    static HostWatcher start(
            Supplier<HostSnapshot> reader,
            UeventSource otherwise,
            HostListener listener,
            WatchOptions options,
            Pace pace) {
        // opened before the first reading, so that nothing is missed
        UeventSource.Monitor uevents =
                new SafeMonitor(options.uevents(otherwise).open());
        try {
            HostWatcher watcher = new HostWatcher(reader, listener, options.interval(), uevents, pace);
            options.executor(HostWatcher::inOwnThread).execute(watcher::work);
            return watcher;
        } catch (RuntimeException e) {
            uevents.close();
            throw e;
        }
    }

    private static void inOwnThread(Runnable work) {
        Thread thread = new Thread(work, "apmatrix-watcher");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Returns the host as it was when the watcher was started, to which the first update refers.
     *
     * @return the first reading
     */
    public HostSnapshot first() {
        return first;
    }

    /**
     * Returns the host as it was read last. The listener may not have been told of it yet.
     *
     * @return the last reading
     */
    public HostSnapshot snapshot() {
        synchronized (pace) {
            return latest;
        }
    }

    /**
     * Waits until the host is as wanted. It is read at once, and then as usual; earlier readings do not count. To be called
     * by another thread than the listener's, which would wait for itself. A listener that takes long delays the readings.
     *
     * @param condition what the host has to fulfil, tested in this thread
     * @param timeout the longest time to wait
     * @return the first reading that fulfils it
     * @throws WatchTimeoutException if there was none in time
     * @throws IllegalStateException if the watcher is closed, also meanwhile, or if the listener calls this
     * @throws InterruptedException if the thread is interrupted
     */
    public HostSnapshot awaitUntil(Predicate<? super HostSnapshot> condition, Duration timeout)
            throws InterruptedException {
        long limit = nanos(timeout);
        long start = pace.now();
        long wanted = ask();
        long tested = 0;
        long seen = -1;
        while (true) {
            HostSnapshot now;
            synchronized (pace) {
                long unseen = seen;
                boolean read = pace.await(
                        limit - (pace.now() - start), () -> closed || (answered >= wanted && readings != unseen));
                if (closed) {
                    throw new IllegalStateException("the watcher is closed");
                } else if (!read) {
                    throw new WatchTimeoutException(
                            "the host was not as wanted within " + timeout + "; readings tested: " + tested);
                }
                now = latest;
                seen = readings;
            }
            if (condition.test(now)) {
                return now;
            }
            tested++;
        }
    }

    private static long nanos(Duration timeout) {
        try {
            return timeout.toNanos();
        } catch (ArithmeticException tooLong) {
            return timeout.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    /** Asks for a reading that begins from now on. */
    private long ask() {
        synchronized (pace) {
            if (Thread.currentThread().equals(worker)) {
                throw new IllegalStateException("the listener would wait for itself");
            }
            asked++;
            pace.wake();
            return asked;
        }
    }

    /**
     * Ends watching. The listener is not called any more after this returns, unless it was just at work: that is waited for,
     * but not longer than a second. Whoever {@linkplain #awaitUntil waits} is told at once. Nothing happens the second time.
     * The listener may call this, too.
     */
    @Override
    public void close() {
        synchronized (pace) {
            closed = true;
            pace.wake();
            try {
                if (!Thread.currentThread().equals(worker)) {
                    pace.await(GRACE.toNanos(), () -> ended);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        uevents.close();
    }

    // the worker

    private void work() {
        try {
            if (begin()) {
                while (awaitNextReading()) {
                    try {
                        readAndTell();
                    } catch (RuntimeException e) {
                        LOG.warn("the host could not be read", e);
                    }
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted, so the host is not watched any more");
            Thread.currentThread().interrupt();
        } finally {
            synchronized (pace) {
                closed = true;
                ended = true;
                worker = null;
                pace.wake();
            }
            uevents.close();
        }
    }

    private boolean begin() {
        synchronized (pace) {
            ended = closed;
            worker = Thread.currentThread();
            return !closed;
        }
    }

    /** Waits for what comes first: the interval is over, somebody asks, or there was news and then a quiet moment. */
    private boolean awaitNextReading() throws InterruptedException {
        long wait = steady.isDoubtful() ? Math.min(CONFIRMATION.toNanos(), interval) : interval;
        long start = pace.now();
        boolean news = false;
        while (true) {
            boolean more = uevents.hasNews();
            long passed = pace.now() - start;
            if (passed >= wait || (news && !more)) {
                synchronized (pace) {
                    return !closed;
                }
            }
            if (more && !news) {
                news = true;
                wait = Math.min(wait, passed + LONGEST_BURST.toNanos());
            }
            long left = wait - passed;
            synchronized (pace) {
                long nap = uevents.isOpen() ? Math.min(left, LOOK.toNanos()) : left;
                if (pace.await(nap, () -> closed || asked > begun)) {
                    return !closed;
                }
            }
        }
    }

    private void readAndTell() {
        long answering;
        synchronized (pace) {
            answering = asked;
            begun = asked;
        }
        HostSnapshot now = steady.accept(reader.get());
        synchronized (pace) {
            latest = now;
            readings++;
            answered = answering;
            pace.wake();
        }
        if (!now.equals(told)) {
            tell(new HostUpdate(told, now, HostEvents.between(told, now)));
        }
    }

    private void tell(HostUpdate update) {
        synchronized (pace) {
            if (closed) {
                return;
            }
        }
        told = update.after();
        try {
            listener.changed(update);
        } catch (RuntimeException e) {
            LOG.warn("the listener failed", e);
        }
    }
}
