package io.github.apmatrix.testkit;

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
 * Planned errors of the simulated sysfs: the n-th access to a path fails, before or after it had its effect.
 *
 * <pre>{@code
 * kernel.faults().onWrite("devices/vfio_ap/**").failNext(Errno.EBUSY);
 * kernel.faults().onRead("devices/ap/card05/05.00??/status").failNth(3, Errno.ENODEV);
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
    private final List<Planned> planned = new ArrayList<>();

    Faults(Object lock) {
        this.lock = lock;
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

    /** Forgets all errors that are still to come. */
    public void clear() {
        synchronized (lock) {
            planned.clear();
        }
    }

    /** Returns whether the access fails now: an error that is due is used up. */
    private Optional<Errno> due(SysfsCall call, boolean afterEffect) {
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

    void beforeEffect(SysfsCall call) {
        due(call, false).ifPresent(Faults::fail);
    }

    void afterEffect(SysfsCall call) {
        due(call, true).ifPresent(Faults::fail);
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
            this.paths = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
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
            plan(1, true, errno);
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
}
