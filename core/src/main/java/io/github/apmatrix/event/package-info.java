/**
 * What happened to a host between two moments: {@link io.github.apmatrix.event.HostEvents} makes events of two snapshots, and
 * events applied to the first one give the second.
 *
 * <h2>Package specification</h2>
 *
 * <p>Everything is a pure function of {@link io.github.apmatrix.host.HostSnapshot}s. The law of the package: for all
 * snapshots, {@code HostEvents.replay(before, HostEvents.between(before, after))} equals {@code after}. So nothing that a
 * snapshot holds is left out, also not that a value is not known any more.
 *
 * <h2>Design notes (not normative)</h2>
 *
 * <p>{@link io.github.apmatrix.host.HostDifference} compares two snapshots as well, but for another question: is this host
 * what a plan needs or predicts? It leaves out on purpose what does not matter there (whether adapters are online, what
 * cannot be known), and cannot be replayed. Events leave out nothing and are what a listener wants to tell apart.
 *
 * <p>Queues that change in the same way are one event, because one written mask bit moves up to 256 of them.
 */
@NullMarked
package io.github.apmatrix.event;

import org.jspecify.annotations.NullMarked;
