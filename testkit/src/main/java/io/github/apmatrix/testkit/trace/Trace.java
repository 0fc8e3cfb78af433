package io.github.apmatrix.testkit.trace;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.testkit.KernelProfile;
import io.github.apmatrix.testkit.SimulatedKernel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A recorded trace: the kernel and machine it was recorded on, and its operations with the recorded answers.
 *
 * @since 0.1.0
 */
public final class Trace {
    private final String name;
    private final Optional<String> release;
    private final String parameters;
    private final ImmutableList<TraceOperation> operations;

    private Trace(String name, Optional<String> release, String parameters, ImmutableList<TraceOperation> operations) {
        this.name = name;
        this.release = release;
        this.parameters = parameters;
        this.operations = operations;
    }

    /**
     * Reads a trace from a file.
     *
     * @param file the file; compressed if its name ends with {@code .gz}
     * @return the trace, named like the file
     * @throws IOException if the file cannot be read
     * @throws ApFormatException if a line is not understood
     */
    public static Trace read(Path file) throws IOException {
        boolean compressed = file.toString().endsWith(".gz");
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = compressed ? new GZIPInputStream(in) : in) {
            return parse(file.toString(), new String(plain.readAllBytes(), StandardCharsets.UTF_8));
        } catch (ZipException e) {
            throw new IOException(file + " is not compressed as its name says (" + e.getMessage() + ")", e);
        }
    }

    /**
     * Returns the trace of a text.
     *
     * @param name the name to report divergences with
     * @param text the lines
     * @return the trace
     * @throws ApFormatException if a line is not understood; the message has its number
     */
    public static Trace parse(String name, String text) {
        Optional<String> release = Optional.empty();
        String parameters = "";
        ImmutableList.Builder<TraceOperation> operations = ImmutableList.builder();
        int number = 0;
        int count = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.startsWith("#")) {
                operations.add(TraceOperation.parse(number, line));
                count++;
            } else if (line.startsWith("# kernel: ")) {
                release = Optional.of(line.substring("# kernel: ".length()));
            } else if (line.startsWith("# parameters: ")) {
                parameters = line.substring("# parameters: ".length());
            } else if (line.startsWith("# ops: ") && !line.equals("# ops: " + count)) {
                throw TraceOperation.malformed(number, line, 0, "another count than the " + count + " operations");
            }
        }
        return new Trace(name, release, parameters, operations.build());
    }

    /**
     * Returns the name to report divergences with.
     *
     * @return the name, usually a file
     */
    public String name() {
        return name;
    }

    /**
     * Returns the operations.
     *
     * @return the operations in their order
     */
    public ImmutableList<TraceOperation> operations() {
        return operations;
    }

    /**
     * Returns the profile of the kernel that was recorded.
     *
     * @return the profile
     * @throws IllegalArgumentException if the trace names no kernel, or one that there is no profile for
     */
    public KernelProfile profile() {
        return KernelProfile.ofRelease(
                release.orElseThrow(() -> new IllegalArgumentException(name + " has no line '# kernel: RELEASE'")));
    }

    /**
     * Boots a simulated kernel on the machine that the trace was recorded on.
     *
     * @param profile how the kernel behaves
     * @return a fresh kernel
     * @throws IllegalArgumentException if the trace has a kernel parameter that is not understood
     */
    public SimulatedKernel boot(KernelProfile profile) {
        return BootParameters.parse(parameters)
                .apply(SimulatedKernel.builder().profile(profile))
                .build();
    }

    @Override
    public String toString() {
        return name;
    }
}
