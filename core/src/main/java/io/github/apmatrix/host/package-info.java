/**
 * What a host looks like at one moment: {@link io.github.apmatrix.host.HostSnapshot} and its parts.
 *
 * <h2>Package specification</h2>
 *
 * <ul>
 *   <li>All types are immutable, thread-safe values, equal by content. There are no counters, so two snapshots of an
 *       unchanged host are equal.
 *   <li>A value that was not read is absent, never false and never a default: {@link java.util.Optional},
 *       {@link io.github.apmatrix.host.Answer#NOT_KNOWN}, or a {@link io.github.apmatrix.host.MatrixReading} that is not
 *       complete.
 *   <li>A snapshot is many reads, not one. What vanished meanwhile is absent, and a queue can be seen in two devices.
 *   <li>The kernel also has state that no file shows (results of resets, control domains of guests): it is not here.
 * </ul>
 */
@NullMarked
package io.github.apmatrix.host;

import org.jspecify.annotations.NullMarked;
