package io.github.apmatrix.sysfs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.Objects;
import java.util.Optional;

/**
 * The error numbers that the AP attributes answer with, by Linux's generic numbering.
 *
 * @since 0.1.0
 */
public enum Errno {
    /** Operation not permitted. */
    EPERM(1, "Operation not permitted"),
    /** No such file or directory. */
    ENOENT(2, "No such file or directory"),
    /** Interrupted system call. */
    EINTR(4, "Interrupted system call"),
    /** Input/output error. */
    EIO(5, "Input/output error"),
    /** Resource temporarily unavailable. */
    EAGAIN(11, "Resource temporarily unavailable"),
    /** Cannot allocate memory. */
    ENOMEM(12, "Cannot allocate memory"),
    /** Permission denied. */
    EACCES(13, "Permission denied"),
    /** Device or resource busy. */
    EBUSY(16, "Device or resource busy"),
    /** File exists. */
    EEXIST(17, "File exists"),
    /** No such device. */
    ENODEV(19, "No such device"),
    /** Not a directory. */
    ENOTDIR(20, "Not a directory"),
    /** Is a directory. */
    EISDIR(21, "Is a directory"),
    /** Invalid argument. */
    EINVAL(22, "Invalid argument"),
    /** Read-only file system. */
    EROFS(30, "Read-only file system"),
    /** Numerical result out of range. */
    ERANGE(34, "Numerical result out of range"),
    /** Too many levels of symbolic links. */
    ELOOP(40, "Too many levels of symbolic links"),
    /** Too many users. */
    EUSERS(87, "Too many users"),
    /** Operation not supported. */
    EOPNOTSUPP(95, "Operation not supported"),
    /** Address already in use. */
    EADDRINUSE(98, "Address already in use"),
    /** Cannot assign requested address. */
    EADDRNOTAVAIL(99, "Cannot assign requested address"),
    /** An answer that could not be recognised: another number, or a text in another language. */
    UNKNOWN(0, "unknown error");

    private final int number;
    private final String text;

    Errno(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /**
     * Returns the number.
     *
     * @return a positive number, or 0 for {@link #UNKNOWN}
     */
    public int number() {
        return number;
    }

    /**
     * Returns the English text of the C library.
     *
     * @return for example {@code Invalid argument}
     */
    public String text() {
        return text;
    }

    /**
     * Returns the error number of the C library's English text.
     *
     * @param message the text alone
     * @return the error number; {@link #UNKNOWN} for any other text, also for one in another language
     */
    public static Errno ofText(String message) {
        for (Errno errno : values()) {
            if (errno.text.equals(message)) {
                return errno;
            }
        }
        return UNKNOWN;
    }

    /**
     * Returns the error number behind a Java exception. Java does not keep it, so the type of the exception is looked at
     * first, then its text.
     *
     * @param exception what the file operation threw
     * @return the error number, or {@link #UNKNOWN}
     */
    static Errno of(IOException exception) {
        if (exception instanceof NoSuchFileException) {
            return ENOENT;
        } else if (exception instanceof AccessDeniedException) {
            return EACCES;
        } else if (exception instanceof FileAlreadyExistsException) {
            return EEXIST;
        } else if (exception instanceof NotDirectoryException) {
            return ENOTDIR;
        } else if (exception instanceof NotLinkException) {
            return EINVAL;
        }
        String words = words(exception);
        return words.startsWith(ELOOP.text) ? ELOOP : ofText(words);
    }

    /** Returns the C library's words in an exception, without the file name that some exceptions put before them. */
    static String words(IOException exception) {
        String words = exception instanceof FileSystemException refused ? refused.getReason() : exception.getMessage();
        return Optional.ofNullable(words)
                .orElseGet(() -> Objects.toString(exception.getClass().getSimpleName()));
    }
}
