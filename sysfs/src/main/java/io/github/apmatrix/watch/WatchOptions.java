package io.github.apmatrix.watch;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * How a host is watched.
 *
 * @since 0.1.0
 */
public final class WatchOptions {
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final WatchOptions DEFAULTS =
            new WatchOptions(Duration.ofSeconds(5), Optional.empty(), Optional.empty());

    private final Duration interval;
    private final Optional<UeventSource> uevents;
    private final Optional<Executor> executor;

    private WatchOptions(Duration interval, Optional<UeventSource> uevents, Optional<Executor> executor) {
        this.interval = interval;
        this.uevents = uevents;
        this.executor = executor;
    }

    /**
     * Returns the usual options: every five seconds, on this machine also when the kernel sends an event, in a thread of the
     * watcher's own.
     *
     * @return the options
     */
    public static WatchOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns these options with another interval. Assignments, guests and status change without any event of the kernel, so
     * this is how late they are seen.
     *
     * @param newInterval the time from the end of one reading to the next, more than zero and up to 365 days
     * @return the options
     * @throws IllegalArgumentException if the interval is out of range
     */
    public WatchOptions withInterval(Duration newInterval) {
        if (newInterval.isNegative() || newInterval.isZero() || newInterval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("interval " + newInterval + " is not between zero and 365 days");
        }
        return new WatchOptions(newInterval, uevents, executor);
    }

    /**
     * Returns these options with something that tells of events of the kernel, upon which the host is read at once.
     *
     * @param source the source, {@link UeventSource#none()} for none
     * @return the options
     */
    public WatchOptions withUevents(UeventSource source) {
        return new WatchOptions(interval, Optional.of(source), executor);
    }

    /**
     * Returns these options with an executor for the watcher, instead of a thread of its own. The watcher is one task that
     * lasts until it is closed, so it takes one thread of the executor. It also ends when that thread is interrupted, as
     * {@link java.util.concurrent.ExecutorService#shutdownNow} does.
     *
     * @param newExecutor the executor; it must run the task in another thread than the caller's
     * @return the options
     */
    public WatchOptions withExecutor(Executor newExecutor) {
        return new WatchOptions(interval, uevents, Optional.of(newExecutor));
    }

    Duration interval() {
        return interval;
    }

    UeventSource uevents(UeventSource otherwise) {
        return uevents.orElse(otherwise);
    }

    Executor executor(Executor otherwise) {
        return executor.orElse(Objects.requireNonNull(otherwise));
    }

    /** Returns the interval, and what was chosen otherwise. */
    @Override
    public String toString() {
        return "every " + interval + uevents.map(source -> ", " + source).orElse("")
                + executor.map(chosen -> ", in " + chosen).orElse("");
    }
}
