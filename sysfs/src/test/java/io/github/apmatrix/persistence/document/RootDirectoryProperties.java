package io.github.apmatrix.persistence.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

class RootDirectoryProperties {
    private Path scratch = Path.of("");

    @BeforeTry
    void createScratch() throws IOException {
        scratch = Files.createTempDirectory("root").toRealPath();
    }

    @AfterTry
    void deleteScratch() throws IOException {
        MoreFiles.deleteRecursively(scratch, RecursiveDeleteOption.ALLOW_INSECURE);
    }

    private void create(Path root, Map<String, String> links, String absolutePrefix) throws IOException {
        for (String folder : new String[] {"x", "y", "x/z"}) {
            Files.createDirectories(root.resolve(folder));
        }
        for (Map.Entry<String, String> link : links.entrySet()) {
            String target = link.getValue();
            Files.createSymbolicLink(
                    root.resolve(link.getKey()), Path.of(target.startsWith("/") ? absolutePrefix + target : target));
        }
    }

    @Property(tries = 300)
    void resolvedPathIsInTheRootAndHasNoLinks(@ForAll("links") Map<String, String> links, @ForAll("paths") String below)
            throws IOException {
        Path root = Files.createDirectories(scratch.resolve("deep/root"));
        Files.createDirectories(scratch.resolve("x"));
        create(root, links, "");

        Path resolved;
        try {
            resolved = RootDirectory.of(root).resolve(Path.of(below));
        } catch (IOException e) {
            assertThat(e).hasMessageEndingWith(": more than 40 symbolic links");
            return;
        }

        assertThat(resolved.startsWith(root)).as("%s", resolved).isTrue();
        assertThat(resolved.normalize()).isEqualTo(resolved);
        Path part = root;
        for (Path name : root.relativize(resolved)) {
            part = part.resolve(name);
            assertThat(part).matches(each -> !Files.isSymbolicLink(each), "is not a link");
        }
        assertThat(RootDirectory.of(root).resolve(root.relativize(resolved))).isEqualTo(resolved);
    }

    @Property(tries = 300)
    void rootOfTheSystemResolvesAsTheSystemDoes(
            @ForAll("links") Map<String, String> links, @ForAll("paths") String below) throws IOException {
        create(scratch, links, scratch.toString());
        Path path = Path.of(scratch + "/" + below);
        Path expected;
        try {
            expected = path.toRealPath();
        } catch (IOException e) {
            return;
        }

        assertThat(RootDirectory.system().resolve(path)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("x", "y", "z", "a", "b", "c", "..", ".")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(names -> String.join("/", names))
                .flatMap(path -> Arbitraries.of(path, "/" + path));
    }

    @Provide
    Arbitrary<Map<String, String>> links() {
        return Arbitraries.maps(Arbitraries.of("a", "b", "c", "x/a", "x/b", "y/a", "y/c", "x/z/a", "x/z/b"), paths())
                .ofMaxSize(9);
    }
}
