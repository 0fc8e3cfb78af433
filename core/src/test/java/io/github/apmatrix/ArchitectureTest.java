package io.github.apmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the compiled classes depend on, as jdeps reports it. */
class ArchitectureTest {
    private static final String ROOT = "io.github.apmatrix";
    private static final Pattern DEPENDENCY = Pattern.compile("\\s+(\\S+)\\s+-> (\\S+)\\s.*");

    /** For each class of this module the classes that it uses. */
    private static final Map<String, Set<String>> USED = new TreeMap<>();

    @BeforeAll
    static void analyzeTheClasses() throws URISyntaxException {
        Path classes = Path.of(
                ApMask.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        // the directory below has no module-info, so the modules that it requires need not be there
        int result = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        "-verbose:class",
                        "-filter:none",
                        classes.resolve("io").toString());
        assertThat(result).as("jdeps: %s%s", out, err).isZero();
        out.toString()
                .lines()
                .map(DEPENDENCY::matcher)
                .filter(matcher -> matcher.matches() && matcher.group(1).startsWith(ROOT))
                .forEach(matcher -> USED.computeIfAbsent(matcher.group(1), name -> new TreeSet<>())
                        .add(matcher.group(2)));
    }

    private static String packageOf(String className) {
        return className.substring(0, className.lastIndexOf('.'));
    }

    private static Map<String, Set<String>> packages() {
        Map<String, Set<String>> packages = new TreeMap<>();
        USED.forEach((user, used) -> used.stream()
                .map(ArchitectureTest::packageOf)
                .filter(name -> name.startsWith(ROOT) && !name.equals(packageOf(user)))
                .forEach(name -> packages.computeIfAbsent(packageOf(user), key -> new TreeSet<>())
                        .add(name)));
        return packages;
    }

    @Test
    void theAnalysisSeesTheClassesAndTheirDependencies() {
        assertThat(USED).containsKeys(ROOT + ".ApMask", ROOT + ".host.HostSnapshot", ROOT + ".render.LevelsTable");
        assertThat(USED.get(ROOT + ".Matrix")).contains(ROOT + ".ApQueue", "com.google.common.base.Strings");
        assertThat(packages()).containsKeys(ROOT + ".host", ROOT + ".render", ROOT + ".rules");
    }

    @Test
    void thePackagesBuildOnEachOtherInOneDirection() {
        assertThat(packages())
                .isEqualTo(Map.of(
                        ROOT + ".allocate", Set.of(ROOT, ROOT + ".host", ROOT + ".plan", ROOT + ".rules"),
                        ROOT + ".event", Set.of(ROOT, ROOT + ".explain", ROOT + ".host"),
                        ROOT + ".rules", Set.of(ROOT),
                        ROOT + ".host", Set.of(ROOT, ROOT + ".rules"),
                        ROOT + ".explain", Set.of(ROOT, ROOT + ".host", ROOT + ".plan", ROOT + ".rules"),
                        ROOT + ".health", Set.of(ROOT, ROOT + ".explain", ROOT + ".host", ROOT + ".plan"),
                        ROOT + ".plan", Set.of(ROOT, ROOT + ".host", ROOT + ".rules"),
                        ROOT + ".render", Set.of(ROOT, ROOT + ".explain", ROOT + ".host")));
    }

    @Test
    void nothingReadsFilesOrClocksOrLogs() {
        Pattern forbidden = Pattern.compile(
                "java\\.(io|nio\\.(channels|file)|net|util\\.logging|util\\.concurrent)\\..*"
                        + "|org\\.slf4j\\..*|java\\.util\\.(Random|SplittableRandom|Timer|random\\..*)"
                        + "|java\\.time\\.(?!Duration$).*|java\\.lang\\.(Thread|Process.*|Runtime)|java\\.security\\..*");
        assertThat(USED)
                .allSatisfy((user, used) ->
                        assertThat(used).as("what %s uses", user).noneMatch(forbidden.asMatchPredicate()));
    }

    @Test
    void otherLibrariesThanGuavaAreNotUsed() {
        assertThat(USED)
                .allSatisfy((user, used) -> assertThat(used)
                        .as("what %s uses", user)
                        .allMatch(name -> name.startsWith("java.")
                                || name.startsWith(ROOT)
                                || name.startsWith("com.google.common.")
                                || name.startsWith("org.jspecify.annotations.")));
    }
}
