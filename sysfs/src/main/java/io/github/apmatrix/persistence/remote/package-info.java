/**
 * Hosts of which there are only documents: what tools printed there, without access to its sysfs.
 */
@NullMarked
package io.github.apmatrix.persistence.remote;

import org.jspecify.annotations.NullMarked;
