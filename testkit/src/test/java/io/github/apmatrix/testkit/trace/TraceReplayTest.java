package io.github.apmatrix.testkit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import io.github.apmatrix.testkit.KernelProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceReplayTest {
    private static final String SHARING = "6.12/s10-sharing.trace.gz";
    private static final String SHORT_TRACE = """
            # kernel: 6.12.107
            ctl plug 0a CEX7P; domain +001b
            read /sys/bus/ap/bindings => "1/1 (complete)\\n"
            read /sys/bus/ap/features => "APSC APXA QACT\\n"
            # ops: 3
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int run(String... arguments) {
        return TraceReplay.run(List.of(arguments), printTo(out), printTo(err));
    }

    private static PrintStream printTo(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void assertOneLineOfError(String... parts) {
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("TraceReplay: ")
                .contains(parts)
                .hasLineCount(1)
                .endsWith(System.lineSeparator());
        assertThat(printed()).isEmpty();
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Nested
    class Divergences {
        @Test
        void oneAlteredAnswerIsOneDivergence() throws IOException, URISyntaxException {
            List<String> lines;
            try (InputStream in = new GZIPInputStream(Files.newInputStream(Traces.file(SHARING)))) {
                lines = new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList());
            }
            int index = Iterables.indexOf(lines, line -> line.endsWith(" => EADDRINUSE"));
            String operation = lines.get(index).replace(" => EADDRINUSE", "");
            lines.set(index, operation + " => EBUSY");
            Trace trace = Trace.parse("altered", String.join("\n", lines));
            List<Divergence> divergences = TraceReplay.replay(trace, KernelProfile.LINUX_6_12);
            assertThat(divergences).hasSize(1);
            Divergence divergence = divergences.get(0);
            assertThat(divergence.operation().line()).isEqualTo(index + 1);
            assertThat(divergence.operation().expected()).isEqualTo("EBUSY");
            assertThat(divergence.operation()).hasToString(operation);
            assertThat(divergence.actual()).isEqualTo("EADDRINUSE");
            assertThat(divergence)
                    .hasToString("altered:" + (index + 1) + ": " + operation
                            + "\n    expected EBUSY\n    got      EADDRINUSE");
        }

        @Test
        void theProgramPrintsThemAndTheCounts() throws IOException {
            Path file = write("a.trace", SHORT_TRACE.replace("1/1 (complete)", "0/1"));
            assertThat(run(file.toString())).isEqualTo(1);
            assertThat(printed().lines())
                    .containsExactly(
                            file + ":3: read /sys/bus/ap/bindings",
                            "    expected \"0/1\\n\"",
                            "    got      \"1/1 (complete)\\n\"",
                            "REPLAYED 1 files, 3 operations, 1 divergences");
            assertThat(err.size()).isZero();
        }

        @Test
        void withoutAnyTheProgramSucceeds() throws IOException, URISyntaxException {
            Path file = write("a.trace", SHORT_TRACE);
            String recorded = Traces.file(SHARING).toString();
            int operations = 3 + Trace.read(Path.of(recorded)).operations().size();
            assertThat(run(file.toString(), recorded)).isZero();
            assertThat(printed().lines())
                    .containsExactly("REPLAYED 2 files, " + operations + " operations, 0 divergences");
        }

        @Test
        void equalContentWithOtherEscapesIsNoDivergence() {
            Trace trace = Trace.parse("escapes", "read /sys/bus/ap/bindings => \"0/0\\x20\\x28complete)\\x0A\"");
            assertThat(TraceReplay.replay(trace, KernelProfile.LINUX_6_12)).isEmpty();
        }
    }

    @Nested
    class Arguments {
        @Test
        void aFolderIsWalked() throws IOException {
            write("traces/6.12/a.trace", SHORT_TRACE);
            write("traces/6.12/deeper/b.trace", SHORT_TRACE);
            write("traces/6.12/notes.txt", "no trace");
            assertThat(run(folder.toString())).isZero();
            assertThat(printed()).startsWith("REPLAYED 2 files, 6 operations, 0 divergences");
        }

        @Test
        void aForcedProfileReplacesTheRecordedOne() throws IOException {
            String file = write("a.trace", SHORT_TRACE).toString();
            assertThat(run("--profile", "6.1", file)).isEqualTo(1);
            assertThat(printed())
                    .contains("    expected \"APSC APXA QACT\\n\"", "    got      ENOENT")
                    .contains("3 operations, 1 divergences");
        }

        @Test
        void aForcedProfileIsEnoughForATraceThatNamesNoKernel() throws IOException {
            String file =
                    write("a.trace", "read /sys/bus/ap/features => ENOENT\n").toString();
            assertThat(run(file, "--profile", "6.1")).isZero();
            assertThat(printed()).startsWith("REPLAYED 1 files, 1 operations, 0 divergences");
        }

        @Test
        void helpIsPrinted() {
            assertThat(run("--help", "--nonsense")).isZero();
            assertThat(printed()).startsWith("Usage: TraceReplay").contains("--profile RELEASE", "--help");
            assertThat(err.size()).isZero();
        }
    }

    @Nested
    class Errors {
        @Test
        void withoutArgumentsThereIsNothingToReplay() {
            assertThat(run()).isEqualTo(2);
            assertOneLineOfError("--help");
        }

        @ParameterizedTest
        @ValueSource(strings = {"--nonsense", "-x", "--profile=6.1"})
        void anUnknownOptionIsNamed(String option) throws IOException {
            assertThat(run(write("a.trace", SHORT_TRACE).toString(), option)).isEqualTo(2);
            assertOneLineOfError("unknown option " + option);
        }

        @Test
        void aMissingFileIsNamed() {
            String missing = folder.resolve("missing.trace").toString();
            assertThat(run(missing)).isEqualTo(2);
            assertOneLineOfError(missing);
        }

        @Test
        void aFolderWithoutTracesIsNamed() throws IOException {
            write("empty/readme.txt", "nothing");
            assertThat(run(folder.resolve("empty").toString())).isEqualTo(2);
            assertOneLineOfError("no trace in folder", "empty");
        }

        @Test
        void aFileThatIsNoTraceIsRefusedWithTheLine() throws IOException {
            assertThat(run(write("a.trace", "# kernel: 6.12\nHello\tworld\r\n").toString()))
                    .isEqualTo(2);
            assertOneLineOfError("line 2", "Hello\\tworld");
        }

        @Test
        void aFileThatIsNoTraceIsNamed() throws IOException {
            assertThat(run(
                            write("good.trace", SHORT_TRACE).toString(),
                            write("bad.trace", "Hello\n").toString()))
                    .isEqualTo(2);
            assertOneLineOfError("bad.trace");
        }

        @Test
        void aFileThatIsNotCompressedIsRefused() throws IOException {
            assertThat(run(write("a.trace.gz", SHORT_TRACE).toString())).isEqualTo(2);
            assertOneLineOfError("GZIP");
        }

        @Test
        void aTraceOfNoOrAnUnknownKernelIsRefused() throws IOException {
            assertThat(run(write("a.trace", "# theme: none\n").toString())).isEqualTo(2);
            assertOneLineOfError("# kernel: RELEASE", "a.trace");
            err.reset();
            assertThat(run(write("b.trace", "# kernel: 5.4.0\n").toString())).isEqualTo(2);
            assertOneLineOfError("5.4.0");
        }

        @ParameterizedTest
        @ValueSource(strings = {"6", "6.120", "6.2", "", "linux"})
        void anUnknownProfileIsNamed(String profile) throws IOException {
            assertThat(run("--profile", profile, write("a.trace", SHORT_TRACE).toString()))
                    .isEqualTo(2);
            assertOneLineOfError("no profile for Linux " + profile + "; there are 6.1, 6.6, 6.12, 7.3");
        }

        @Test
        void aMissingProfileIsAskedFor() {
            assertThat(run("--profile")).isEqualTo(2);
            assertOneLineOfError("6.1, 6.6, 6.12 or 7.3");
        }
    }
}
