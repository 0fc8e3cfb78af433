package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrnoTest {
    /** The table of section 0.3 of the kernel's interface. */
    @ParameterizedTest
    @CsvSource({
        "EPERM, 1, Operation not permitted",
        "ENOENT, 2, No such file or directory",
        "EINTR, 4, Interrupted system call",
        "EIO, 5, Input/output error",
        "EAGAIN, 11, Resource temporarily unavailable",
        "ENOMEM, 12, Cannot allocate memory",
        "EACCES, 13, Permission denied",
        "EBUSY, 16, Device or resource busy",
        "EEXIST, 17, File exists",
        "ENODEV, 19, No such device",
        "ENOTDIR, 20, Not a directory",
        "EISDIR, 21, Is a directory",
        "EINVAL, 22, Invalid argument",
        "EROFS, 30, Read-only file system",
        "ERANGE, 34, Numerical result out of range",
        "ELOOP, 40, Too many levels of symbolic links",
        "EUSERS, 87, Too many users",
        "EOPNOTSUPP, 95, Operation not supported",
        "EADDRINUSE, 98, Address already in use",
        "EADDRNOTAVAIL, 99, Cannot assign requested address"
    })
    void numberAndTextAreThoseOfLinux(Errno errno, int number, String text) {
        assertThat(errno.number()).isEqualTo(number);
        assertThat(errno.text()).isEqualTo(text);
        assertThat(Errno.ofText(text)).isEqualTo(errno);
    }

    static Stream<Arguments> exceptionsOfTheirOwnType() {
        return Stream.of(
                arguments(new NoSuchFileException("bus"), Errno.ENOENT),
                arguments(new AccessDeniedException("bus"), Errno.EACCES),
                arguments(new FileAlreadyExistsException("bus"), Errno.EEXIST),
                arguments(new NotDirectoryException("bus"), Errno.ENOTDIR),
                arguments(new NotLinkException("bus"), Errno.EINVAL));
    }

    @ParameterizedTest
    @MethodSource("exceptionsOfTheirOwnType")
    void typeOfTheExceptionTellsInEveryLanguage(IOException exception, Errno errno) {
        assertThat(Errno.of(exception)).isEqualTo(errno);
    }

    @ParameterizedTest
    @EnumSource
    void englishTextIsRecognisedWithAndWithoutAFileName(Errno errno) {
        assertThat(Errno.of(new IOException(errno.text()))).isEqualTo(errno);
        assertThat(Errno.of(new FileSystemException("/sys/bus/ap/apmask", null, errno.text())))
                .isEqualTo(errno);
    }

    @Test
    void loopIsRecognisedWithTheAdditionOfJava() {
        assertThat(Errno.of(new FileSystemException(
                        "bus", null, "Too many levels of symbolic links (NOFOLLOW_LINKS specified)")))
                .isEqualTo(Errno.ELOOP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Das Argument ist ung\u00fcltig",
                "invalid argument",
                "Invalid argument ",
                "/sys/bus/ap/apmask: Invalid argument",
                ""
            })
    void anyOtherTextIsUnknown(String text) {
        assertThat(Errno.ofText(text)).isEqualTo(Errno.UNKNOWN);
        assertThat(Errno.of(new IOException(text))).isEqualTo(Errno.UNKNOWN);
    }

    @Test
    void exceptionWithoutTextIsUnknownAndNamedByItsType() {
        assertThat(Errno.of(new IOException())).isEqualTo(Errno.UNKNOWN);
        assertThat(Errno.words(new IOException())).isEqualTo("IOException");
        assertThat(Errno.words(new FileSystemException("bus"))).isEqualTo("FileSystemException");
    }

    @Test
    void wordsHaveNoFileName() {
        assertThat(Errno.words(new FileSystemException("bus", null, "Das Ger\u00e4t ist belegt")))
                .isEqualTo("Das Ger\u00e4t ist belegt");
    }
}
