/**
 * What mdevctl keeps and prints: definitions of mediated devices, and its listings in JSON.
 *
 * <h2>Package specification</h2>
 *
 * <p>Devices of other types than vfio_ap are left out of listings. A file that mdevctl would not read is an error here too;
 * where mdevctl and the checks of s390-tools differ, the stricter one decides.
 */
@NullMarked
package io.github.apmatrix.persistence.mdevctl;

import org.jspecify.annotations.NullMarked;
