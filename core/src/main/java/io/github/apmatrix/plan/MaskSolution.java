package io.github.apmatrix.plan;

import io.github.apmatrix.ApQueueSet;
import java.util.Optional;

/**
 * The ways to free queues, found by {@link MaskSolver}. There is none by the masks if some queues are impossible to free, or
 * the masks are locked.
 *
 * @param impossible queues that cannot be freed by the masks: keeping others leaves none of their two bits to clear, or the
 *     masks are locked and reserve them
 * @param inTheWay the queues to keep that make them impossible
 * @param notKept queues to keep that are free now and stay free, because devices have queues of the same adapters or
 *     domains and the kernel would veto setting the bits (EBUSY), or it is not known what all devices have, or the masks
 *     are locked
 * @param lockedBy queues whose driver override locks the masks (EINVAL)
 * @param fewestBits the choice that clears the fewest bits; among those, the one with the least collateral, then with the
 *     lowest adapters; only the collateral can be unproven
 * @param leastCollateral the choice with the least collateral; among those, the one that clears the fewest bits. Finding it
 *     is NP-hard, and it is proven wherever the queues to free are at most 16 adapters or at most 16 domains
 * @param exact the choice with the fewest bits that has no collateral, or empty if the masks cannot free just the queues
 * @param overrides what can be done queue by queue instead
 * @since 0.1.0
 */
public record MaskSolution(
        ApQueueSet impossible,
        ApQueueSet inTheWay,
        ApQueueSet notKept,
        ApQueueSet lockedBy,
        Optional<MaskChoice> fewestBits,
        Optional<MaskChoice> leastCollateral,
        Optional<MaskChoice> exact,
        DriverOverrides overrides) {

    /**
     * Returns whether the masks can free the queues, with or without collateral.
     *
     * @return true if there is a choice of bits
     */
    public boolean isPossible() {
        return fewestBits.isPresent();
    }

    /** Returns a line for each way, and what is impossible. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (!lockedBy.isEmpty()) {
            text.append("the masks cannot change while queues have a driver override: ")
                    .append(lockedBy)
                    .append('\n');
        } else if (!impossible.isEmpty()) {
            text.append("not possible by masks: ")
                    .append(impossible)
                    .append(", because these must stay: ")
                    .append(inTheWay)
                    .append('\n');
        }
        if (!notKept.isEmpty()) {
            text.append("stays free: ").append(notKept).append('\n');
        }
        fewestBits.ifPresent(choice -> text.append("fewest bits: " + choice + "\n"));
        leastCollateral.ifPresent(choice -> text.append("least collateral: " + choice + "\n"));
        exact.ifPresentOrElse(
                choice -> text.append("exact: " + choice + "\n"), () -> text.append("exact: not with masks\n"));
        return text.append("queue by queue: ").append(overrides).append('\n').toString();
    }
}
