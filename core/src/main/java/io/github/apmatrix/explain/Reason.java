package io.github.apmatrix.explain;

import io.github.apmatrix.ApQueueSet;

/**
 * Something that keeps queues out of a guest matrix, with its culprit and what would help. The kinds are grouped by the
 * level that they belong to.
 *
 * @since 0.1.0
 */
public sealed interface Reason permits LparReason, HostReason, DeviceReason, GuestReason {
    /**
     * Returns the queues that it keeps out.
     *
     * @return some of the queues that were asked about, at least one
     */
    ApQueueSet queues();

    /**
     * Returns the level that the queues do not pass.
     *
     * @return the level
     */
    Level level();

    /**
     * Returns the reason in words.
     *
     * @return a sentence without period, naming the culprit
     */
    String description();

    /**
     * Returns what would help.
     *
     * @return a sentence without period, with the command where there is one
     */
    String remedy();
}
