/**
 * What the AP bus and the vfio_ap driver decide, as pure functions of values: who owns a queue
 * ({@link io.github.apmatrix.rules.Ownership}), which assignment is refused
 * ({@link io.github.apmatrix.rules.AssignmentRule}), which mask change is vetoed
 * ({@link io.github.apmatrix.rules.MaskVeto}), and what is left for the guest
 * ({@link io.github.apmatrix.rules.GuestFilter}).
 *
 * <h2>Package specification</h2>
 *
 * <p>The rules stand here once. The simulated kernel decides with them, explanations and plans predict with them, and
 * recorded answers of real kernels prove them. What depends on history (reset results, the stored guest matrix) is not a
 * rule but state, and is not here.
 */
@NullMarked
package io.github.apmatrix.rules;

import org.jspecify.annotations.NullMarked;
