/**
 * How QEMU is told to give a mediated device to a guest: options of its command line, and commands of its monitors.
 *
 * <p>Start with {@link io.github.apmatrix.persistence.qemu.VfioApDevice} (what stands behind {@code -device}) and
 * {@link io.github.apmatrix.persistence.qemu.DeviceCommand} (hot plug and unplug).
 *
 * <h2>Package specification</h2>
 *
 * <ul>
 *   <li>Values are immutable. Parameters are never null.
 *   <li>A text that is not what it should be gives one {@link io.github.apmatrix.persistence.document.DocumentException}. Its place is
 *       {@code property NAME}, a path like {@code $.arguments.id}, or line and column if the text is not well-formed JSON.
 *   <li>A property that is given twice is refused, although QEMU takes the last one in the option form. So is text behind
 *       the end.
 * </ul>
 */
@NullMarked
package io.github.apmatrix.persistence.qemu;

import org.jspecify.annotations.NullMarked;
