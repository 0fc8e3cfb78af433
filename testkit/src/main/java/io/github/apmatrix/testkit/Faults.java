package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.SysfsCall;
import io.github.apmatrix.sysfs.SysfsCall.Operation;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Planned errors: the n-th access to a path of the simulated sysfs fails, before or after it had its effect, or a reset of
 * a queue is slow or fails.
 *
 * <pre>{@code
 * kernel.faults().onWrite("devices/vfio_ap/**").failNext(Errno.EBUSY);
 * kernel.faults().onRead("devices/ap/card05/05.00??/status").failNth(3, Errno.ENODEV);
 * kernel.faults().onReset("05.*").slowNext();
 * }</pre>
 *
 * <p>A pattern is a glob on the path below the root: {@code *} is anything within a name, {@code ?} one character of a name,
 * {@code **} anything at all. An
 * attribute that vanishes between list and read is a read that fails with ENOENT or ENODEV.
 *
 * @since 0.1.0
 */
public final class Faults {
    private final Object lock;
    private final ResetFaults resets;
    private final List<Planned> planned = new ArrayList<>();

    Faults(Object lock, ResetFaults resets) {
        this.lock = lock;
        this.resets = resets;
    }

    /** An error that is still to come. */
    private static final class Planned {
        private final Operation operation;
        private final PathMatcher paths;
        private final boolean afterEffect;
        private final Errno errno;
        private int accessesBefore;

        Planned(Trigger trigger, int number, boolean afterEffect, Errno errno) {
            this.operation = trigger.operation;
            this.paths = trigger.paths;
            this.afterEffect = afterEffect;
            this.errno = errno;
            this.accessesBefore = number - 1;
        }

        boolean isFor(SysfsCall call) {
            return call.operation() == operation
                    && paths.matches(Path.of(call.path().toString()));
        }
    }

    /**
     * Plans errors of reads.
     *
     * @param pattern a glob on the path, for example {@code devices/ap/card05/*}
     * @return what to plan
     */
    public Trigger onRead(String pattern) {
        return new Trigger(Operation.READ, pattern);
    }

    /**
     * Plans errors of writes.
     *
     * @param pattern a glob on the path
     * @return what to plan
     */
    public Trigger onWrite(String pattern) {
        return new Trigger(Operation.WRITE, pattern);
    }

    /**
     * Plans errors of listings.
     *
     * @param pattern a glob on the path
     * @return what to plan
     */
    public Trigger onList(String pattern) {
        return new Trigger(Operation.LIST, pattern);
    }

    /**
     * Plans errors of reading links.
     *
     * @param pattern a glob on the path
     * @return what to plan
     */
    public Trigger onReadLink(String pattern) {
        return new Trigger(Operation.READ_LINK, pattern);
    }

    /**
     * Plans resets of queues by vfio_ap that do not go well, as when a queue is taken from a guest.
     *
     * @param pattern a glob on the queue, for example {@code 05.*}
     * @return what to plan
     */
    public ResetTrigger onReset(String pattern) {
        return new ResetTrigger(pattern);
    }

    /** Forgets all errors that are still to come. */
    public void clear() {
        synchronized (lock) {
            planned.clear();
            resets.clear();
        }
    }

    /** Returns whether the access fails now: an error that is due is used up. */
    private Optional<Errno> due(SysfsCall call, boolean afterEffect) {
        if (planned.isEmpty()) {
            return Optional.empty();
        }
        Optional<Errno> errno = Optional.empty();
        for (Planned fault : List.copyOf(planned)) {
            boolean counts = fault.afterEffect == afterEffect && fault.isFor(call);
            if (counts && fault.accessesBefore > 0) {
                fault.accessesBefore--;
            } else if (counts && errno.isEmpty()) {
                errno = Optional.of(fault.errno);
                planned.remove(fault);
            }
        }
        return errno;
    }

    /** The queues whose slow resets the last access waited for. */
    ImmutableList<ApQueue> takeWaitedFor() {
        return resets.takeWaitedFor();
    }

    void beforeEffect(SysfsCall call) {
        due(call, false).ifPresent(Faults::fail);
    }

    void afterEffect(SysfsCall call) {
        due(call, true).ifPresent(Faults::fail);
    }

    private static PathMatcher glob(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }

    private static void fail(Errno errno) {
        throw new KernelRefusal(errno);
    }

    /** The accesses that shall fail. */
    public final class Trigger {
        private final Operation operation;
        private final PathMatcher paths;

        private Trigger(Operation operation, String pattern) {
            this.operation = operation;
            this.paths = glob(pattern);
        }

        /**
         * Makes the next such access fail, without effect.
         *
         * @param errno the error number
         */
        public void failNext(Errno errno) {
            failNth(1, errno);
        }

        /**
         * Makes the n-th such access from now fail, without effect.
         *
         * @param number which one, from 1 on
         * @param errno the error number
         * @throws IllegalArgumentException if the number is below 1
         */
        public void failNth(int number, Errno errno) {
            plan(number, false, errno);
        }

        /**
         * Makes the next such access fail after it had its effect.
         *
         * @param errno the error number
         */
        public void failNextAfterEffect(Errno errno) {
            failNthAfterEffect(1, errno);
        }

        /**
         * Makes the n-th such access from now fail after it had its effect.
         *
         * @param number which one, from 1 on
         * @param errno the error number
         * @throws IllegalArgumentException if the number is below 1
         */
        public void failNthAfterEffect(int number, Errno errno) {
            plan(number, true, errno);
        }

        private void plan(int number, boolean afterEffect, Errno errno) {
            if (number < 1) {
                throw new IllegalArgumentException("access number " + number + " is below 1");
            }
            synchronized (lock) {
                planned.add(new Planned(this, number, afterEffect, errno));
            }
        }
    }

    /** The resets that shall not go well. */
    public final class ResetTrigger {
        private static final int MAX_CODE = 255;

        private final PathMatcher queues;

        private ResetTrigger(String pattern) {
            this.queues = glob(pattern);
        }

        /**
         * Makes the next such reset slow. Linux 6.1 and 6.6 give up and remember that the reset failed, so the adapter is
         * filtered out at the next evaluation; later kernels wait for as long as it takes, so the write succeeds and the
         * journal names the queue.
         */
        public void slowNext() {
            plan(ResetFaults.IN_PROGRESS);
        }

        /**
         * Makes the next such reset fail: the adapter is filtered out of the guest matrix at the next evaluation, until
         * the queue is reset well or bound anew. Linux 6.12 and later do not mind 3 (deconfigured) and 4 (checkstopped).
         *
         * @param responseCode what the adapter answers, 1 to 255; for example 1, the queue is not available
         * @throws IllegalArgumentException if the code is out of range, or one of a slow reset (2 and 5)
         */
        public void failNext(int responseCode) {
            if (responseCode < 1 || responseCode > MAX_CODE || ResetFaults.isSlow(responseCode)) {
                throw new IllegalArgumentException(responseCode + " is no code of a failed reset");
            }
            plan(responseCode);
        }

        private void plan(int code) {
            synchronized (lock) {
                resets.plan(queues, code);
            }
        }
    }
}
