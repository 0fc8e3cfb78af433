/**
 * Watching a host: what happened between two readings, told to a listener.
 *
 * <p>Start with {@code ApHost.watch}. A {@link io.github.apmatrix.watch.HostWatcher} reads the host at intervals, and at once when
 * a {@link io.github.apmatrix.watch.UeventSource} says that the kernel sent an event.
 */
@NullMarked
package io.github.apmatrix.watch;

import org.jspecify.annotations.NullMarked;
