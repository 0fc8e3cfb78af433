/**
 * What {@code chzdev} and {@code lszdev} keep and print about the masks of the AP bus.
 *
 * <p>Start with {@link io.github.apmatrix.persistence.chzdev.ApRules} (the file that sets the masks at boot),
 * {@link io.github.apmatrix.persistence.chzdev.ChzdevValue} (what stands behind {@code chzdev --type ap apmask=}) and
 * {@link io.github.apmatrix.persistence.chzdev.LszdevOutput} (what {@code lszdev --type ap} prints).
 *
 * <h2>Package specification</h2>
 *
 * <p>All types are immutable. No parameter and no result is null. A mask names what the host keeps, as everywhere: a bit
 * that is set is an adapter or domain of the host. A text that a tool would misunderstand or die of is refused.
 *
 * <p>Source: s390-tools 2.22 to 2.43, {@code zdev/src/ap.c}, {@code zdev/src/export.c}, {@code libap/ap.c},
 * {@code libutil/util_udev.c}, and outputs of 2.35.
 */
@NullMarked
package io.github.apmatrix.persistence.chzdev;

import org.jspecify.annotations.NullMarked;
