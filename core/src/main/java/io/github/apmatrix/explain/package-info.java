/**
 * Why a queue is in a guest or not: {@link io.github.apmatrix.explain.Explain} answers for a queue, a device or a whole
 * host.
 *
 * <h2>Package specification</h2>
 *
 * <p>Everything is a pure function of a {@link io.github.apmatrix.host.HostSnapshot}, and decides with
 * {@link io.github.apmatrix.rules}. A {@link io.github.apmatrix.explain.Reason} keeps queues out of a guest matrix and
 * says what would help; a {@link io.github.apmatrix.explain.Remark} does not keep anything out. Both are values with a text
 * for people. What was not read is never taken for a reason.
 *
 * <pre>{@code
 * Explanation why = Explain.queue(host.snapshot(), ApQueue.parse("0a.001b"), device);
 * if (!why.reachesGuest().isYes()) {
 *     System.out.println(why);
 * }
 * }</pre>
 */
@NullMarked
package io.github.apmatrix.explain;

import org.jspecify.annotations.NullMarked;
