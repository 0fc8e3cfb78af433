package io.github.apmatrix.persistence.boot;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.RootDirectory;
import io.github.apmatrix.persistence.document.UnreadableFile;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The udev rules that set the masks of the AP bus: {@code 41-ap.rules}, and any others that somebody wrote.
 *
 * <p>The files are {@code *.rules} in {@code /etc/udev/rules.d}, {@code /run/udev/rules.d}, {@code /usr/local/lib/udev/rules.d},
 * {@code /usr/lib/udev/rules.d} and {@code /lib/udev/rules.d}. A file hides those of its name in later directories, also if it
 * is empty. Of other rules only the lines are found; whether and when they act is not evaluated.
 *
 * <p>Source: udev(7).
 *
 * @param apRules the file {@code 41-ap.rules} that udev takes, which is not always that of {@code /etc}; empty if there is none
 *     or it could not be read
 * @param others lines of other rules that set one of the masks
 * @param unreadable files and directories that could not be read
 * @since 0.1.0
 */
public record UdevRules(
        Optional<Document> apRules, ImmutableList<BootPlace> others, ImmutableList<UnreadableFile> unreadable) {
    /** The file of chzdev, which reads and writes it in {@code /etc/udev/rules.d} only. */
    public static final Path AP_RULES = Path.of("etc/udev/rules.d/41-ap.rules");

    private static final String DIRECTORY = "udev/rules.d";
    private static final String SUFFIX = ".rules";

    /** An attribute that is assigned, not compared, or a program that is run. */
    private static final Pattern SETS_MASK =
            Pattern.compile("ATTR\\{[^}]*a[pq]mask[^}]*}\\s*\\+?:?=(?!=)|RUN.*/bus/ap/a[pq]mask");

    /**
     * Checks that all are there.
     *
     * @param apRules the file {@code 41-ap.rules}
     * @param others lines of other rules
     * @param unreadable what could not be read
     */
    public UdevRules {
        Objects.requireNonNull(apRules, "apRules");
        Objects.requireNonNull(others, "others");
        Objects.requireNonNull(unreadable, "unreadable");
    }

    /**
     * Reads the files of a system.
     *
     * @param root its root directory
     * @return the rules
     */
    public static UdevRules read(RootDirectory root) {
        ImmutableList.Builder<UnreadableFile> unreadable = ImmutableList.builder();
        Optional<Document> apRules = Optional.empty();
        ImmutableList.Builder<BootPlace> others = ImmutableList.builder();
        for (Document file : DropIns.read(root, DIRECTORY, SUFFIX, unreadable::add)) {
            if (Path.of(file.name()).endsWith(AP_RULES.getFileName())) {
                apRules = Optional.of(file);
            } else {
                others.addAll(places(file));
            }
        }
        return new UdevRules(apRules, others.build(), unreadable.build());
    }

    private static ImmutableList<BootPlace> places(Document file) {
        ImmutableList.Builder<BootPlace> places = ImmutableList.builder();
        int number = 0;
        for (String line : file.text().split("\n", -1)) {
            number++;
            if (!line.stripLeading().startsWith("#") && SETS_MASK.matcher(line).find()) {
                places.add(new BootPlace(file.name(), "line " + number));
            }
        }
        return places.build();
    }
}
