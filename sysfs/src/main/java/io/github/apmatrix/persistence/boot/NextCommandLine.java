package io.github.apmatrix.persistence.boot;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The kernel command line that is expected at the next boot.
 *
 * <p>If all entries whose command line is known give the same masks, it is that of the first one. If there are none, or their
 * masks differ, it is that of the running system; which entry is booted is not known then.
 *
 * @param origin where the command line comes from
 * @param commandLine the command line; empty if it is not known
 * @param masks the masks that it gives; empty if it is not known
 * @param disagreements entries that give other masks; all entries, if they differ and nothing is taken
 * @param unknown entries whose command line is not known, and which were not asked
 * @since 0.1.0
 */
public record NextCommandLine(
        Origin origin,
        Optional<Document> commandLine,
        Optional<BootMasks> masks,
        ImmutableList<Disagreement> disagreements,
        ImmutableList<UnknownBootEntry> unknown) {
    /** Where a command line comes from. */
    public enum Origin {
        /** From the entries, which agree on the masks. */
        ENTRIES,
        /** From the running system, because there are no entries, or they differ. */
        RUNNING_SYSTEM,
        /** Not known: no entries, or different ones, and there is no running system. */
        NOT_KNOWN
    }

    /**
     * An entry that gives other masks than those that were taken.
     *
     * @param entry the name of the entry
     * @param masks the masks that it gives
     * @since 0.1.0
     */
    public record Disagreement(String entry, BootMasks masks) {
        /**
         * Checks that both are there.
         *
         * @param entry the name of the entry
         * @param masks the masks that it gives
         */
        public Disagreement {
            Objects.requireNonNull(entry, "entry");
            Objects.requireNonNull(masks, "masks");
        }
    }

    /**
     * Checks that all are there.
     *
     * @param origin where the command line comes from
     * @param commandLine the command line
     * @param masks the masks that it gives
     * @param disagreements entries that give other masks
     * @param unknown entries whose command line is not known
     * @throws IllegalArgumentException if command line and masks are not known although there is an origin, or the reverse
     */
    public NextCommandLine {
        Objects.requireNonNull(disagreements, "disagreements");
        Objects.requireNonNull(unknown, "unknown");
        boolean known = origin != Origin.NOT_KNOWN;
        if (commandLine.isPresent() != known || masks.isPresent() != known) {
            throw new IllegalArgumentException("command line and masks do not fit the origin " + origin);
        }
    }

    /**
     * Decides for a system that runs.
     *
     * @param entries its entries
     * @param running its command line, {@code /proc/cmdline}
     * @return what to expect
     * @throws DocumentException if the command line of the running system has a NUL character
     */
    public static NextCommandLine of(BootEntries entries, Document running) {
        return of(entries, Optional.of(running));
    }

    /**
     * Decides for a system that does not run.
     *
     * @param entries its entries
     * @return what to expect
     */
    public static NextCommandLine of(BootEntries entries) {
        return of(entries, Optional.empty());
    }

    private static NextCommandLine of(BootEntries entries, Optional<Document> running) {
        List<Disagreement> all = entries.entries().stream()
                .map(entry -> new Disagreement(entry.name(), BootMasks.parse(entry.commandLine())))
                .toList();
        boolean agree =
                all.stream().map(entry -> entry.masks().masks()).distinct().count() == 1;
        Origin origin = agree ? Origin.ENTRIES : running.isPresent() ? Origin.RUNNING_SYSTEM : Origin.NOT_KNOWN;
        Optional<Document> taken = agree ? Optional.of(entries.entries().get(0).commandLine()) : running;
        Optional<BootMasks> masks = taken.map(BootMasks::parse);
        ImmutableList<Disagreement> others = all.stream()
                .filter(entry -> !masks.map(BootMasks::masks)
                        .equals(Optional.of(entry.masks().masks())))
                .collect(ImmutableList.toImmutableList());
        return new NextCommandLine(origin, taken, masks, others, entries.unknown());
    }
}
