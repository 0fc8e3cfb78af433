/**
 * A snapshot of a host as JSON, for monitoring and for other programs: {@link
 * io.github.apmatrix.persistence.snapshot.SnapshotJson} writes and reads it.
 */
@NullMarked
package io.github.apmatrix.persistence.snapshot;

import org.jspecify.annotations.NullMarked;
