/**
 * A simulated kernel: AP bus, vfio_ap and the machine below them, in memory.
 *
 * <p>Start with {@link io.github.apmatrix.testkit.SimulatedKernel}: its {@code sysfs()} is what the library reads and
 * writes, its {@code machine()} is what an operator does at the console, its {@code guests()} stand for QEMU.
 *
 * <h2>Writing a test</h2>
 *
 * <ol>
 *   <li>Get a kernel: {@link io.github.apmatrix.testkit.SimulatedKernelExtension} gives each test a fresh one, or build it
 *       with {@link io.github.apmatrix.testkit.SimulatedKernel#builder()}.
 *   <li>Give its {@code sysfs()} to the code under test, usually as {@code ApHost.at(kernel.sysfs())}.
 *   <li>Let things happen: adapters come and go ({@code machine()}), guests start and end ({@code guests()}), accesses fail
 *       ({@link io.github.apmatrix.testkit.Faults}).
 *   <li>Look at the host with a snapshot, and at what was done with the {@link io.github.apmatrix.testkit.Journal};
 *       {@link io.github.apmatrix.testkit.assertions.ApAssertions} has assertions for both.
 * </ol>
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
