/**
 * What of AP pass-through survives a reboot: what the host will look like after the next boot, and how that differs from what
 * is running now.
 *
 * <p>{@link io.github.apmatrix.persistence.PersistentHost} is all that is kept in files;
 * {@link io.github.apmatrix.persistence.BootForecast} plays the next boot with it, and
 * {@link io.github.apmatrix.persistence.Drift} compares that with the running host.
 * {@link io.github.apmatrix.persistence.PersistenceConflict} is what does not fit together, and
 * {@link io.github.apmatrix.persistence.PersistenceFindings} are both as findings. Changing the files, or the running
 * host, is in {@code .change}; running the host's tools in {@code .command}; each of the formats in a package of its own.
 *
 * <h2>Package specification</h2>
 *
 * <p>All types are immutable. No parameter and no result is null. Nothing here writes anything or runs a program.
 */
@NullMarked
package io.github.apmatrix.persistence;

import org.jspecify.annotations.NullMarked;
