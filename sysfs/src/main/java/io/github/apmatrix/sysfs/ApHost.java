package io.github.apmatrix.sysfs;

import io.github.apmatrix.host.HostSnapshot;
import io.github.apmatrix.plan.Plan;
import io.github.apmatrix.watch.HostListener;
import io.github.apmatrix.watch.HostWatcher;
import io.github.apmatrix.watch.WatchOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * A host: its AP bus, its vfio_ap driver, and a snapshot of both. Stateless and thread-safe.
 *
 * <pre>{@code
 * ApHost host = ApHost.local();
 * HostSnapshot now = host.snapshot();
 * MediatedDeviceId id = host.vfioAp().create();
 * host.apBus().updateAdapterMask(MaskUpdate.parse("-0x0a"));
 * host.vfioAp().assign(id, AdapterId.of(0x0a));
 * host.vfioAp().assign(id, DomainId.of(0x1b));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class ApHost {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(95);

    private final Sysfs sysfs;

    private ApHost(Sysfs sysfs) {
        this.sysfs = Objects.requireNonNull(sysfs, "sysfs");
    }

    /**
     * Returns this machine.
     *
     * @return the host of {@code /sys}
     */
    public static ApHost local() {
        return at(FileSysfs.local());
    }

    /**
     * Returns the host of any sysfs: a tree of files, a recorded host, a simulated kernel.
     *
     * @param sysfs the sysfs
     * @return the host
     */
    public static ApHost at(Sysfs sysfs) {
        return new ApHost(sysfs);
    }

    /**
     * Returns the AP bus.
     *
     * @return the bus
     */
    public ApBus apBus() {
        return ApBus.at(sysfs);
    }

    /**
     * Returns the vfio_ap driver.
     *
     * @return the driver
     */
    public VfioAp vfioAp() {
        return VfioAp.at(sysfs);
    }

    /**
     * Reads all of the four levels of the host: {@link #snapshot(SnapshotDetail)} with {@link SnapshotDetail#FULL}.
     *
     * @return the host as it was seen
     */
    public HostSnapshot snapshot() {
        return snapshot(SnapshotDetail.FULL);
    }

    /**
     * Reads the four levels of the host. That is many reads, so changes meanwhile can show in one part and not in
     * another. Nothing is thrown for what is missing, refused or malformed: it is absent in the snapshot.
     *
     * @param detail how much to read
     * @return the host as it was seen
     */
    public HostSnapshot snapshot(SnapshotDetail detail) {
        return new SnapshotReader(sysfs).read(detail, SharedWork.alone());
    }

    /**
     * Reads the host as {@link #snapshot(SnapshotDetail)} does, cards and their queues also in threads of an executor: in as many
     * as the machine runs at once, this one included. If the executor is busy or refuses, this thread does it alone.
     *
     * @param detail how much to read
     * @param executor takes tasks that read a part; they end with this call, except for those that never started
     * @return the host as it was seen
     */
    public HostSnapshot snapshot(SnapshotDetail detail, Executor executor) {
        return new SnapshotReader(sysfs).read(detail, SharedWork.with(executor));
    }

    /**
     * Makes the steps of a plan, completely or not at all: like {@link #execute(Plan, ExecutionListener, Duration)}, waiting
     * for the lock as long as the tools of the host do.
     *
     * @param plan the plan
     * @param listener follows the execution
     * @return what came of it
     * @throws HostChangedException if the host is not any more what the plan was made for; nothing was written
     * @throws ApLockException if the lock on the AP configuration was not obtained within 95 seconds; nothing was written
     */
    public ExecutionReport execute(Plan plan, ExecutionListener listener) {
        return execute(plan, listener, LOCK_TIMEOUT);
    }

    /**
     * Makes the steps of a plan, completely or not at all. Under the lock of {@link Sysfs#lock()} the host is compared with
     * the one of the plan, the steps are made, and the host is read again. If a step is refused, or the host is not as
     * predicted, what was done is undone in reverse order; the report says what could not be given back.
     *
     * @param plan the plan
     * @param listener follows the execution
     * @param lockTimeout the longest wait for the lock
     * @return what came of it
     * @throws HostChangedException if the host is not any more what the plan was made for; nothing was written
     * @throws ApLockException if the lock on the AP configuration was not obtained in time; nothing was written
     */
    public ExecutionReport execute(Plan plan, ExecutionListener listener, Duration lockTimeout) {
        ApLock.Held held = lock().acquire(lockTimeout);
        try {
            return new PlanExecutor(this, plan, listener).execute();
        } finally {
            held.close();
        }
    }

    /**
     * Watches the host with the {@linkplain WatchOptions#defaults() usual options}.
     *
     * @param listener is told what happened
     * @return the watcher, with a first reading; to be closed
     */
    public HostWatcher watch(HostListener listener) {
        return watch(listener, WatchOptions.defaults());
    }

    /**
     * Watches the host. It is read for the first time before this returns.
     *
     * @param listener is told what happened
     * @param options how to watch
     * @return the watcher, with a first reading; to be closed
     * @throws java.util.concurrent.RejectedExecutionException if the executor of the options does not take the watcher
     */
    public HostWatcher watch(HostListener listener, WatchOptions options) {
        return HostWatcher.start(new RepeatedReader(sysfs)::read, sysfs.uevents(), listener, options);
    }

    ApLock lock() {
        return sysfs.lock();
    }

    /** Returns where the host is read from. */
    @Override
    public String toString() {
        return "ApHost[" + sysfs + "]";
    }
}
