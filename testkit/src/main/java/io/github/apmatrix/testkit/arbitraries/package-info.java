/**
 * jqwik arbitraries for the values of the library; {@link io.github.apmatrix.testkit.arbitraries.ApArbitraries} has them
 * all. This is the only package that uses jqwik, and jqwik comes to a user only by the user's own choice.
 */
@NullMarked
package io.github.apmatrix.testkit.arbitraries;

import org.jspecify.annotations.NullMarked;
