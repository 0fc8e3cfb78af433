package io.github.apmatrix.examples;

import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.sysfs.Capture;
import io.github.apmatrix.sysfs.FileSysfs;
import io.github.apmatrix.sysfs.Sysfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a host is read from: one of the options. */
final class HostSource {
    @Option(names = "--sysfs", paramLabel = "DIR", description = "A sysfs; by default /sys.")
    @Nullable Path sysfs;

    @Option(names = "--capture", paramLabel = "FILE", description = "A recorded host, text or .gz.")
    @Nullable Path capture;

    boolean isRecorded() {
        return capture != null;
    }

    Sysfs open() {
        if (capture != null) {
            return read(capture).sysfs();
        } else if (sysfs != null && !Files.isDirectory(sysfs)) {
            throw new IllegalArgumentException("no directory " + sysfs);
        }
        return sysfs == null ? FileSysfs.local() : FileSysfs.at(sysfs);
    }

    private static Capture read(Path file) {
        try {
            return Capture.read(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("no file " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + " (" + e + ")", e);
        } catch (ApFormatException e) {
            throw new IllegalArgumentException(file + " is " + e.getMessage(), e);
        }
    }
}
