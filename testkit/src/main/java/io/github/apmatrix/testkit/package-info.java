/**
 * A simulated kernel: AP bus, vfio_ap and the machine below them, in memory.
 *
 * <p>Start with {@link io.github.apmatrix.testkit.SimulatedKernel}: its {@code sysfs()} is what the library reads and
 * writes, its {@code machine()} is what an operator does at the console, its {@code guests()} stand for QEMU.
 *
 * <h2>Package specification</h2>
 *
 * <ul>
 *   <li>State is kept as the driver keeps it: a guest matrix is stored and depends on history, what the LPAR has is
 *       known as of the last bus scan.
 *   <li>All objects of one kernel share one lock and are thread-safe; every access is atomic, as in the kernel.
 *   <li>What differs between kernel releases is a {@link io.github.apmatrix.testkit.KernelProfile}.
 *   <li>It is proven by replaying recorded answers of real kernels, see
 *       {@link io.github.apmatrix.testkit.trace.TraceReplay}.
 * </ul>
 */
@NullMarked
package io.github.apmatrix.testkit;

import org.jspecify.annotations.NullMarked;
