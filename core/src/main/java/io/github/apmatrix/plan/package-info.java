/**
 * Deciding everything before touching a host: a {@link io.github.apmatrix.plan.DesiredHost} and a snapshot give, by
 * {@link io.github.apmatrix.plan.Planner}, either a {@link io.github.apmatrix.plan.Plan} of small steps with the host to
 * expect after them, or {@link io.github.apmatrix.plan.Conflicts} with the culprits.
 *
 * <p>Two solvers find what to desire: {@link io.github.apmatrix.plan.MaskSolver} the mask bits that free queues,
 * {@link io.github.apmatrix.allocate.Allocator} the queues of many guests.
 *
 * <h2>Package specification</h2>
 *
 * <p>Everything is a pure function of values and decides with {@link io.github.apmatrix.rules}. What the kernel would
 * refuse is found here, not by trying. A step knows the steps that take it back.
 */
@NullMarked
package io.github.apmatrix.plan;

import org.jspecify.annotations.NullMarked;
