package io.github.apmatrix.persistence.mdevctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.samples.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        Files.writeString(matrix.resolve(ID.toUpperCase(Locale.ROOT)), "{}");
        Files.writeString(matrix.resolve(ID + "~"), "{}");
        MdevctlDirectory read = MdevctlDirectory.read(directory);
        assertThat(read.definitions()).isEmpty();
        assertThat(read.ignored()).hasSize(2);
    }

    @Test
    void theFolderCanBeMissing() throws IOException {
        Files.delete(matrix);
        assertThat(MdevctlDirectory.read(directory).definitions()).isEmpty();
        assertThat(MdevctlDirectory.read(directory.resolve("nowhere")).definitions())
                .isEmpty();
    }

    @Test
    void whatCannotBeReadIsAnInputError() throws IOException {
        Files.delete(matrix);
        Files.writeString(matrix, "");
        assertThatThrownBy(() -> MdevctlDirectory.read(directory)).isInstanceOf(NotDirectoryException.class);
    }
}
