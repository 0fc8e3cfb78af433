/**
 * What lszcrypt prints, of all versions: {@link io.github.apmatrix.persistence.lszcrypt.DeviceListing} for cards and queues
 * (without options, {@code -V}, {@code -s}), {@link io.github.apmatrix.persistence.lszcrypt.DomainMap} ({@code -d}),
 * {@link io.github.apmatrix.persistence.lszcrypt.BusAttributes} ({@code -b}) and
 * {@link io.github.apmatrix.persistence.lszcrypt.Capabilities} ({@code -c}).
 *
 * <h2>Package specification</h2>
 *
 * <p>Blanks between fields and at the ends of lines do not matter, nor do blank lines, rules and lines that start with
 * {@code Warning:}. Anything else that lszcrypt does not print is refused. All values are immutable; their
 * {@code toString()} is the text of the newest version. Listings of a snapshot print
 * {@link io.github.apmatrix.render.QueueTable} and {@link io.github.apmatrix.render.DomainTable}.
 */
@NullMarked
package io.github.apmatrix.persistence.lszcrypt;

import org.jspecify.annotations.NullMarked;
