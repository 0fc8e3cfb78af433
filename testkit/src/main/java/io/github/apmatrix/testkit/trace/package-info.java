/**
 * Recorded answers of real kernels, and their replay against the simulated one.
 *
 * <p>A trace is a text with one operation a line and what the kernel answered:
 *
 * <pre>{@code
 * # kernel: 6.12.107
 * ctl plug 0a CEX7P; domain +001b
 * write /sys/bus/ap/apmask "-0x0a" => OK
 * read /sys/bus/ap/bindings => "1/1 (complete)\n"
 * list /sys/bus/ap/devices => 0a.001b card0a
 * readlink /sys/bus/ap/devices/card0a => ../../../devices/ap/card0a
 * kvm-attach 62177883-f1bb-47f0-914d-32a22e3a8804 => ENOENT
 * }</pre>
 *
 * <p>{@link io.github.apmatrix.testkit.trace.TraceReplay} is also a program.
 */
@NullMarked
package io.github.apmatrix.testkit.trace;

import org.jspecify.annotations.NullMarked;
