package io.github.apmatrix.persistence.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileChangeTest {
    private static final Path RULES = Path.of("etc/udev/rules.d/41-ap.rules");

    @Test
    void isPrintedAsWhatIsDone() {
        assertThat(FileChange.create(RULES, "a\u00e4\n")).hasToString("create etc/udev/rules.d/41-ap.rules (4 bytes)");
        assertThat(FileChange.replace(RULES, "a", "bc")).hasToString("write etc/udev/rules.d/41-ap.rules (2 bytes)");
        assertThat(FileChange.delete(RULES, "a")).hasToString("delete etc/udev/rules.d/41-ap.rules");
        assertThat(FileChange.replace(RULES, "a", "a")).hasToString("keep etc/udev/rules.d/41-ap.rules");
        assertThat(new FileChange(RULES, Optional.empty(), Optional.empty()))
                .hasToString("keep away etc/udev/rules.d/41-ap.rules");
    }

    @Test
    void changesNothingIfBothContentsAreTheSame() {
        assertThat(FileChange.replace(RULES, "a", "a").changesContent()).isFalse();
        assertThat(new FileChange(RULES, Optional.empty(), Optional.empty()).changesContent())
                .isFalse();
        assertThat(FileChange.replace(RULES, "a", "a\n").changesContent()).isTrue();
        assertThat(FileChange.create(RULES, "").changesContent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/x", "..", "../x", "etc/../x", "etc/..", ".", "./x", "etc/./x"})
    void aPathThatIsNoneBelowARootIsRefused(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileChange.create(Path.of(path), ""))
                .withMessage("\"" + path + "\" is no path of a file below a root");
    }

    @Test
    void aTextThatCannotBeStoredIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileChange.replace(RULES, "a", "half a pair: \ud800"))
                .withMessage("the text of etc/udev/rules.d/41-ap.rules after the change cannot be UTF-8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileChange.delete(RULES, "\udc00"))
                .withMessageContaining("before the change");
    }

    @Test
    void theDifferenceIsShownBetweenThreeLinesThatStay() {
        assertThat(FileChange.replace(RULES, "1\n2\n3\n4\nold\n6\n7\n8\n9\n", "1\n2\n3\n4\nnew\nnewer\n6\n7\n8\n9\n")
                        .diff())
                .isEqualTo("""
                        --- etc/udev/rules.d/41-ap.rules
                        +++ etc/udev/rules.d/41-ap.rules
                        @@ -2,7 +2,8 @@
                         2
                         3
                         4
                        -old
                        +new
                        +newer
                         6
                         7
                         8
                        """);
    }

    @Test
    void aNewFileAndADeletedOneComeFromAndGoNowhere() {
        assertThat(FileChange.create(Path.of("x"), "a\nb\n").diff()).isEqualTo("""
                --- /dev/null
                +++ x
                @@ -0,0 +1,2 @@
                +a
                +b
                """);
        assertThat(FileChange.delete(Path.of("x"), "a\n").diff()).isEqualTo("""
                --- x
                +++ /dev/null
                @@ -1,1 +0,0 @@
                -a
                """);
    }

    @Test
    void aMissingNewlineAtTheEndIsADifference() {
        assertThat(FileChange.replace(Path.of("x"), "{}", "{}\n").diff()).isEqualTo("""
                --- x
                +++ x
                @@ -1,1 +1,1 @@
                -{}
                \\ No newline at end of file
                +{}
                """);
    }

    @Test
    void repeatedLinesAreNotCountedTwice() {
        assertThat(FileChange.replace(Path.of("x"), "a\na\n", "a\na\na\n").diff())
                .isEqualTo("""
                --- x
                +++ x
                @@ -1,2 +1,3 @@
                 a
                 a
                +a
                """);
    }

    @Test
    void controlCharactersDoNotReachATerminal() {
        assertThat(FileChange.create(Path.of("x"), "\ta\u001b[2J\r\n").diff()).endsWith("+\ta?[2J?\n");
    }

    @Test
    void whatDoesNotChangeHasNoDifference() {
        assertThat(FileChange.replace(RULES, "a", "a").diff()).isEmpty();
    }
}
