/**
 * Runnable programs, one task each. {@link io.github.apmatrix.examples.PassThroughScenario} plays the documented
 * pass-through scenario on a simulated kernel, {@link io.github.apmatrix.examples.ShowHost} prints the four levels of a
 * host.
 */
@NullMarked
package io.github.apmatrix.examples;

import org.jspecify.annotations.NullMarked;
