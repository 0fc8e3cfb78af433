/**
 * What all documents of the host's tools have in common: a text with a name, the exception for a malformed one, and the
 * attributes of a mediated device that several of them list. The formats are in packages of their own. Files of a whole system
 * are read through a {@link io.github.apmatrix.persistence.document.RootDirectory}.
 *
 * <h2>Package specification</h2>
 *
 * <p>A {@link io.github.apmatrix.persistence.document.Document} that is malformed gives one
 * {@link io.github.apmatrix.persistence.document.DocumentException} that names the document, the place in it and the value;
 * there is never a half-built value. Readers of several files name each one that cannot be read
 * ({@link io.github.apmatrix.persistence.document.UnreadableFile}) and read the others. Nothing here runs a program.
 */
@NullMarked
package io.github.apmatrix.persistence.document;

import org.jspecify.annotations.NullMarked;
