/**
 * What decides about AP pass-through at boot besides the udev rule of chzdev: kernel parameters and the list of modules to
 * load.
 *
 * <p>The kernel parameters come first ({@link io.github.apmatrix.persistence.boot.BootMasks}), then modules of
 * {@link io.github.apmatrix.persistence.boot.ModulesLoad}, then the udev rule
 * ({@link io.github.apmatrix.persistence.chzdev.ApRules}), which overrides the masks.
 *
 * <p>Of a whole system {@link io.github.apmatrix.persistence.boot.BootEntries} reads the command lines to boot with, among which
 * {@link io.github.apmatrix.persistence.boot.NextCommandLine} decides; {@link io.github.apmatrix.persistence.boot.BootModules}
 * reads which modules are loaded, and {@link io.github.apmatrix.persistence.boot.ModuleBlocks} what keeps vfio_ap from it.
 *
 * <h2>Package specification</h2>
 *
 * <p>All types are immutable. No parameter and no result is null.
 */
@NullMarked
package io.github.apmatrix.persistence.boot;

import org.jspecify.annotations.NullMarked;
