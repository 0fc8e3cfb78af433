package io.github.apmatrix.watch;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.apmatrix.event.BusEvent;
import io.github.apmatrix.event.HostEvent;
import io.github.apmatrix.host.HostSnapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a watcher reads, tells and ends; the time is the test's. */
@Timeout(value = 3, unit = MINUTES)
class HostWatcherTest {
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final WatchOptions OPTIONS = WatchOptions.defaults().withInterval(INTERVAL);

    private final ManualPace pace = new ManualPace();
    private final WatchedHost host = new WatchedHost(withConfigTime(30));
    private final News news = new News();
    private final BlockingQueue<HostUpdate> updates = new LinkedBlockingQueue<>();
    private Optional<HostWatcher> started = Optional.empty();

    /** A host that becomes another one while it is watched. */
    private static final class WatchedHost implements Supplier<HostSnapshot> {
        private volatile HostSnapshot now;
        private volatile Runnable beforeReading = () -> {};

        WatchedHost(HostSnapshot first) {
            this.now = first;
        }

        void become(HostSnapshot next) {
            now = next;
        }

        /** Does something before each reading, as waiting or failing. */
        void beforeReading(Runnable action) {
            beforeReading = action;
        }

        @Override
        public HostSnapshot get() {
            beforeReading.run();
            return now;
        }
    }

    /** The test sends the events. */
    private static final class News implements UeventSource, UeventSource.Monitor {
        private volatile boolean open;
        private volatile boolean sent;

        @Override
        public Monitor open() {
            open = true;
            return this;
        }

        @Override
        public boolean hasNews() {
            boolean news = sent;
            sent = false;
            return news;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    private static HostSnapshot withConfigTime(int seconds) {
        return HostSnapshot.builder().configTime(Duration.ofSeconds(seconds)).build();
    }

    private HostWatcher watch(HostListener listener, WatchOptions options) {
        HostWatcher watcher = HostWatcher.start(host, UeventSource.none(), listener, options, pace);
        started = Optional.of(watcher);
        return watcher;
    }

    private HostWatcher watch() {
        return watch(updates::add, OPTIONS);
    }

    /** So that closing never waits for time that does not pass. */
    @AfterEach
    void release() {
        host.beforeReading(() -> {});
        started.ifPresent(watcher -> {
            Thread thread = new Thread(watcher::close);
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static long configTime(HostSnapshot snapshot) {
        return snapshot.configTime().orElseThrow().toSeconds();
    }

    private static void assertConfigTimes(HostUpdate update, int before, int after) {
        assertThat(configTime(update.before())).isEqualTo(before);
        assertThat(configTime(update.after())).isEqualTo(after);
        assertThat(update.events()).singleElement().isInstanceOf(BusEvent.ConfigTimeChanged.class);
    }

    // when it reads

    @Test
    void theFirstReadingIsThereAtOnce() {
        HostWatcher watcher = watch();
        assertThat(watcher.first()).isEqualTo(withConfigTime(30)).isSameAs(watcher.snapshot());
    }

    @Test
    void theHostIsReadWhenTheIntervalIsOver() throws InterruptedException {
        HostWatcher watcher = watch();
        host.become(withConfigTime(40));
        pace.pass(INTERVAL.minusNanos(1), 1);
        pace.awaitNapping(1);
        assertThat(watcher.snapshot()).isEqualTo(watcher.first());
        pace.pass(Duration.ofNanos(1), 1);
        assertConfigTimes(updates.take(), 30, 40);
        assertThat(configTime(watcher.snapshot())).isEqualTo(40);
        host.become(withConfigTime(50));
        pace.pass(INTERVAL, 1);
        assertConfigTimes(updates.take(), 40, 50);
    }

    @Test
    void nothingIsToldWhenNothingHappened() throws InterruptedException {
        watch();
        pace.pass(INTERVAL, 1);
        pace.pass(INTERVAL, 1);
        pace.awaitNapping(1);
        assertThat(updates).isEmpty();
    }

    @Test
    void anEventOfTheKernelIsReadAboutAfterAQuietMoment() throws InterruptedException {
        HostWatcher watcher = watch(updates::add, OPTIONS.withUevents(news));
        host.become(withConfigTime(40));
        pace.awaitNapping(1);
        news.sent = true;
        pace.pass(HostWatcher.LOOK, 1);
        pace.awaitNapping(1);
        news.sent = true; // the burst goes on
        pace.pass(HostWatcher.LOOK, 1);
        pace.awaitNapping(1);
        assertThat(watcher.snapshot()).isEqualTo(watcher.first());
        pace.pass(HostWatcher.LOOK, 1);
        assertConfigTimes(updates.take(), 30, 40);
    }

    @Test
    void aBurstThatDoesNotEndIsNotWaitedForLong() throws InterruptedException {
        watch(updates::add, OPTIONS.withUevents(news));
        host.become(withConfigTime(40));
        pace.awaitNapping(1);
        Duration mostBursts = HostWatcher.LOOK.plus(HostWatcher.LONGEST_BURST);
        for (Duration passed = Duration.ZERO;
                passed.compareTo(mostBursts) < 0;
                passed = passed.plus(HostWatcher.LOOK)) {
            assertThat(updates).isEmpty();
            news.sent = true;
            pace.pass(HostWatcher.LOOK, 1);
            pace.awaitNapping(1);
        }
        assertConfigTimes(updates.take(), 30, 40);
    }

    @Test
    void whenTheSourceEndsTheHostIsReadAtIntervals() throws InterruptedException {
        watch(updates::add, OPTIONS.withUevents(news));
        news.open = false;
        host.become(withConfigTime(40));
        pace.pass(INTERVAL, 1);
        assertConfigTimes(updates.take(), 30, 40);
    }

    @Test
    void aSourceThatFailsDoesNotStopTheWatcher() throws InterruptedException {
        watch(updates::add, OPTIONS.withUevents(() -> new UeventSource.Monitor() {
            @Override
            public boolean hasNews() {
                throw new IllegalStateException("no news today");
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        }));
        host.become(withConfigTime(40));
        pace.pass(INTERVAL, 1);
        assertConfigTimes(updates.take(), 30, 40);
    }

    @Test
    void aSourceThatCannotBeAskedOrClosedDoesNotStopTheWatcher() throws InterruptedException {
        AtomicInteger closed = new AtomicInteger();
        HostWatcher watcher = watch(updates::add, OPTIONS.withUevents(() -> new UeventSource.Monitor() {
            @Override
            public boolean hasNews() {
                return false;
            }

            @Override
            public boolean isOpen() {
                throw new IllegalStateException("no idea");
            }

            @Override
            public void close() {
                closed.incrementAndGet();
                throw new IllegalStateException("it stays open");
            }
        }));
        host.become(withConfigTime(40));
        pace.pass(INTERVAL, 1);
        assertConfigTimes(updates.take(), 30, 40);
        pace.awaitNapping(1);
        watcher.close();
        assertThat(closed).hasPositiveValue();
    }

    @Test
    void whatCannotBeReadIsReadAgainSoonAndThenNotKnown() throws InterruptedException {
        HostWatcher watcher = watch();
        host.become(HostSnapshot.builder().build());
        pace.pass(INTERVAL, 1);
        pace.pass(HostWatcher.CONFIRMATION.minusNanos(1), 1);
        pace.awaitNapping(1);
        assertThat(watcher.snapshot()).isEqualTo(watcher.first());
        pace.pass(Duration.ofNanos(1), 1);
        assertThat(updates.take().events())
                .extracting(HostEvent::description)
                .containsExactly("the period of the bus scan is not known (was 30 seconds)");
    }

    @Test
    void aReadingThatThrowsDoesNotStopTheWatcher() throws InterruptedException {
        watch();
        host.become(withConfigTime(40));
        AtomicInteger failures = new AtomicInteger();
        host.beforeReading(() -> {
            failures.incrementAndGet();
            throw new IllegalStateException("out of order");
        });
        pace.pass(INTERVAL, 1);
        pace.awaitNapping(1);
        assertThat(failures).hasPositiveValue();
        host.beforeReading(() -> {});
        pace.pass(INTERVAL, 1);
        assertConfigTimes(updates.take(), 30, 40);
    }

    // listeners

    @Test
    void aListenerThatTakesLongIsToldTheDifferenceThen() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        watch(
                update -> {
                    updates.add(update);
                    working.countDown();
                    awaitUninterruptibly(goOn);
                },
                OPTIONS);
        host.become(withConfigTime(40));
        pace.pass(INTERVAL, 1);
        working.await();
        host.become(withConfigTime(50));
        pace.pass(INTERVAL.multipliedBy(5), 0);
        host.become(withConfigTime(60));
        goOn.countDown();
        pace.pass(INTERVAL, 1);
        pace.awaitNapping(1);
        assertConfigTimes(updates.take(), 30, 40);
        assertConfigTimes(updates.take(), 40, 60);
        assertThat(updates).isEmpty();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aListenerThatFailsIsToldWhatComesNext() throws InterruptedException {
        watch(
                update -> {
                    updates.add(update);
                    throw new IllegalStateException("no interest");
                },
                OPTIONS);
        host.become(withConfigTime(40));
        pace.pass(INTERVAL, 1);
        assertConfigTimes(updates.take(), 30, 40);
        host.become(withConfigTime(50));
        pace.pass(INTERVAL, 1);
        assertConfigTimes(updates.take(), 40, 50);
    }

    @Test
    void anUpdatePrintsALineForEachEvent() throws InterruptedException {
        watch();
        host.become(withConfigTime(40));
        pace.pass(INTERVAL, 1);
        assertThat(updates.take()).hasToString("the period of the bus scan is 40 seconds (was 30 seconds)\n");
    }

    // awaitUntil

    @Test
    void whoeverWaitsGetsAReadingThatBeganLater() throws InterruptedException {
        HostWatcher watcher = watch();
        host.become(withConfigTime(40));
        assertThat(configTime(watcher.awaitUntil(now -> true, INTERVAL))).isEqualTo(40);
        assertThat(watcher.awaitUntil(now -> configTime(now) == 40, Duration.ofSeconds(Long.MAX_VALUE)))
                .isEqualTo(watcher.snapshot());
    }

    @Test
    void whoeverWaitsGetsTheReadingThatFits() throws Exception {
        HostWatcher watcher = watch();
        CompletableFuture<HostSnapshot> waiting = awaitInBackground(watcher, 50, INTERVAL.multipliedBy(3));
        pace.awaitNapping(2);
        host.become(withConfigTime(40));
        pace.pass(INTERVAL, 2);
        pace.awaitNapping(2);
        assertThat(waiting).isNotDone();
        host.become(withConfigTime(50));
        pace.pass(INTERVAL, 2);
        assertThat(configTime(waiting.get())).isEqualTo(50);
    }

    private static CompletableFuture<HostSnapshot> awaitInBackground(
            HostWatcher watcher, int seconds, Duration timeout) {
        CompletableFuture<HostSnapshot> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(watcher.awaitUntil(now -> configTime(now) == seconds, timeout));
            } catch (RuntimeException | InterruptedException e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    @Test
    void whoeverWaitsTooLongIsToldHowLong() throws InterruptedException {
        HostWatcher watcher = watch();
        CompletableFuture<HostSnapshot> waiting = awaitInBackground(watcher, 50, INTERVAL.plusSeconds(1));
        pace.pass(INTERVAL, 2);
        pace.pass(Duration.ofSeconds(1), 2);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(waiting::get)
                .withCauseInstanceOf(WatchTimeoutException.class)
                .withMessageEndingWith("the host was not as wanted within PT31S; readings tested: 2");
    }

    /** Asking starts a reading, which may be quicker than the look at the time. */
    @Test
    void whoeverHasNoTimeDoesNotWait() {
        HostWatcher watcher = watch();
        assertThatExceptionOfType(WatchTimeoutException.class)
                .isThrownBy(() -> watcher.awaitUntil(now -> false, Duration.ofSeconds(Long.MIN_VALUE)))
                .withMessageMatching("the host was not as wanted within PT.*; readings tested: [01]");
    }

    @Test
    void aConditionThatFailsFailsForWhoeverWaits() throws InterruptedException {
        HostWatcher watcher = watch();
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> watcher.awaitUntil(
                        now -> {
                            throw new ArithmeticException();
                        },
                        INTERVAL));
        assertThat(watcher.awaitUntil(now -> true, INTERVAL)).isEqualTo(watcher.first());
    }

    @Test
    void whoeverWaitsWhenTheWatcherIsClosedIsTold() throws InterruptedException {
        HostWatcher watcher = watch();
        CompletableFuture<HostSnapshot> waiting = awaitInBackground(watcher, 50, INTERVAL);
        pace.awaitNapping(2);
        watcher.close();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(waiting::get)
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageEndingWith("the watcher is closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> watcher.awaitUntil(now -> true, INTERVAL))
                .withMessage("the watcher is closed");
        assertThat(watcher.snapshot()).isEqualTo(watcher.first());
    }

    @Test
    void aListenerCannotWait() throws Exception {
        CompletableFuture<HostWatcher> known = new CompletableFuture<>();
        BlockingQueue<String> refusals = new LinkedBlockingQueue<>();
        known.complete(watch(
                update -> {
                    try {
                        known.join().awaitUntil(now -> true, INTERVAL);
                    } catch (IllegalStateException | InterruptedException e) {
                        refusals.add(String.valueOf(e.getMessage()));
                    }
                },
                OPTIONS));
        host.become(withConfigTime(40));
        pace.pass(INTERVAL, 1);
        assertThat(refusals.take()).isEqualTo("the listener would wait for itself");
    }

    @Test
    void whoeverWaitsCanBeInterrupted() throws InterruptedException {
        HostWatcher watcher = watch();
        pace.awaitNapping(1);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> watcher.awaitUntil(now -> configTime(now) == 50, INTERVAL));
    }

    // the end

    @Test
    void theThreadHasANameAndEndsWithTheWatcher() throws InterruptedException {
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        HostWatcher watcher = watch(update -> worker.complete(Thread.currentThread()), OPTIONS.withUevents(news));
        host.become(withConfigTime(40));
        pace.pass(INTERVAL, 1);
        Thread thread = worker.join();
        assertThat(thread.getName()).isEqualTo("apmatrix-watcher");
        assertThat(thread.isDaemon()).isTrue();
        pace.awaitNapping(1);
        watcher.close();
        thread.join();
        assertThat(news.open).isFalse();
    }

    @Test
    void closingWhileItWaitsEndsItAtOnceAndForGood() throws InterruptedException {
        HostWatcher watcher = watch(updates::add, OPTIONS.withUevents(news));
        host.become(withConfigTime(40));
        pace.awaitNapping(1);
        watcher.close(); // no time passes
        watcher.close();
        assertThat(news.open).isFalse();
        assertThat(updates).isEmpty();
    }

    @Test
    void closingWhileItReadsTellsNothingMore() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        HostWatcher watcher = watch();
        host.become(withConfigTime(40));
        host.beforeReading(() -> {
            worker.complete(Thread.currentThread());
            reading.countDown();
            awaitUninterruptibly(goOn);
        });
        pace.pass(INTERVAL, 1);
        reading.await();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(watcher::close);
        pace.pass(HostWatcher.GRACE.minusNanos(1), 1);
        pace.awaitNapping(1);
        assertThat(closing).isNotDone();
        pace.pass(Duration.ofNanos(1), 1);
        closing.join();
        goOn.countDown();
        worker.join().join();
        assertThat(updates).isEmpty();
    }

    @Test
    void closingWhileTheListenerIsAtWorkDoesNotWaitForever() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch worked = new CountDownLatch(1);
        HostWatcher watcher = watch(
                update -> {
                    working.countDown();
                    awaitUninterruptibly(goOn);
                    worked.countDown();
                },
                OPTIONS.withUevents(news));
        host.become(withConfigTime(40));
        pace.pass(INTERVAL, 1);
        working.await();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(watcher::close);
        pace.pass(HostWatcher.GRACE, 1);
        closing.join();
        assertThat(worked.getCount()).isEqualTo(1);
        assertThat(news.open).isFalse();
        goOn.countDown();
        worked.await();
    }

    @Test
    void closingWaitsForAListenerThatIsNearlyDone() throws InterruptedException {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        HostWatcher watcher = watch(
                update -> {
                    working.countDown();
                    awaitUninterruptibly(goOn);
                    updates.add(update);
                },
                OPTIONS);
        host.become(withConfigTime(40));
        pace.pass(INTERVAL, 1);
        working.await();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(watcher::close);
        pace.awaitNapping(1);
        goOn.countDown(); // no time passes
        closing.join();
        assertThat(updates).hasSize(1);
    }

    @Test
    void theListenerCanCloseTheWatcher() throws Exception {
        CompletableFuture<HostWatcher> known = new CompletableFuture<>();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        known.complete(watch(
                update -> {
                    known.join().close();
                    thread.complete(Thread.currentThread());
                },
                OPTIONS));
        host.become(withConfigTime(40));
        pace.pass(INTERVAL, 1);
        thread.get().join();
        assertThatIllegalStateException().isThrownBy(() -> known.join().awaitUntil(now -> true, INTERVAL));
    }

    @Test
    void anInterruptWhileItIsClosedIsKept() {
        HostWatcher watcher = watch();
        Thread.currentThread().interrupt();
        watcher.close();
        assertThat(Thread.interrupted()).isTrue();
    }

    // executors

    @Test
    void anExecutorOfTheCallerIsUsedAndItsInterruptEndsTheWatcher() throws InterruptedException {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        HostWatcher watcher = watch(updates::add, OPTIONS.withUevents(news).withExecutor(executor));
        pace.awaitNapping(1);
        executor.shutdownNow();
        assertThat(executor.awaitTermination(2, MINUTES)).isTrue();
        assertThat(news.open).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> watcher.awaitUntil(now -> true, INTERVAL));
    }

    @Test
    void anExecutorThatRefusesIsNoWatcher() {
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> watch(updates::add, OPTIONS.withUevents(news).withExecutor(task -> {
                    throw new RejectedExecutionException("full");
                })))
                .withMessage("full");
        assertThat(news.open).isFalse();
    }

    @Test
    void aWatcherThatNeverRanCanBeClosed() {
        BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
        HostWatcher watcher = watch(updates::add, OPTIONS.withUevents(news).withExecutor(work::add));
        watcher.close();
        assertThat(news.open).isFalse();
        work.remove().run(); // comes too late
        assertThat(updates).isEmpty();
    }

    // options

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "P366D"})
    void anIntervalOutOfRangeIsRefused(String interval) {
        Duration wrong = Duration.parse(interval);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WatchOptions.defaults().withInterval(wrong))
                .withMessage("interval " + wrong + " is not between zero and 365 days");
    }

    @Test
    void optionsSayWhatWasChosen() {
        assertThat(WatchOptions.defaults()).hasToString("every PT5S");
        assertThat(OPTIONS.withUevents(UeventSource.none())).hasToString("every PT30S, no uevents");
        assertThat(UeventSource.udevadm())
                .hasToString("udevadm monitor --kernel --property --subsystem-match=ap --subsystem-match=mdev"
                        + " --subsystem-match=matrix");
    }
}
