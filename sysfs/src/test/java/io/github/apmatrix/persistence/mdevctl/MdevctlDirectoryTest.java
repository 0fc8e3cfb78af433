package io.github.apmatrix.persistence.mdevctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.RootDirectory;
import io.github.apmatrix.persistence.document.UnreadableFile;
import io.github.apmatrix.persistence.samples.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MdevctlDirectoryTest {
    private static final String ID = "783e6dbb-ea0e-411f-94e2-717eaad438bf";

    @TempDir
    Path directory;

    private Path matrix;

    @BeforeEach
    void createFolder() throws IOException {
        matrix = Files.createDirectories(directory.resolve("matrix"));
    }

    @Test
    void definitionsAreReadByTheirFileNames() throws IOException {
        String text = Samples.sample("mdevctl-etc-config-file.json").text();
        Files.writeString(matrix.resolve(ID), text);
        Files.writeString(Files.createDirectories(directory.resolve("0.0.0042")).resolve(ID), "no JSON");
        MdevctlDirectory read = MdevctlDirectory.read(directory);
        assertThat(read.definitions())
                .containsOnlyKeys(MediatedDeviceId.parse(ID))
                .allSatisfy((id, definition) -> assertThat(definition.toText()).isEqualTo(text));
        assertThat(read.malformed()).isEmpty();
        assertThat(read.ignored()).isEmpty();
    }

    @Test
    void aMalformedFileIsNamedAndTheOthersAreRead() throws IOException {
        String other = "62177883-f1bb-47f0-914d-32a22e3a8804";
        Files.writeString(
                matrix.resolve(ID), Samples.sample("mdevctl-define.json").text());
        Files.writeString(matrix.resolve(other), "{");
        MdevctlDirectory read = MdevctlDirectory.read(directory);
        assertThat(read.definitions()).containsOnlyKeys(MediatedDeviceId.parse(ID));
        assertThat(read.malformed())
                .singleElement()
                .satisfies(error -> assertThat(error.document())
                        .isEqualTo(matrix.resolve(other).toString()));
    }

    @Test
    void aFileWithAnotherNameIsIgnored() throws IOException {
        Path backup = Files.writeString(matrix.resolve(ID + "~"), "{}");
        Path braces = Files.writeString(matrix.resolve("{" + ID), "{}");
        MdevctlDirectory read = MdevctlDirectory.read(directory);
        assertThat(read.definitions()).isEmpty();
        assertThat(read.misnamed()).isEmpty();
        assertThat(read.ignored()).containsExactly(backup, braces);
    }

    @Test
    void whatIsNotARegularFileIsIgnored() throws IOException {
        Path folder = Files.createDirectory(matrix.resolve(ID));
        Path loop = matrix.resolve("783e6dbb-ea0e-411f-94e2-717eaad438c0");
        Files.createSymbolicLink(loop, loop);
        Path dangling = matrix.resolve("783e6dbb-ea0e-411f-94e2-717eaad438c1");
        Files.createSymbolicLink(dangling, Path.of("nowhere"));
        MdevctlDirectory read = MdevctlDirectory.read(directory);
        assertThat(read.ignored()).containsExactly(folder, loop, dangling);
        assertThat(read.unreadable()).isEmpty();
        assertThat(read.malformed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "783E6DBB-ea0e-411f-94e2-717eaad438bf",
                "783e6dbbea0e411f94e2717eaad438bf",
                "{783e6dbb-ea0e-411f-94e2-717eaad438bf}",
                "urn:uuid:783e6dbb-ea0e-411f-94e2-717eaad438bf"
            })
    void anIdInAnotherNotationIsMisnamed(String name) throws IOException {
        Document sample = Samples.sample("mdevctl-define.json");
        Path file = Files.writeString(matrix.resolve(name), sample.text());
        Files.writeString(matrix.resolve(ID), sample.text());
        MdevctlDirectory read = MdevctlDirectory.read(directory);
        assertThat(read.definitions()).containsOnlyKeys(MediatedDeviceId.parse(ID));
        assertThat(read.misnamed())
                .containsExactly(
                        new MisnamedDefinition(file, MediatedDeviceId.parse(ID), MdevDefinition.parse(sample)));
        assertThat(read.ignored()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsNamedAndTheOthersAreRead() throws IOException {
        Path memory = Path.of("/proc/self/mem");
        assumeTrue(Files.isRegularFile(memory), "only Linux has " + memory);
        Path link = matrix.resolve("783e6dbb-ea0e-411f-94e2-717eaad438c0");
        Files.createSymbolicLink(link, memory);
        Files.writeString(
                matrix.resolve(ID), Samples.sample("mdevctl-define.json").text());
        MdevctlDirectory read = MdevctlDirectory.read(directory);
        assertThat(read.definitions()).containsOnlyKeys(MediatedDeviceId.parse(ID));
        assertThat(read.unreadable()).containsExactly(new UnreadableFile(link, "Input/output error"));
    }

    @Test
    void aFileThatIsNotUtf8IsMalformed() throws IOException {
        Files.write(matrix.resolve(ID), new byte[] {(byte) 0xff});
        MdevctlDirectory read = MdevctlDirectory.read(directory);
        assertThat(read.malformed())
                .singleElement()
                .satisfies(error -> assertThat(error.problem()).isEqualTo("not UTF-8"));
        assertThat(read.unreadable()).isEmpty();
    }

    @Test
    void linksOfASystemAreFollowedBelowItsRoot() throws IOException {
        Path root = Files.createDirectories(directory.resolve("system"));
        Path folder = Files.createDirectories(root.resolve("etc/mdevctl.d/matrix"));
        Files.createSymbolicLink(folder.resolve(ID), Path.of("/shared"));
        Files.writeString(
                root.resolve("shared"), Samples.sample("mdevctl-define.json").text());
        assertThat(MdevctlDirectory.read(RootDirectory.of(root)).definitions())
                .containsOnlyKeys(MediatedDeviceId.parse(ID));
    }

    @Test
    void theFolderCanBeMissing() throws IOException {
        Files.delete(matrix);
        assertThat(MdevctlDirectory.read(directory).definitions()).isEmpty();
        assertThat(MdevctlDirectory.read(directory).unreadable()).isEmpty();
        assertThat(MdevctlDirectory.read(directory.resolve("nowhere")).definitions())
                .isEmpty();
    }

    @Test
    void aFolderThatCannotBeReadIsNamed() throws IOException {
        Files.delete(matrix);
        Files.writeString(matrix, "");
        assertThat(MdevctlDirectory.read(directory).unreadable())
                .containsExactly(new UnreadableFile(matrix, "not a directory"));
    }
}
