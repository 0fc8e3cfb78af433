package io.github.apmatrix.persistence.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.RootDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

class DropInsProperties {
    private static final List<String> PARENTS = List.of("etc", "run", "usr/local/lib", "usr/lib", "lib");

    private Path root = Path.of("");

    @BeforeTry
    void createRoot() throws IOException {
        root = Files.createTempDirectory("root");
    }

    @AfterTry
    void deleteRoot() throws IOException {
        MoreFiles.deleteRecursively(root, RecursiveDeleteOption.ALLOW_INSECURE);
    }

    private List<String> read() {
        return DropIns.read(RootDirectory.of(root), "x.d", file -> {
                    throw new AssertionError(file);
                })
                .stream()
                .map(Document::text)
                .toList();
    }

    private void create(Set<String> files) throws IOException {
        for (String file : files) {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
    }

    @Property(tries = 200)
    void eachNameIsReadOnceFromTheFirstDirectoryThatHasIt(@ForAll("files") Set<String> files) throws IOException {
        create(files);

        Map<String, String> expected = new TreeMap<>(files.stream()
                .collect(Collectors.toMap(
                        file -> file.substring(file.lastIndexOf('/') + 1),
                        file -> file,
                        (one, two) -> rank(one) < rank(two) ? one : two)));
        assertThat(read()).containsExactlyElementsOf(expected.values());
    }

    private static int rank(String file) {
        return PARENTS.indexOf(file.substring(0, file.indexOf("/x.d")));
    }

    @Property(tries = 200)
    void aLinkFromLibToUsrLibAddsNothing(@ForAll("files") Set<String> files) throws IOException {
        create(files.stream().filter(file -> !file.startsWith("lib/")).collect(Collectors.toSet()));
        List<String> before = read();
        Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib"));

        assertThat(read()).isEqualTo(before);
    }

    @Provide
    Arbitrary<Set<String>> files() {
        return Combinators.combine(Arbitraries.of(PARENTS), Arbitraries.of("10-b", "9-a", "vfio_ap", "B", "a"))
                .as((parent, name) -> parent + "/x.d/" + name + ".conf")
                .set()
                .ofMaxSize(12);
    }
}
