package io.github.apmatrix.allocate;

/**
 * What {@link Allocator} finds: queues for all guests, why that is impossible, or nothing within its budget.
 *
 * @since 0.1.0
 */
public sealed interface AllocationResult permits Allocation, AllocationConflict, AllocationNotFound {}
