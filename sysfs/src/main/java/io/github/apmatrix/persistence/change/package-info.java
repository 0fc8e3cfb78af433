/**
 * Changing several small text files of a host together or not at all.
 *
 * <p>Start with {@link io.github.apmatrix.persistence.change.FileChange} (what a file holds before and after) and
 * {@link io.github.apmatrix.persistence.change.FileTransaction} (changes that belong together).
 *
 * <h2>Package specification</h2>
 *
 * <ul>
 *   <li>Values are immutable. No parameter and no result is null.
 *   <li>A file is only changed when it holds, byte for byte, what the change expects.
 *   <li>Nothing here takes a lock: whoever applies changes holds the lock that the host's tools agree on
 *       ({@link io.github.apmatrix.sysfs.ApLock}).
 *   <li>Changes made are logged at DEBUG, hidden files that could not be removed at WARN; nothing is logged and thrown.
 * </ul>
 */
@NullMarked
package io.github.apmatrix.persistence.change;

import org.jspecify.annotations.NullMarked;
