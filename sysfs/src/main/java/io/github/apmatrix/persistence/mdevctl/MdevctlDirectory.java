package io.github.apmatrix.persistence.mdevctl;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import io.github.apmatrix.persistence.document.RootDirectory;
import io.github.apmatrix.persistence.document.UnreadableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The definitions of vfio_ap devices in a directory like {@code /etc/mdevctl.d}.
 *
 * @param definitions those that could be read, by device
 * @param malformed what is wrong with the content of others that mdevctl cannot read either; a single one makes mdevctl fail
 *     for all devices of the parent
 * @param unusable what is wrong with the content of others that mdevctl reads, but cannot start a vfio_ap device with: for
 *     another type, with an unknown word for the start, with attributes or values that no vfio_ap device takes
 * @param misnamed definitions in files whose name is the id of a device in an unusual notation
 * @param unreadable files that could not be read, which mdevctl skips with a warning, or the folder, if that could not be read
 * @param ignored what mdevctl does not take for a definition: files whose name is not the id of a device, of which it warns,
 *     and what is not a regular file
 * @since 0.1.0
 */
public record MdevctlDirectory(
        ImmutableSortedMap<MediatedDeviceId, MdevDefinition> definitions,
        ImmutableList<DocumentException> malformed,
        ImmutableList<DocumentException> unusable,
        ImmutableList<MisnamedDefinition> misnamed,
        ImmutableList<UnreadableFile> unreadable,
        ImmutableList<Path> ignored) {
    /** The kernel's name of the parent of all vfio_ap devices. */
    public static final String PARENT = "matrix";

    private static final Path DEFINITIONS = Path.of("etc/mdevctl.d");

    /**
     * Checks that all are there.
     *
     * @param definitions those that could be read
     * @param malformed what is wrong with the content of others that mdevctl cannot read
     * @param unusable what is wrong with the content of others that mdevctl reads
     * @param misnamed definitions in files with an unusual name
     * @param unreadable what could not be read
     * @param ignored what is not a definition
     */
    public MdevctlDirectory {
        Objects.requireNonNull(definitions, "definitions");
        Objects.requireNonNull(malformed, "malformed");
        Objects.requireNonNull(unusable, "unusable");
        Objects.requireNonNull(misnamed, "misnamed");
        Objects.requireNonNull(unreadable, "unreadable");
        Objects.requireNonNull(ignored, "ignored");
    }

    /**
     * Reads the definitions of a system.
     *
     * @param root its root directory
     * @return the definitions in its {@code /etc/mdevctl.d}
     */
    public static MdevctlDirectory read(RootDirectory root) {
        return new Reader(root, DEFINITIONS.resolve(PARENT)).read();
    }

    /**
     * Reads a directory of the running system.
     *
     * @param directory for example {@code /etc/mdevctl.d}; only its folder {@code matrix} is read, and it can be missing
     * @return the definitions
     */
    public static MdevctlDirectory read(Path directory) {
        return new Reader(RootDirectory.system(), directory.toAbsolutePath().resolve(PARENT)).read();
    }

    private static final class Reader {
        private final RootDirectory root;
        private final Path folder;
        private final ImmutableSortedMap.Builder<MediatedDeviceId, MdevDefinition> definitions =
                ImmutableSortedMap.naturalOrder();
        private final ImmutableList.Builder<DocumentException> malformed = ImmutableList.builder();
        private final ImmutableList.Builder<DocumentException> unusable = ImmutableList.builder();
        private final ImmutableList.Builder<MisnamedDefinition> misnamed = ImmutableList.builder();
        private final ImmutableList.Builder<UnreadableFile> unreadable = ImmutableList.builder();
        private final ImmutableList.Builder<Path> ignored = ImmutableList.builder();

        Reader(RootDirectory root, Path folder) {
            this.root = root;
            this.folder = folder;
        }

        MdevctlDirectory read() {
            for (Path name : root.list(folder, unreadable::add)) {
                Path file = folder.resolve(name);
                Optional<UuidName> uuid = UuidName.of(name.toString());
                if (uuid.isPresent() && isRegular(file)) {
                    read(file, uuid.get());
                } else {
                    ignored.add(root.locate(file));
                }
            }
            return new MdevctlDirectory(
                    definitions.buildOrThrow(),
                    malformed.build(),
                    unusable.build(),
                    misnamed.build(),
                    unreadable.build(),
                    ignored.build());
        }

        private boolean isRegular(Path file) {
            try {
                return Files.isRegularFile(root.resolve(file), LinkOption.NOFOLLOW_LINKS);
            } catch (IOException e) {
                // a link that leads nowhere
                return false;
            }
        }

        private void read(Path file, UuidName name) {
            try {
                read(root.read(file), name);
            } catch (DocumentException e) {
                malformed.add(e);
            } catch (IOException e) {
                unreadable.add(UnreadableFile.of(root.locate(file), e));
            }
        }

        private void read(Document document, UuidName name) {
            try {
                MdevDefinition definition = MdevDefinition.parse(document);
                if (name.isCanonical()) {
                    definitions.put(name.id(), definition);
                } else {
                    misnamed.add(new MisnamedDefinition(Path.of(document.name()), name.id(), definition));
                }
            } catch (DocumentException e) {
                (MdevDefinition.isReadByMdevctl(document) ? unusable : malformed).add(e);
            }
        }
    }
}
