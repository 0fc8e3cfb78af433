package io.github.apmatrix.render;

import io.github.apmatrix.ApQueue;
import io.github.apmatrix.explain.Level;
import io.github.apmatrix.host.Answer;
import io.github.apmatrix.host.MatrixReading;
import io.github.apmatrix.host.MediatedDevice;

/** How many queues there are at the levels, in words. */
final class QueueCounts {
    private QueueCounts() {}

    /** Returns for example {@code 12 queues}, or {@code at least 12 queues} if there may be more. */
    static String after(MatrixTable table, Level level) {
        int left = 0;
        boolean more = false;
        for (ApQueue queue : queues(table)) {
            Answer answer = table.cell(queue).leftAfter(level);
            left += answer.isYes() ? 1 : 0;
            more |= !answer.isKnown();
        }
        return more && left == 0 ? "not known" : (more ? "at least " : "") + queues(left);
    }

    private static Iterable<ApQueue> queues(MatrixTable table) {
        return () -> table.adapters().stream()
                .flatMap(adapter -> table.domains().stream().map(domain -> ApQueue.of(adapter, domain)))
                .iterator();
    }

    /** Returns for example {@code 3 of 4 queues}. */
    static String of(MediatedDevice device) {
        if (device.assignedMatrix()
                .matrix()
                .filter(matrix -> matrix.size() == 0)
                .isPresent()) {
            return "no queues assigned";
        }
        return count(device.guestMatrix()) + " of " + count(device.assignedMatrix())
                + (device.assignedMatrix().queues().size() == 1 ? " queue" : " queues");
    }

    private static String count(MatrixReading reading) {
        int known = reading.queues().size();
        if (reading.matrix().isPresent()) {
            return Integer.toString(known);
        }
        return known == 0 ? "?" : known + "+";
    }

    private static String queues(int count) {
        return count + (count == 1 ? " queue" : " queues");
    }
}
