/**
 * Snapshots for people. As text: {@link io.github.apmatrix.render.LevelsTable} draws the four levels, in any
 * {@link io.github.apmatrix.render.TableStyle}, {@link io.github.apmatrix.render.QueueTable} lists cards and queues,
 * {@link io.github.apmatrix.render.DomainTable} the LPAR's domains, {@link io.github.apmatrix.render.HostReport} has all of
 * it, and {@link io.github.apmatrix.render.MarkdownReport} what a ticket needs. As pictures in SVG:
 * {@link io.github.apmatrix.render.MatrixPicture} and {@link io.github.apmatrix.render.FilterPicture}. As data, for any user
 * interface: {@link io.github.apmatrix.render.MatrixTable}.
 *
 * <p>All are pure functions of a {@link io.github.apmatrix.host.HostSnapshot}; lines of text end with a newline and have no
 * trailing blanks, except in a {@link io.github.apmatrix.render.ListingStyle} of lszcrypt.
 */
@NullMarked
package io.github.apmatrix.render;

import org.jspecify.annotations.NullMarked;
