/**
 * The live kernel: typed access to the attributes of the AP bus and of vfio_ap.
 *
 * <p>Start with {@link io.github.apmatrix.sysfs.ApHost} (a host: its snapshot, its bus, its devices). Everything goes
 * through {@link io.github.apmatrix.sysfs.Sysfs}, the one seam: {@link io.github.apmatrix.sysfs.FileSysfs} is the real
 * thing, {@link io.github.apmatrix.sysfs.Capture} a recorded host.
 *
 * <h2>Package specification</h2>
 *
 * <ul>
 *   <li>{@code ApHost}, {@code ApBus}, {@code VfioAp} and what they return are stateless and thread-safe; nothing is
 *       cached. Each attribute operation is atomic in the kernel, a sequence of them is not.
 *   <li>What the kernel or the file system refuses is a {@link io.github.apmatrix.sysfs.SysfsException} with path,
 *       attempted value, errno and what it means there. Nothing is retried.
 *   <li>An interrupted thread still does its operation; the interrupt status is kept.
 *   <li>Writes are logged at DEBUG, reads at TRACE; nothing is logged and thrown.
 * </ul>
 */
@NullMarked
package io.github.apmatrix.sysfs;

import org.jspecify.annotations.NullMarked;
