package io.github.apmatrix.testkit;

import com.google.common.base.Joiner;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.QuotedText;
import io.github.apmatrix.sysfs.Errno;
import io.github.apmatrix.sysfs.SysfsCall;
import io.github.apmatrix.sysfs.SysfsCall.Operation;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One access of the library to the simulated sysfs. Prints {@code 3 write "0x0a" to bus/ap/apmask: EINVAL}.
 *
 * @since 0.1.0
 */
public final class JournalEntry {
    private static final String DONE = "OK";
    private static final String BLOCKED = "BLOCKED";
    private static final int SHORT = 100;

    private final long number;
    private final SysfsCall call;
    private final Supplier<String> outcome;
    private final Optional<Errno> refusal;
    private final ImmutableList<ApQueue> waitedFor;

    private JournalEntry(long number, SysfsCall call, Supplier<String> outcome, Optional<Errno> refusal) {
        this(number, call, outcome, refusal, List.of());
    }

    private JournalEntry(
            long number, SysfsCall call, Supplier<String> outcome, Optional<Errno> refusal, List<ApQueue> waitedFor) {
        this.waitedFor = ImmutableList.copyOf(waitedFor);
        this.number = number;
        this.call = call;
        this.outcome = outcome;
        this.refusal = refusal;
    }

    static JournalEntry written(long number, SysfsCall call, List<ApQueue> waitedFor) {
        return new JournalEntry(number, call, () -> DONE, Optional.empty(), waitedFor);
    }

    /** A short answer is quoted only for those who ask; of a long one no more is kept than what is shown. */
    static JournalEntry answered(long number, SysfsCall call, String answer) {
        Supplier<String> outcome = answer.length() <= SHORT
                ? () -> QuotedText.abbreviate(answer)
                : Suppliers.ofInstance(QuotedText.abbreviate(answer));
        return new JournalEntry(number, call, outcome, Optional.empty());
    }

    static JournalEntry refused(long number, SysfsCall call, Errno errno) {
        return new JournalEntry(number, call, errno::name, Optional.of(errno));
    }

    static JournalEntry blocked(long number, SysfsCall call) {
        return new JournalEntry(number, call, () -> BLOCKED, Optional.empty());
    }

    /**
     * Returns the place in the order of all accesses.
     *
     * @return a number from 1 on
     */
    public long number() {
        return number;
    }

    /**
     * Returns what was done.
     *
     * @return operation, path and value
     */
    public SysfsCall call() {
        return call;
    }

    /**
     * Returns how it ended.
     *
     * @return {@code OK} for a write, the quoted answer of a reading access, the name of an error number, or
     *     {@code BLOCKED} for a removal that waits
     */
    public String outcome() {
        return outcome.get();
    }

    /**
     * Returns whether this is a write that the kernel accepted.
     *
     * @return true for a write that ended well
     */
    public boolean isWritten() {
        return call.operation() == Operation.WRITE && outcome().equals(DONE);
    }

    /**
     * Returns the error number of a refusal.
     *
     * @return the number, or empty if the access was not refused
     */
    public Optional<Errno> refusal() {
        return refusal;
    }

    /**
     * Returns the queues whose slow resets the kernel waited for.
     *
     * @return the queues, in the order of their resets; usually none
     */
    public ImmutableList<ApQueue> waitedFor() {
        return waitedFor;
    }

    /** Returns number, access, outcome, and what was waited for. */
    @Override
    public String toString() {
        String waited = waitedFor.isEmpty()
                ? ""
                : " after slow resets of " + Joiner.on(", ").join(waitedFor);
        return number + " " + call + ": " + outcome() + waited;
    }
}
