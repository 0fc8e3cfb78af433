package io.github.apmatrix.sysfs;

import com.google.common.base.Utf8;
import io.github.apmatrix.QuotedText;
import java.util.Objects;
import java.util.Optional;

/**
 * One access to a sysfs: what was done with which path, and the value if it was a write. Prints {@code write "0x0a" to
 * bus/ap/apmask}.
 *
 * @since 0.1.0
 */
public final class SysfsCall {
    private final Operation operation;
    private final SysfsPath path;
    private final Optional<String> value;

    private SysfsCall(Operation operation, SysfsPath path, Optional<String> value) {
        this.operation = operation;
        this.path = Objects.requireNonNull(path, "path");
        this.value = value;
    }

    /** What can be done with a path. */
    public enum Operation {
        /** Reads an attribute. */
        READ("read"),
        /** Writes a value to an attribute. */
        WRITE("write"),
        /** Lists a directory. */
        LIST("list"),
        /** Reads the target of a link. */
        READ_LINK("read link"),
        /** Looks at kind and mode. */
        STAT("look at");

        private final String verb;

        Operation(String verb) {
            this.verb = verb;
        }

        /** Returns the verb, for example {@code read}. */
        @Override
        public String toString() {
            return verb;
        }
    }

    /**
     * Returns an access without a value.
     *
     * @param operation what is done, but not {@link Operation#WRITE}
     * @param path the path
     * @return the access
     * @throws IllegalArgumentException for a write
     */
    public static SysfsCall of(Operation operation, SysfsPath path) {
        if (operation == Operation.WRITE) {
            throw new IllegalArgumentException("a write to " + path + " has a value");
        }
        return new SysfsCall(operation, path, Optional.empty());
    }

    /**
     * Returns a write.
     *
     * @param path the attribute
     * @param value the value
     * @return the access
     * @throws IllegalArgumentException if the value is longer than {@value Sysfs#MAX_WRITE} bytes, of which the kernel
     *     would take the first ones only
     */
    public static SysfsCall write(SysfsPath path, String value) {
        int length = Utf8.encodedLength(value);
        if (length > Sysfs.MAX_WRITE) {
            throw new IllegalArgumentException("write to " + path + ": " + length + " bytes, but the kernel takes "
                    + Sysfs.MAX_WRITE + " in one write");
        }
        return new SysfsCall(Operation.WRITE, path, Optional.of(value));
    }

    /**
     * Returns what is done.
     *
     * @return the operation
     */
    public Operation operation() {
        return operation;
    }

    /**
     * Returns the path.
     *
     * @return the path below the root
     */
    public SysfsPath path() {
        return path;
    }

    /**
     * Returns the value that is written.
     *
     * @return the value, or empty if it is not a write
     */
    public Optional<String> value() {
        return value;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof SysfsCall other
                && operation == other.operation
                && path.equals(other.path)
                && value.equals(other.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(operation, path, value);
    }

    /** Returns the access in words; a long value is cut. */
    @Override
    public String toString() {
        return value.map(written -> operation + " " + QuotedText.abbreviate(written) + " to " + path)
                .orElse(operation + " " + path);
    }
}
