/**
 * Snapshots as text for people: {@link io.github.apmatrix.render.LevelsTable} draws the four levels,
 * {@link io.github.apmatrix.render.QueueTable} lists cards and queues, {@link io.github.apmatrix.render.DomainTable} the
 * LPAR's domains. All are pure functions of a {@link io.github.apmatrix.host.HostSnapshot}; lines end with a newline and
 * have no trailing blanks, except in a {@link io.github.apmatrix.render.ListingStyle} of lszcrypt.
 */
@NullMarked
package io.github.apmatrix.render;

import org.jspecify.annotations.NullMarked;
