/**
 * AssertJ assertions for hosts: {@link io.github.apmatrix.testkit.assertions.ApAssertions} is the one static import.
 * Failure messages show values in the kernel's text forms.
 */
@NullMarked
package io.github.apmatrix.testkit.assertions;

import org.jspecify.annotations.NullMarked;
