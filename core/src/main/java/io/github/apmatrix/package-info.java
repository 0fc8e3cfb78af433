/**
 * The values of AP pass-through: adapters, domains, queues, masks and matrices.
 *
 * <p>Start with {@link io.github.apmatrix.ApQueue} (one queue, the APQN), {@link io.github.apmatrix.Matrix} (adapters
 * x domains) and {@link io.github.apmatrix.ApMask} (256 bits).
 *
 * <h2>Package specification</h2>
 *
 * <ul>
 *   <li>All types are immutable, thread-safe values: equal by content, never compared by identity.
 *   <li>No parameter and no result is null.
 *   <li>A number out of range is an {@link java.lang.IllegalArgumentException}; a text that is not a value is an
 *       {@link io.github.apmatrix.ApFormatException}, which names the input and the position.
 *   <li>Nothing here reads a file, a clock or a random source, and nothing logs.
 * </ul>
 *
 * <h2>Two notations</h2>
 *
 * <p>The kernel <em>prints</em> numbers in hexadecimal without prefix and with a fixed width ({@code 0a},
 * {@code 001b}, {@code 0a.001b}), but <em>reads</em> decimal, {@code 0x} hexadecimal and leading-zero octal. So
 * {@code 10} is adapter 16 in one place and adapter 10 in the other. Therefore {@link io.github.apmatrix.AdapterId} and
 * {@link io.github.apmatrix.DomainId} have no plain {@code parse}: {@code parseHex} and {@code toHex} stand for what
 * the kernel prints, {@code parseNumber} and {@code toNumber} for what people and configuration files write.
 */
@NullMarked
package io.github.apmatrix;

import org.jspecify.annotations.NullMarked;
