package io.github.apmatrix.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersistHostTest {
    private static final String SCENARIO =
            Path.of("target/test-classes/captures/6.12/scenario.sysfs.gz").toString();

    private static Map<String, String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            Map<String, String> texts = new TreeMap<>();
            for (Path file : files) {
                texts.put(root.relativize(file).toString(), Files.readString(file));
            }
            return texts;
        }
    }

    @Test
    void driftAndPlansArePrinted() throws IOException {
        Golden.assertOutput("persist-host", Run.of(PersistHost::run));
    }

    @Test
    void commandsCanBeThoseOfVirsh() {
        assertThat(Run.of(PersistHost::run, "--tool=virsh").out())
                .contains("virsh nodedev-autostart mdev_62177883_f1bb_47f0_914d_32a22e3a8804_matrix --disable\n")
                .contains("virsh nodedev-update mdev_4b0518fd_9237_493f_93c8_c5597f8006a3_matrix /dev/stdin --config\n")
                .doesNotContain("mdevctl modify");
    }

    @Test
    void nothingIsWrittenUnlessAskedFor(@TempDir Path root) throws IOException {
        Run run = Run.of(PersistHost::run, "--root", root.toString(), "--capture", SCENARIO);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("device 4b0518fd-9237-493f-93c8-c5597f8006a3 is running, but has no definition\n");
        assertThat(files(root)).isEmpty();
    }

    @Test
    void whatIsAppliedLeavesNoDrift(@TempDir Path root) throws IOException {
        String[] arguments = {"--root", root.toString(), "--capture", SCENARIO, "--apply"};
        Run run = Run.of(PersistHost::run, arguments);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).endsWith("\nWritten: 2 files below " + root + "\n");
        Map<String, String> written = files(root);
        assertThat(written)
                .containsOnlyKeys(
                        "etc/mdevctl.d/matrix/4b0518fd-9237-493f-93c8-c5597f8006a3", "etc/udev/rules.d/41-ap.rules");
        assertThat(written.get("etc/udev/rules.d/41-ap.rules"))
                .contains(
                        "ATTR{../../bus/ap/apmask}=\"0x7fdfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\"\n");

        Run again = Run.of(PersistHost::run, arguments);
        assertThat(again.out())
                .contains("Drift:\n\nnone: the next boot brings back what is running\n")
                .endsWith("\nWritten: 0 files below " + root + "\n");
        assertThat(files(root)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--apply | --apply needs --root",
                "--capture=x | needs --root",
                "--root=/nowhere | no directory /nowhere",
                "--root=. --capture=nowhere | no file nowhere",
                "--tool=echo | echo"
            })
    void aWrongArgumentIsOneLineThatNamesIt(String arguments, String culprit) {
        Run run = Run.of(PersistHost::run, arguments.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("PersistHost: ").contains(culprit).hasLineCount(1);
    }
}
