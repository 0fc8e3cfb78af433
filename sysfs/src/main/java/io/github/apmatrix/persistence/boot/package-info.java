/**
 * What decides about AP pass-through at boot besides the udev rule of chzdev: kernel parameters and the list of modules to
 * load.
 *
 * <p>The kernel parameters come first ({@link io.github.apmatrix.persistence.boot.BootMasks}), then modules of
 * {@link io.github.apmatrix.persistence.boot.ModulesLoad}, then the udev rule
 * ({@link io.github.apmatrix.persistence.chzdev.ApRules}), which overrides the masks.
 *
 * <h2>Package specification</h2>
 *
 * <p>All types are immutable. No parameter and no result is null.
 */
@NullMarked
package io.github.apmatrix.persistence.boot;

import org.jspecify.annotations.NullMarked;
