/**
 * What survives a reboot and what the host's tools print: documents as text in, values out, and back.
 *
 * <h2>Package specification</h2>
 *
 * <p>A {@link io.github.apmatrix.persistence.Document} is a text with a name. A document that is malformed gives one
 * {@link io.github.apmatrix.persistence.DocumentException} that names the document, the place in it and the value; there is
 * never a half-built value. The formats are in packages of their own. Nothing here runs a program.
 */
@NullMarked
package io.github.apmatrix.persistence;

import org.jspecify.annotations.NullMarked;
