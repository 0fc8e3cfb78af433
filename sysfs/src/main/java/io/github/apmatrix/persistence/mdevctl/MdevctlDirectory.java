package io.github.apmatrix.persistence.mdevctl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The definitions of vfio_ap devices in a directory like {@code /etc/mdevctl.d}.
 *
 * @param definitions those that could be read, by device
 * @param malformed what is wrong with each of the others; a single one makes mdevctl fail for all devices of the parent
 * @param ignored files whose name is not the id of a device; mdevctl warns of them
 * @since 0.1.0
 */
public record MdevctlDirectory(
        ImmutableSortedMap<MediatedDeviceId, MdevDefinition> definitions,
        ImmutableList<DocumentException> malformed,
        ImmutableList<Path> ignored) {
    /** The kernel's name of the parent of all vfio_ap devices. */
    public static final String PARENT = "matrix";

    /**
     * Checks that all are there.
     *
     * @param definitions those that could be read
     * @param malformed what is wrong with each of the others
     * @param ignored files whose name is not the id of a device
     */
    public MdevctlDirectory {
        Objects.requireNonNull(definitions, "definitions");
        Objects.requireNonNull(malformed, "malformed");
        Objects.requireNonNull(ignored, "ignored");
    }

    /**
     * Reads a directory.
     *
     * @param directory for example {@code /etc/mdevctl.d}; only its folder {@code matrix} is read, and it can be missing
     * @return the definitions
     * @throws IOException if the directory or one of its files cannot be read
     */
    public static MdevctlDirectory read(Path directory) throws IOException {
        ImmutableSortedMap.Builder<MediatedDeviceId, MdevDefinition> definitions = ImmutableSortedMap.naturalOrder();
        ImmutableList.Builder<DocumentException> malformed = ImmutableList.builder();
        ImmutableList.Builder<Path> ignored = ImmutableList.builder();
        for (Path file : files(directory.resolve(PARENT))) {
            if (!isDeviceId(String.valueOf(file.getFileName()))) {
                ignored.add(file);
                continue;
            }
            try {
                definitions.put(
                        MediatedDeviceId.parse(String.valueOf(file.getFileName())),
                        MdevDefinition.parse(Document.read(file)));
            } catch (DocumentException e) {
                malformed.add(e);
            }
        }
        return new MdevctlDirectory(definitions.buildOrThrow(), malformed.build(), ignored.build());
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isDeviceId(String name) {
        try {
            return MediatedDeviceId.parse(name).toString().equals(name);
        } catch (ApFormatException e) {
            return false;
        }
    }
}
