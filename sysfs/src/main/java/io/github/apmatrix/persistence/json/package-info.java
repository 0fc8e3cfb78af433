/** JSON as values with their places; not part of the API. */
@NullMarked
package io.github.apmatrix.persistence.json;

import org.jspecify.annotations.NullMarked;
