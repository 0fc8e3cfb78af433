package io.github.apmatrix.persistence.boot;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.RootDirectory;
import io.github.apmatrix.persistence.document.UnreadableFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The ways in which a system can be booted, from the files that zipl reads: the sections of {@code zipl.conf}, the files
 * {@code /boot/loader/entries/*.conf} of the Boot Loader Specification, and {@code /etc/kernel/cmdline}, from which new ones
 * of the latter are made.
 *
 * <p>A change of these files counts only after {@code zipl} was run. Which of the entries is booted is not known. Of
 * {@code zipl.conf} the first counts that is there: in {@code /run/zipl}, in {@code /etc}, in {@code /usr/lib/s390-tools},
 * in {@code /lib/s390-tools}.
 *
 * <p>Source: zipl.conf(5), zipl(8), the Boot Loader Specification.
 *
 * @param entries those whose kernel command line is known
 * @param unknown those whose kernel command line is not known
 * @param unreadable files and directories that could not be read
 * @since 0.1.0
 */
public record BootEntries(
        ImmutableList<BootEntry> entries,
        ImmutableList<UnknownBootEntry> unknown,
        ImmutableList<UnreadableFile> unreadable) {
    private static final ImmutableList<Path> ZIPL_CONF = ImmutableList.of(
            Path.of("run/zipl/zipl.conf"),
            Path.of("etc/zipl.conf"),
            Path.of("usr/lib/s390-tools/zipl.conf"),
            Path.of("lib/s390-tools/zipl.conf"));
    private static final Path ENTRIES = Path.of("boot/loader/entries");
    private static final Path KERNEL_CMDLINE = Path.of("etc/kernel/cmdline");

    /**
     * Checks that all are there.
     *
     * @param entries those whose kernel command line is known
     * @param unknown those whose kernel command line is not known
     * @param unreadable what could not be read
     */
    public BootEntries {
        Objects.requireNonNull(entries, "entries");
        Objects.requireNonNull(unknown, "unknown");
        Objects.requireNonNull(unreadable, "unreadable");
    }

    /**
     * Reads the files of a system.
     *
     * @param root its root directory
     * @return the entries in the order of the files as they are named above
     */
    public static BootEntries read(RootDirectory root) {
        ImmutableList.Builder<UnreadableFile> unreadable = ImmutableList.builder();
        Collector collector = new Collector();
        firstOf(root, unreadable::add).forEach(file -> ZiplConf.read(file, collector));
        DropIns.configurationFiles(root, ENTRIES, unreadable::add)
                .flatMap(name -> root.find(ENTRIES.resolve(name), unreadable::add).stream())
                .forEach(file -> LoaderEntry.read(file, collector));
        root.find(KERNEL_CMDLINE, unreadable::add).ifPresent(file -> collector.add(file.name(), file.text()));
        return collector.build(unreadable.build());
    }

    private static List<Document> firstOf(RootDirectory root, Consumer<UnreadableFile> unreadable) {
        for (Path path : ZIPL_CONF) {
            ImmutableList.Builder<UnreadableFile> problems = ImmutableList.builder();
            List<Document> found = root.find(path, problems::add).stream().toList();
            problems.build().forEach(unreadable);
            if (!found.isEmpty() || !problems.build().isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** What readers of files found. */
    static final class Collector {
        private final ImmutableList.Builder<BootEntry> entries = ImmutableList.builder();
        private final ImmutableList.Builder<UnknownBootEntry> unknown = ImmutableList.builder();

        void add(String name, String commandLine) {
            if (commandLine.indexOf('\0') >= 0) {
                addUnknown(name, "a NUL character");
            } else {
                entries.add(BootEntry.of(name, commandLine));
            }
        }

        void addUnknown(String name, String problem) {
            unknown.add(new UnknownBootEntry(name, problem));
        }

        BootEntries build(ImmutableList<UnreadableFile> unreadable) {
            return new BootEntries(entries.build(), unknown.build(), unreadable);
        }
    }
}
