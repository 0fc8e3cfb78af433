/**
 * What every {@link io.github.apmatrix.sysfs.Sysfs} has to do, as abstract JUnit tests:
 * {@link io.github.apmatrix.testkit.contract.SysfsContract} for the seam itself,
 * {@link io.github.apmatrix.testkit.contract.ApBusContract} and
 * {@link io.github.apmatrix.testkit.contract.VfioApContract} for what stands on it.
 *
 * <p>To test an implementation of your own, extend the contract, return a fresh subject that holds the
 * {@link io.github.apmatrix.testkit.contract.ReferenceHost}, and declare what it can do; tests that need more are skipped
 * visibly.
 *
 * <pre>{@code
 * class OurRemoteSysfsTest extends SysfsContract {
 *     @Override
 *     protected Sysfs sysfs() {
 *         return new OurRemoteSysfs(ReferenceHost.boot());
 *     }
 *
 *     @Override
 *     protected ImmutableSet<SysfsFeature> features() {
 *         return ImmutableSet.of(SysfsFeature.ENFORCES_MODES);
 *     }
 * }
 * }</pre>
 */
@NullMarked
package io.github.apmatrix.testkit.contract;

import org.jspecify.annotations.NullMarked;
