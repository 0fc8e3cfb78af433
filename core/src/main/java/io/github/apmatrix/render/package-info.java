/**
 * Snapshots as text for people: {@link io.github.apmatrix.render.LevelsTable} draws the four levels,
 * {@link io.github.apmatrix.render.QueueTable} lists cards and queues. All are pure functions of a
 * {@link io.github.apmatrix.host.HostSnapshot}; lines end with a newline and have no trailing blanks.
 */
@NullMarked
package io.github.apmatrix.render;

import org.jspecify.annotations.NullMarked;
