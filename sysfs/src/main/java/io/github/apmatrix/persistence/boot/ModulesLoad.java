package io.github.apmatrix.persistence.boot;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;

/**
 * A file of {@code /etc/modules-load.d}: kernel modules to load early at boot.
 *
 * <p>For vfio_ap such a file is needed only without {@code 41-ap.rules}, which loads it as well
 * ({@link io.github.apmatrix.persistence.chzdev.ApRules#loadsVfioAp()}). Loaded from here, vfio_ap can come before the rule
 * has set the masks; devices that start automatically then fail for want of free queues. All such files of a system are read by
 * {@link BootModules}.
 *
 * @param modules the names of the modules in the order of the file
 * @since 0.1.0
 */
public record ModulesLoad(ImmutableList<String> modules) {
    static final String VFIO_AP = "vfio_ap";
    private static final CharMatcher BLANK = CharMatcher.anyOf(" \t\n\r");
    private static final CharMatcher NOT_IN_NAMES = CharMatcher.whitespace().or(CharMatcher.javaIsoControl());

    /**
     * Checks the names.
     *
     * @param modules the names of the modules
     * @throws IllegalArgumentException if a name is empty, has blanks or control characters, or would be a comment
     */
    public ModulesLoad {
        for (String module : modules) {
            if (!isName(module)) {
                throw new IllegalArgumentException("not the name of a module: \"" + module + "\"");
            }
        }
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && !isComment(text) && NOT_IN_NAMES.matchesNoneOf(text);
    }

    private static boolean isComment(String line) {
        return line.startsWith("#") || line.startsWith(";");
    }

    /**
     * Returns the file that loads vfio_ap.
     *
     * @return one module
     */
    public static ModulesLoad vfioAp() {
        return new ModulesLoad(ImmutableList.of(VFIO_AP));
    }

    /**
     * Reads a file: one module in each line; empty lines and lines that start with {@code #} or {@code ;} are passed over.
     *
     * @param document the content of the file
     * @return the modules
     * @throws DocumentException if a line is not a single name
     */
    public static ModulesLoad parse(Document document) {
        ImmutableMap<Integer, String> lines = lines(document);
        lines.forEach((number, line) -> {
            if (!isName(line)) {
                throw document.malformed("line " + number, line, "not the name of a module");
            }
        });
        return new ModulesLoad(lines.values().asList());
    }

    /** Returns what systemd takes for names of modules, by number of line. */
    static ImmutableMap<Integer, String> lines(Document document) {
        ImmutableMap.Builder<Integer, String> lines = ImmutableMap.builder();
        int number = 0;
        for (String line : Splitter.on('\n').trimResults(BLANK).split(document.text())) {
            number++;
            if (!line.isEmpty() && !isComment(line)) {
                lines.put(number, line);
            }
        }
        return lines.buildOrThrow();
    }

    static boolean isVfioAp(String module) {
        return module.replace('-', '_').equals(VFIO_AP);
    }

    /**
     * Returns whether vfio_ap is loaded.
     *
     * @return true if it is among the modules, also as {@code vfio-ap}
     */
    public boolean loadsVfioAp() {
        return modules.stream().anyMatch(ModulesLoad::isVfioAp);
    }

    /**
     * Returns the content of the file.
     *
     * @return one line for each module, without comments
     */
    public String toText() {
        StringBuilder text = new StringBuilder();
        modules.forEach(module -> text.append(module).append('\n'));
        return text.toString();
    }
}
