package io.github.apmatrix.persistence.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsReadWholeAndNamedByItsPath() throws IOException {
        Path file = Files.writeString(folder.resolve("masks"), "0xff\nä\n");
        assertThat(Document.read(file)).isEqualTo(new Document(file.toString(), "0xff\nä\n"));
    }

    @Test
    void aMissingFileIsAnInputError() {
        assertThatThrownBy(() -> Document.read(folder.resolve("masks"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatIsNotUtf8IsRefused() throws IOException {
        Path file = Files.write(folder.resolve("masks"), "ä".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Document.read(file))
                .isInstanceOf(DocumentException.class)
                .hasMessage(file + ", the whole file: not UTF-8");
    }

    @Test
    void whatIsTooLongIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("masks"), new byte[Document.MAX_LENGTH + 1]);
        assertThatThrownBy(() -> Document.read(file))
                .isInstanceOf(DocumentException.class)
                .hasMessage(file + ", the whole file: longer than 16777216 bytes");
        String text = "x".repeat(Document.MAX_LENGTH + 1);
        assertThatThrownBy(() -> new Document("text", text))
                .hasMessage("text, the whole text: longer than 16777216 characters");
        assertThat(new Document("text", text.substring(1)).text()).hasSize(Document.MAX_LENGTH);
    }

    @Test
    void anErrorNamesDocumentPlaceAndValue() {
        DocumentException error = new Document("41-ap.rules", "").malformed("line 8", "0x\n12", "no mask");
        assertThat(error).hasMessage("41-ap.rules, line 8: no mask, found \"0x\\n12\"");
        assertThat(error.document()).isEqualTo("41-ap.rules");
        assertThat(error.place()).isEqualTo("line 8");
        assertThat(error.value()).isEqualTo("0x\n12");
        assertThat(error.problem()).isEqualTo("no mask");
    }

    @Test
    void aLongValueIsCutInTheMessageOnly() {
        DocumentException error = new Document("d", "").malformed("line 1", "7".repeat(101), "no mask");
        assertThat(error).hasMessage("d, line 1: no mask, found \"" + "7".repeat(100) + "\"... (101 characters)");
        assertThat(error.value()).hasSize(101);
    }

    @Test
    void aRefusalBySomethingElseIsTheCause() {
        Exception refusal = new IllegalStateException("too late");
        DocumentException error = catchThrowableOfType(DocumentException.class, () -> {
            throw new Document("d", "").malformed("line 1", "x", refusal);
        });
        assertThat(error).hasMessage("d, line 1: too late, found \"x\"").hasCause(refusal);
    }
}
