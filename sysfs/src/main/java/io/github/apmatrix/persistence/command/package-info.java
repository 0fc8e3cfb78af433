/**
 * Running the host's tools: chzdev, mdevctl, virsh and modprobe.
 *
 * <p>Start with {@link io.github.apmatrix.persistence.command.HostCommands} (what runs a command),
 * {@link io.github.apmatrix.persistence.command.HostCommand} (what is run), and one of
 * {@link io.github.apmatrix.persistence.command.Chzdev}, {@link io.github.apmatrix.persistence.command.Mdevctl},
 * {@link io.github.apmatrix.persistence.command.Virsh} and {@link io.github.apmatrix.persistence.command.Modprobe}, which make
 * the commands:
 *
 * <pre>{@code
 * HostCommands tools = HostCommands.local();
 * tools.runSuccessfully(Chzdev.setPersistent(MaskSettings.of(masks)));
 * tools.runSuccessfully(Mdevctl.define(id, definition));
 * }</pre>
 *
 * <h2>Package specification</h2>
 *
 * <ul>
 *   <li>No parameter and no result is null. Commands and results are immutable; what runs them is thread-safe.
 *   <li>A command is a list of arguments that arrive as they are: there is no shell between.
 *   <li>Whatever goes wrong is a {@link io.github.apmatrix.persistence.command.HostCommandException} with the command.
 *   <li>When a call returns or throws, it has left no thread behind.
 * </ul>
 *
 * <p>Source: s390-tools 2.22 to 2.43 ({@code zdev/include/exit_code.h}, {@code zdev/src/ap.c}, {@code ap_tools/ap-check.c}),
 * mdevctl 1.2.0 to 1.4.0, libvirt 10, and recorded outputs.
 */
@NullMarked
package io.github.apmatrix.persistence.command;

import org.jspecify.annotations.NullMarked;
