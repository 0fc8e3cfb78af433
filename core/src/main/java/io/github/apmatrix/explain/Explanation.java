package io.github.apmatrix.explain;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.ApQueue;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.Answer;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a queue reaches a guest, the way through the four levels, and what is in its way. Prints a paragraph for a person
 * and then the details.
 *
 * @param queue the queue that was asked about
 * @param device the device that was asked about; if none was, the one that has the queue
 * @param reachesGuest yes if the queue is in the guest matrix, no if it is not, not known only if the kernel cut the guest
 *     matrix or it could not be read
 * @param levels for each level in order whether the queue passes it; more than one can be in the way
 * @param reasons everything that keeps the queue out, in the order in which to remedy it; none if it reaches the guest, at least one
 *     if it does not; what may keep it out if that is not known
 * @param remarks what does not keep it out, but is worth knowing
 * @since 0.1.0
 */
public record Explanation(
        ApQueue queue,
        Optional<MediatedDeviceId> device,
        Answer reachesGuest,
        ImmutableMap<Level, Answer> levels,
        ImmutableList<Reason> reasons,
        ImmutableList<Remark> remarks) {

    /** Returns a paragraph, and then a line for each level, reason and remark. */
    @Override
    public String toString() {
        return verdict() + "\n\n" + details();
    }

    private String verdict() {
        String guest = device.map(id -> "the guest of device " + id).orElse("any guest");
        String because = reasons.stream().map(Reason::description).collect(Collectors.joining("; "));
        return switch (reachesGuest) {
            case YES -> queue + " reaches " + guest + ".";
            case NO -> queue + " does not reach " + guest + ": " + because + ".";
            case NOT_KNOWN ->
                "It is not known whether " + queue + " reaches " + guest
                        + (reasons.isEmpty() ? "." : ": " + because + ".");
        };
    }

    private String details() {
        StringBuilder text = new StringBuilder();
        levels.forEach((level, answer) -> text.append(String.format("  %-16s %s\n", level, answer)));
        reasons.forEach(reason -> text.append("  to do (")
                .append(reason.level())
                .append("): ")
                .append(reason.remedy())
                .append('\n'));
        remarks.forEach(
                remark -> text.append("  remark: ").append(remark.description()).append('\n'));
        return text.toString();
    }
}
