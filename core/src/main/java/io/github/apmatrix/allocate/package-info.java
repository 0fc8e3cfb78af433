/**
 * Who gets which queues: {@link io.github.apmatrix.allocate.Allocator} finds adapters and domains for many guests by what they
 * require, or says who cannot be met together and what would help. The result is what
 * {@link io.github.apmatrix.plan.Planner} plans for.
 *
 * <h2>Package specification</h2>
 *
 * <p>Everything is a pure function of values. The same request on the same host gives the same answer.
 */
@NullMarked
package io.github.apmatrix.allocate;

import org.jspecify.annotations.NullMarked;
