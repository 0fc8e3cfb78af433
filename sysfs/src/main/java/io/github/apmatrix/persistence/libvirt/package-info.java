/**
 * What libvirt knows of crypto queues: node devices, their names, and the element of a domain that gives a mediated device to
 * a guest.
 *
 * <p>Start with {@link io.github.apmatrix.persistence.libvirt.MdevNodeDevice} (a mediated device as {@code virsh
 * nodedev-define} takes it and {@code virsh nodedev-dumpxml} shows it), {@link
 * io.github.apmatrix.persistence.libvirt.VfioApHostdev} (a guest's use of it) and {@link
 * io.github.apmatrix.persistence.libvirt.NodeDeviceName}.
 *
 * <h2>Package specification</h2>
 *
 * <ul>
 *   <li>Values are immutable. Parameters are never null.
 *   <li>A text that is not what it should be gives one {@link io.github.apmatrix.persistence.document.DocumentException}. Its place is
 *       a path like {@code /device/capability/attr[3]/@value}, or line and column if the text is not well-formed XML.
 *   <li>A document with a DOCTYPE is refused, so there are no entities besides the five of XML. Also refused are more than 64
 *       levels of elements, 64 attributes and namespaces of an element, or 65536 elements.
 *   <li>Elements and attributes that are not named here are skipped: libvirt adds some with every release. Those that are
 *       named must not come twice.
 *   <li>Written text has single quotes, an indentation of two blanks and a newline at the end.
 * </ul>
 *
 * <h2>Design notes (not normative)</h2>
 *
 * <p>Documents are read into a small tree before anything is looked at, because the place of an element, {@code attr[3]} or
 * just {@code attr}, depends on what follows it.
 */
@NullMarked
package io.github.apmatrix.persistence.libvirt;

import org.jspecify.annotations.NullMarked;
