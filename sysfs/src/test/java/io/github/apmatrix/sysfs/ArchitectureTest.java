package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.graph.GraphBuilder;
import com.google.common.graph.Graphs;
import com.google.common.graph.MutableGraph;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How the packages of this module depend on each other, as jdeps reports it. */
class ArchitectureTest {
    private static final String ROOT = "io.github.apmatrix.";
    private static final Pattern DEPENDENCY = Pattern.compile("\\s+(\\S+)\\s+-> (\\S+)\\s+io");

    private static final MutableGraph<String> USES = GraphBuilder.directed().build();

    @BeforeAll
    static void analyzeTheClasses() throws URISyntaxException {
        Path classes = Path.of(
                ApHost.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        StringWriter out = new StringWriter();
        // the directory below has no module-info, so the modules that it requires need not be there
        int result = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(out, true),
                        new PrintWriter(out, true),
                        "-verbose:package",
                        "-filter:none",
                        classes.resolve("io").toString());
        assertThat(result).as("jdeps: %s", out).isZero();
        out.toString()
                .lines()
                .map(DEPENDENCY::matcher)
                .filter(line -> line.matches() && !line.group(1).equals(line.group(2)))
                .forEach(line -> USES.putEdge(line.group(1), line.group(2)));
    }

    @Test
    void noPackageNeedsItself() {
        assertThat(USES.nodes()).contains(ROOT + "sysfs", ROOT + "watch", ROOT + "persistence.change");
        assertThat(Graphs.hasCycle(USES)).as("cycle in %s", USES).isFalse();
    }

    @Test
    void theLiveKernelDoesNotNeedWhatIsKeptInFiles() {
        assertThat(Graphs.reachableNodes(USES, ROOT + "sysfs"))
                .containsExactlyInAnyOrder(ROOT + "sysfs", ROOT + "watch");
    }
}
