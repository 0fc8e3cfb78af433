package io.github.apmatrix.persistence.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.persistence.boot.NextCommandLine.Disagreement;
import io.github.apmatrix.persistence.boot.NextCommandLine.Origin;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NextCommandLineTest {
    private static final Document RUNNING = RootFiles.commandLine("ap.apmask=+1");
    private static final UnknownBootEntry UNKNOWN = new UnknownBootEntry("u", "options with a variable");

    /** Entries that are named by their command lines. */
    private static BootEntries entries(String... commandLines) {
        return new BootEntries(
                Stream.of(commandLines).map(text -> BootEntry.of(text, text)).collect(ImmutableList.toImmutableList()),
                ImmutableList.of(UNKNOWN),
                ImmutableList.of());
    }

    private static BootMasks masks(String commandLine) {
        return BootMasks.parse(new Document("x", commandLine));
    }

    private static Disagreement disagreement(String entry) {
        return new Disagreement(entry, masks(entry));
    }

    @Test
    void entriesThatAgreeAreTaken() {
        NextCommandLine next = NextCommandLine.of(entries("ap.apmask=+2 quiet", "ap.apmask=0x20"), RUNNING);

        assertThat(next)
                .isEqualTo(new NextCommandLine(
                        Origin.ENTRIES,
                        Optional.of(new Document("ap.apmask=+2 quiet", "ap.apmask=+2 quiet")),
                        Optional.of(masks("ap.apmask=+2")),
                        ImmutableList.of(),
                        ImmutableList.of(UNKNOWN)));
        assertThat(NextCommandLine.of(entries("ap.apmask=+2 quiet", "ap.apmask=0x20")))
                .isEqualTo(next);
    }

    @Test
    void aMaskThatIsAllOnesAgreesWithNone() {
        assertThat(NextCommandLine.of(entries("quiet", "ap.apmask=0x" + "f".repeat(64)), RUNNING)
                        .origin())
                .isEqualTo(Origin.ENTRIES);
    }

    @Test
    void withoutEntriesTheRunningSystemIsTaken() {
        assertThat(NextCommandLine.of(entries(), RUNNING))
                .isEqualTo(new NextCommandLine(
                        Origin.RUNNING_SYSTEM,
                        Optional.of(RUNNING),
                        Optional.of(masks("ap.apmask=+1")),
                        ImmutableList.of(),
                        ImmutableList.of(UNKNOWN)));
    }

    @Test
    void entriesThatDifferAreNamedIfTheyDifferFromTheRunningSystem() {
        NextCommandLine next = NextCommandLine.of(entries("ap.apmask=+2", "ap.apmask=+1 quiet", ""), RUNNING);

        assertThat(next.origin()).isEqualTo(Origin.RUNNING_SYSTEM);
        assertThat(next.commandLine()).contains(RUNNING);
        assertThat(next.masks().orElseThrow().apmask()).contains(AdapterSet.adapters(1));
        assertThat(next.disagreements()).containsExactly(disagreement("ap.apmask=+2"), disagreement(""));
    }

    @Test
    void withoutARunningSystemNothingIsTakenFromEntriesThatDiffer() {
        NextCommandLine next = NextCommandLine.of(entries("ap.apmask=+2", "ap.apmask=+1"));

        assertThat(next)
                .isEqualTo(new NextCommandLine(
                        Origin.NOT_KNOWN,
                        Optional.empty(),
                        Optional.empty(),
                        ImmutableList.of(disagreement("ap.apmask=+2"), disagreement("ap.apmask=+1")),
                        ImmutableList.of(UNKNOWN)));
        assertThat(NextCommandLine.of(entries()).origin()).isEqualTo(Origin.NOT_KNOWN);
    }

    @Test
    void nulCharacterInTheRunningCommandLineIsRefused() {
        assertThatExceptionOfType(DocumentException.class)
                .isThrownBy(() -> NextCommandLine.of(entries(), RootFiles.commandLine("\0")))
                .withMessage("/proc/cmdline, the whole text: a NUL character");
    }

    @Test
    void originAndCommandLineBelongTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NextCommandLine(
                        Origin.ENTRIES, Optional.empty(), Optional.empty(), ImmutableList.of(), ImmutableList.of()))
                .withMessage("command line and masks do not fit the origin ENTRIES");
    }
}
