package io.github.apmatrix.plan;

/**
 * What {@link Planner} finds: a plan, or what is in its way.
 *
 * @since 0.1.0
 */
public sealed interface PlanningResult permits Plan, Conflicts {}
