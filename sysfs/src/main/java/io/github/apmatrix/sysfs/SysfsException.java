package io.github.apmatrix.sysfs;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kernel or the file system refused an access. The message says what was done where, the errno, and what it means at
 * that attribute:
 *
 * <pre>{@code
 * write "0x0a" to devices/vfio_ap/matrix/<uuid>/assign_adapter: EADDRNOTAVAIL: ...
 * }</pre>
 *
 * <p>The subtypes are what a caller can act on.
 *
 * @since 0.1.0
 */
public abstract sealed class SysfsException extends RuntimeException
        permits AttributeMissingException,
                AccessRefusedException,
                AssignmentRefusedException,
                DeviceHeldException,
                UnreadableContentException,
                SysfsIoException {
    private static final long serialVersionUID = 1L;

    private final transient SysfsCall call;

    /** The error number. */
    private final Errno errno;

    /** What it means at that attribute. */
    private final String meaning;

    SysfsException(SysfsCall call, Errno errno, String meaning, @Nullable Throwable cause) {
        super(call + ": " + (errno == Errno.UNKNOWN ? "" : errno + ": ") + meaning, cause);
        this.call = call;
        this.errno = errno;
        this.meaning = meaning;
    }

    /**
     * Returns the exception for an access that was answered with an error number.
     *
     * @param call the access
     * @param errno the error number
     * @return an exception of the subtype that fits, to be thrown
     */
    public static SysfsException of(SysfsCall call, Errno errno) {
        return of(call, errno, ErrnoMeanings.of(call, errno), null);
    }

    /** The subtype follows from the error number and, for changes that the kernel will not make, the attribute. */
    static SysfsException of(SysfsCall call, Errno errno, String meaning, @Nullable Throwable cause) {
        if (ErrnoMeanings.isRefusedChange(call, errno)) {
            return new AssignmentRefusedException(call, errno, meaning, Optional.empty(), cause);
        }
        return switch (errno) {
            case ENOENT -> new AttributeMissingException(call, errno, meaning, cause);
            case EACCES, EPERM -> new AccessRefusedException(call, errno, meaning, cause);
            default -> new SysfsIoException(call, errno, meaning, cause);
        };
    }

    /**
     * Returns the access that was refused.
     *
     * @return operation, path and value
     */
    public SysfsCall call() {
        return call;
    }

    /**
     * Returns the path of the access.
     *
     * @return the path below the root
     */
    public SysfsPath path() {
        return call.path();
    }

    /**
     * Returns what was done with the path.
     *
     * @return the operation
     */
    public SysfsCall.Operation operation() {
        return call.operation();
    }

    /**
     * Returns the value that should have been written.
     *
     * @return the value, or empty if it was not a write
     */
    public Optional<String> attemptedValue() {
        return call.value();
    }

    /**
     * Returns the error number.
     *
     * @return the number; {@link Errno#UNKNOWN} if it was not recognised, or if it was not the kernel that refused
     */
    public Errno errno() {
        return errno;
    }

    /**
     * Returns what the error number means at that attribute. Where it has several causes, all are named.
     *
     * @return the meaning in words
     */
    public String meaning() {
        return meaning;
    }
}
