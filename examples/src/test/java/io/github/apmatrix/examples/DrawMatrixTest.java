package io.github.apmatrix.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.apmatrix.AdapterId;
import io.github.apmatrix.DomainId;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.host.CardType;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.snapshot.SnapshotJson;
import io.github.apmatrix.sysfs.ApHost;
import io.github.apmatrix.sysfs.Capture;
import io.github.apmatrix.testkit.SimulatedKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawMatrixTest {
    private static final Path CAPTURES = Path.of("target/test-classes/captures");
    private static final String PICTURE_OF_THE_PROJECT = "../../../../../.github/matrix";
    private static final String DEVICE = "7c1d9a52-5f0e-4d0a-9a11-c2b7f2f0a001";

    @TempDir
    Path folder;

    private Run draw(String... arguments) {
        return Run.of(DrawMatrix::run, arguments);
    }

    private static String capture(String host) {
        return CAPTURES.resolve("6.12/" + host + ".sysfs.gz").toString();
    }

    /** Two adapters with four domains and two devices, as in the kernel's documentation. */
    private String twoByFour() throws IOException {
        SimulatedKernel kernel = SimulatedKernel.builder()
                .adapter(AdapterId.of(5), CardType.CEX8P)
                .adapter(AdapterId.of(6), CardType.CEX8P)
                .usageDomains(DomainSet.domains(4, 0x47, 0xab, 0xff))
                .build();
        ApHost host = ApHost.at(kernel.sysfs());
        host.apBus().updateAdapterMask(MaskUpdate.parse("-5,-6"));
        assign(host, "3c3a1f4e-0000-4000-8000-000000000001", new int[] {5, 6}, 4, 0xab);
        assign(host, "3c3a1f4e-0000-4000-8000-000000000002", new int[] {5}, 0x47, 0xff);
        Path file = folder.resolve("two-by-four.sysfs");
        Files.writeString(file, Capture.record(kernel.sysfs()).toText());
        return file.toString();
    }

    private static void assign(ApHost host, String device, int[] adapters, int... domains) {
        MediatedDeviceId id = MediatedDeviceId.parse(device);
        host.vfioAp().create(id);
        for (int adapter : adapters) {
            host.vfioAp().assign(id, AdapterId.of(adapter));
        }
        for (int domain : domains) {
            host.vfioAp().assign(id, DomainId.of(domain));
        }
    }

    private void assertPicture(String name, String... arguments) throws IOException {
        Path file = folder.resolve("picture.svg");
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--svg";
        all[arguments.length + 1] = file.toString();
        assertThat(draw(all)).isEqualTo(new Run(0, "wrote " + file + System.lineSeparator(), ""));
        Golden.assertText(name + ".svg", Files.readString(file));
    }

    @Test
    void aHostOfTwoAdaptersAndFourDomains() throws IOException {
        String file = twoByFour();
        Golden.assertOutput("draw-matrix-2x4", draw("--capture", file));
        assertPicture("draw-matrix-2x4", "--capture", file);
        assertPicture("draw-matrix-2x4-filters", "--capture", file, "--filters");
    }

    @Test
    void theRecordedHostIsDrawnByDefault() throws IOException {
        Golden.assertOutput("draw-matrix-production", draw());
        assertPicture(PICTURE_OF_THE_PROJECT);
        assertPicture("draw-matrix-production-filters", "--filters");
        assertPicture("draw-matrix-production-device", "--filters", "--device", DEVICE);
    }

    @Test
    void aHostOf60AdaptersAnd85Domains() throws IOException {
        Golden.assertOutput("draw-matrix-large", draw("--capture", capture("large")));
        Golden.assertOutput(
                "draw-matrix-large-full",
                draw("--capture", capture("large"), "--full", "--cells", "state", "--ascii", "--width", "72"));
        assertPicture("draw-matrix-large", "--capture", capture("large"));
        assertPicture("draw-matrix-large-full", "--capture", capture("large"), "--full");
    }

    @Test
    void theReportIsMarkdown() throws IOException {
        Golden.assertOutput("draw-matrix-production-markdown", draw("--markdown"));
    }

    @Test
    void theJsonIsTheSnapshot() {
        Run run = draw("--json", "--capture", capture("production"));
        assertThat(run.exitCode()).isZero();
        assertThat(SnapshotJson.parse(new Document("output", run.out())))
                .isEqualTo(ApHost.at(RecordedHosts.production().sysfs()).snapshot());
    }

    @Test
    void aDeviceIsDrawnWithoutTheOthers() {
        assertThat(draw("--device", DEVICE).out()).contains("1  " + DEVICE).doesNotContain("\n2  ");
    }

    @Test
    void colorsAndLinesAreOptions() {
        assertThat(draw("--color").out()).contains("\u001b[1;32m", "│");
        assertThat(draw("--ascii").out()).doesNotContain("\u001b", "│", "·").contains("LF3G");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--filters | --filters needs --svg",
                "--device=nobody | nobody",
                "--device=00000000-0000-4000-8000-0000000000ff | the host has no mediated device 00000000-0000-4000",
                "--width=10 | a width of 10 is less than 50",
                "--cells=all | Invalid value for option '--cells'",
                "--svg=nowhere/file.svg | cannot write nowhere/file.svg",
                "--svg=x --json | are mutually exclusive"
            })
    void aWrongArgumentIsOneLineAndExitCode2(String arguments, String message) {
        Run run = draw(arguments.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("DrawMatrix: ").contains(message).hasLineCount(1);
    }
}
