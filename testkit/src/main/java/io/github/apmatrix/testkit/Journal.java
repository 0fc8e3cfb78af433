package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.SysfsCall;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Every access of the library to the simulated sysfs, in the order of the kernel. Raw system calls of trace replays are
 * not in it.
 *
 * @since 0.1.0
 */
public final class Journal {
    private final Object lock;
    private final List<JournalEntry> entries = new ArrayList<>();
    private long count;

    Journal(Object lock) {
        this.lock = lock;
    }

    void written(SysfsCall call, List<ApQueue> waitedFor) {
        entries.add(JournalEntry.written(++count, call, waitedFor));
    }

    void answered(SysfsCall call, String answer) {
        entries.add(JournalEntry.answered(++count, call, answer));
    }

    void refused(SysfsCall call, Errno errno) {
        entries.add(JournalEntry.refused(++count, call, errno));
    }

    void blocked(SysfsCall call) {
        entries.add(JournalEntry.blocked(++count, call));
    }

    /**
     * Returns all accesses since the kernel booted, or since {@link #clear()}.
     *
     * @return the accesses in their order
     */
    public ImmutableList<JournalEntry> entries() {
        synchronized (lock) {
            return ImmutableList.copyOf(entries);
        }
    }

    /**
     * Returns the writes that the kernel accepted.
     *
     * @return the writes in their order
     */
    public ImmutableList<SysfsCall> writes() {
        return entries().stream()
                .filter(JournalEntry::isWritten)
                .map(JournalEntry::call)
                .collect(ImmutableList.toImmutableList());
    }

    /** Forgets all accesses; the numbers go on. */
    public void clear() {
        synchronized (lock) {
            entries.clear();
        }
    }

    /** Returns a line for each access. */
    @Override
    public String toString() {
        return entries().stream().map(entry -> entry + "\n").collect(Collectors.joining());
    }
}
