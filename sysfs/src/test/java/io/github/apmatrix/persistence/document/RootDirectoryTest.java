package io.github.apmatrix.persistence.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RootDirectoryTest {
    @TempDir
    Path scratch;

    private Path path;
    private RootDirectory root;
    private final List<UnreadableFile> unreadable = new ArrayList<>();

    @BeforeEach
    void createRoot() throws IOException {
        path = Files.createDirectories(scratch.resolve("root"));
        root = RootDirectory.of(path);
    }

    private Path link(String name, String target) throws IOException {
        Path link = path.resolve(name);
        Files.createDirectories(link.getParent());
        return Files.createSymbolicLink(link, Path.of(target));
    }

    @Nested
    class Resolving {
        @ParameterizedTest
        @CsvSource({
            "etc/x, etc/x",
            "/etc/x, etc/x",
            "a//./b/../c, a/c",
            "'', ''",
            "/, ''",
            "../../x, x",
            "absolute, usr/lib/x",
            "absolute/y, usr/lib/x/y",
            "up, x",
            "chain/z, usr/lib/x/z",
            "absolute/.., usr/lib",
        })
        void staysBelowTheRoot(String below, String expected) throws IOException {
            link("absolute", "/usr/lib/x");
            link("up", "../../../x");
            link("chain", "a/relative");
            link("a/relative", "../absolute");

            assertThat(root.resolve(Path.of(below))).isEqualTo(expected.isEmpty() ? path : path.resolve(expected));
        }

        @Test
        void fortyLinksAreFollowedAndNoMore() throws IOException {
            for (int i = 0; i < 41; i++) {
                link("link" + i, "link" + (i + 1));
            }

            assertThat(root.resolve(Path.of("link1"))).isEqualTo(path.resolve("link41"));
            assertThatThrownBy(() -> root.resolve(Path.of("link0")))
                    .isInstanceOf(IOException.class)
                    .hasMessage(path.resolve("link0") + ": more than 40 symbolic links");
        }
    }

    @Nested
    class Reading {
        @Test
        void documentIsNamedByItsPlaceAndNotByWhatALinkLeadsTo() throws IOException {
            Files.createDirectories(path.resolve("usr"));
            Files.writeString(path.resolve("usr/file"), "text");
            Path link = link("etc/link", "/usr/file");

            assertThat(root.read(Path.of("/etc/link"))).isEqualTo(new Document(link.toString(), "text"));
        }

        @Test
        void theNullDeviceIsEmptyAlsoWhereItIsMissing() throws IOException {
            Path link = link("etc/null", "/dev/null");

            assertThat(root.read(Path.of("etc/null"))).isEqualTo(new Document(link.toString(), ""));
            assertThat(RootDirectory.system().read(link)).isEqualTo(new Document(link.toString(), ""));
        }

        @Test
        void whatIsMissingIsNotUnreadable() throws IOException {
            link("dangling", "/nowhere");

            assertThatThrownBy(() -> root.read(Path.of("etc/x"))).isInstanceOf(NoSuchFileException.class);
            assertThat(root.find(Path.of("etc/x"), unreadable::add)).isEmpty();
            assertThat(root.find(Path.of("dangling"), unreadable::add)).isEmpty();
            assertThat(RootDirectory.of(path.resolve("none")).find(Path.of("x"), unreadable::add))
                    .isEmpty();
            assertThat(unreadable).isEmpty();
        }

        @Test
        void whatCannotBeReadIsNamedWithTheReason() throws IOException {
            Files.createDirectories(path.resolve("directory"));
            link("loop", "loop");
            Files.write(path.resolve("latin"), new byte[] {(byte) 0xe4});
            Files.write(path.resolve("long"), new byte[Document.MAX_LENGTH + 1]);

            for (String name : List.of("directory", "loop", "latin", "long", "latin/below")) {
                assertThat(root.find(Path.of(name), unreadable::add)).isEmpty();
            }

            assertThat(unreadable)
                    .containsExactly(
                            new UnreadableFile(path.resolve("directory"), "is a directory"),
                            new UnreadableFile(path.resolve("loop"), "more than 40 symbolic links"),
                            new UnreadableFile(path.resolve("latin"), "not UTF-8"),
                            new UnreadableFile(path.resolve("long"), "longer than 16777216 bytes"),
                            new UnreadableFile(path.resolve("latin/below"), "not a directory"));
            assertThat(unreadable.get(0)).hasToString(path.resolve("directory") + ": is a directory");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/dev/zero", "/dev/full"})
        void devicesAreNotRead(String device) {
            assumeTrue(Files.exists(Path.of(device)), device);

            assertThat(RootDirectory.system().find(Path.of(device), unreadable::add))
                    .isEmpty();
            assertThat(unreadable).containsExactly(new UnreadableFile(Path.of(device), "not a regular file"));
        }

        @Test
        void anInputErrorWhileReadingIsNamed() {
            Path memory = Path.of("/proc/self/mem");
            assumeTrue(Files.isRegularFile(memory), "only Linux has " + memory);

            assertThat(RootDirectory.system().find(memory, unreadable::add)).isEmpty();
            assertThat(unreadable).containsExactly(new UnreadableFile(memory, "Input/output error"));
        }
    }

    @Nested
    class Listing {
        @Test
        void namesAreSortedByTheirBytes() throws IOException {
            Path folder = Files.createDirectories(path.resolve("usr/folder"));
            for (String name : List.of("b", "a", "B", "10", "9")) {
                Files.createFile(folder.resolve(name));
            }
            link("etc/folder", "/usr/folder");

            assertThat(root.list(Path.of("etc/folder"), unreadable::add))
                    .containsExactly(Path.of("10"), Path.of("9"), Path.of("B"), Path.of("a"), Path.of("b"));
            assertThat(unreadable).isEmpty();
        }

        @Test
        void aMissingDirectoryIsEmptyAndAFileIsUnreadable() throws IOException {
            Files.createFile(path.resolve("file"));
            link("loop", "loop");

            assertThat(root.list(Path.of("none"), unreadable::add)).isEmpty();
            assertThat(unreadable).isEmpty();
            assertThat(root.list(Path.of("file"), unreadable::add)).isEmpty();
            assertThat(root.list(Path.of("loop"), unreadable::add)).isEmpty();
            assertThat(unreadable)
                    .containsExactly(
                            new UnreadableFile(path.resolve("file"), "not a directory"),
                            new UnreadableFile(path.resolve("loop"), "more than 40 symbolic links"));
        }
    }

    @Test
    void aRelativeRootIsMadeAbsolute() {
        assertThat(RootDirectory.of(Path.of("x")).path()).isEqualTo(Path.of("x").toAbsolutePath());
        assertThat(RootDirectory.of(Path.of("x")).locate(Path.of("/etc/y")))
                .isEqualTo(Path.of("x/etc/y").toAbsolutePath());
    }
}
