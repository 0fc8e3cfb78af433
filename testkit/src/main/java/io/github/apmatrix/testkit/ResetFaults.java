package io.github.apmatrix.testkit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.github.apmatrix.ApQueue;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Resets of single queues that the machine shall not answer normally. */
final class ResetFaults {
    static final int IN_PROGRESS = 2;
    static final int BUSY = 5;

    private final List<Planned> planned = new ArrayList<>();
    private final List<ApQueue> waitedFor = new ArrayList<>();

    private record Planned(PathMatcher queues, int code) {}

    void plan(PathMatcher queues, int code) {
        planned.add(new Planned(queues, code));
    }

    void clear() {
        planned.clear();
    }

    /**
     * Returns with which code a reset ends. A driver that waits for a slow one sees what the queue answers in the end; one
     * that does not wait gives up.
     */
    int codeOf(SimulatedQueue queue, boolean waits) {
        int normally = queue.card().hardware().resetCode();
        Optional<Planned> fault = planned.stream()
                .filter(plan -> plan.queues().matches(Path.of(queue.name())))
                .findFirst();
        fault.ifPresent(planned::remove);
        int code = fault.map(Planned::code).orElse(normally);
        if (!isSlow(code) || !waits) {
            return code;
        }
        waitedFor.add(queue.queue());
        return normally;
    }

    static boolean isSlow(int code) {
        return ImmutableSet.of(IN_PROGRESS, BUSY).contains(code);
    }

    /** Returns the queues that a driver waited for since the last call. */
    ImmutableList<ApQueue> takeWaitedFor() {
        ImmutableList<ApQueue> queues = ImmutableList.copyOf(waitedFor);
        waitedFor.clear();
        return queues;
    }
}
