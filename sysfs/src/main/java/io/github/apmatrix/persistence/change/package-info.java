/**
 * Changing what is kept for the next boot, or the running host, so that they are the same.
 *
 * <p>{@link io.github.apmatrix.persistence.change.PersistencePlan} makes what is running persistent,
 * {@link io.github.apmatrix.persistence.change.RestorePlan} makes what is kept running. Both give commands for the host's tools.
 * Files are written by {@link io.github.apmatrix.persistence.change.FileTransaction}, together or not at all.
 *
 * <h2>Package specification</h2>
 *
 * <ul>
 *   <li>Values are immutable. No parameter and no result is null.
 *   <li>A file is only changed when it holds, byte for byte, what the change expects.
 *   <li>Plans take the lock that the host's tools agree on ({@link io.github.apmatrix.sysfs.ApLock}) when they write files, but
 *       not when they run tools, which take it themselves. A transaction alone takes none.
 *   <li>When a command fails, what was run before is undone, and the host is read to tell whether it is as it was.
 *   <li>Changes made are logged at DEBUG, hidden files that could not be removed at WARN; nothing is logged and thrown.
 * </ul>
 */
@NullMarked
package io.github.apmatrix.persistence.change;

import org.jspecify.annotations.NullMarked;
