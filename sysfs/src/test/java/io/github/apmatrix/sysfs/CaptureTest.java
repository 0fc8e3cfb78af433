package io.github.apmatrix.sysfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.apmatrix.ApFormatException;
import io.github.apmatrix.host.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureTest {
    private static final String[] HOSTS = {"bare", "empty", "scenario", "production", "truncated"};
    private static final Capture SMALL = Capture.parse("""
            file 0444 /proc/cmdline "quiet ap.apmask=0xff\\n"
            dir /sys/bus/ap
            file 0644 /sys/bus/ap/apmask "0xff\\n"
            file 0200 /sys/bus/ap/drivers_probe !EACCES
            link /sys/bus/ap/devices/card00 => ../../../devices/ap/card00
            """);

    @Nested
    class Text {
        @EachKernel
        void realCaptureRoundTripsByteForByte(String kernel) {
            for (String host : HOSTS) {
                String text = Captures.text(kernel, host);

                assertThat(Capture.parse(text).toText()).as(host).isEqualTo(text);
            }
        }

        @Test
        void entriesAreSortedByPath() {
            Capture unsorted = Capture.parse("dir /sys/bus/b\ndir /sys/bus/ap\ndir /sys/bus/a/b\n");

            assertThat(unsorted.toText()).isEqualTo("dir /sys/bus/a/b\ndir /sys/bus/ap\ndir /sys/bus/b\n");
        }

        @Test
        void lastNewlineMayBeMissing() {
            assertThat(Capture.parse("dir /sys/bus/ap")).isEqualTo(Capture.parse("dir /sys/bus/ap\n"));
        }

        @Test
        void numberOfEntriesIsShown() {
            assertThat(SMALL).hasToString("Capture[4 entries]");
        }
    }

    @Nested
    class CommandLine {
        @Test
        void isKeptWithItsNewline() {
            assertThat(SMALL.commandLine()).contains("quiet ap.apmask=0xff\n");
            assertThat(Captures.of("6.12", "production").commandLine())
                    .contains("quiet loglevel=4 console=ttysclp0 fake_ap.max_domain=84 facilities=12,15,65\n");
        }

        @Test
        void mayBeMissing() {
            assertThat(Capture.parse("dir /sys/bus/ap").commandLine()).isEmpty();
        }

        @Test
        void canBeAddedAndMakesADifference() {
            Capture without = Capture.parse("dir /sys/bus/ap");

            Capture with = without.withCommandLine("quiet\n");

            assertThat(with).isNotEqualTo(without);
            assertThat(with.toText()).isEqualTo("file 0444 /proc/cmdline \"quiet\\n\"\ndir /sys/bus/ap\n");
        }
    }

    @Nested
    class InFiles {
        private final Path directory;

        InFiles(@TempDir Path directory) {
            this.directory = directory;
        }

        @ParameterizedTest
        @ValueSource(strings = {"host.sysfs", "host.sysfs.gz"})
        void capturesAreReadAsTheyWereWritten(String name) throws IOException {
            SMALL.write(directory.resolve(name));

            assertThat(Capture.read(directory.resolve(name))).isEqualTo(SMALL);
        }

        @Test
        void plainFileHoldsTheText() throws IOException {
            Path file = Files.writeString(directory.resolve("host.sysfs"), "something longer".repeat(100));

            SMALL.write(file);

            assertThat(file).hasContent(SMALL.toText());
        }

        @Test
        void compressedFileIsSmallerAndTheSameEveryTime() throws IOException {
            Capture production = Captures.of("6.12", "production");
            production.write(directory.resolve("1.gz"));
            production.write(directory.resolve("2.gz"));

            assertThat(directory.resolve("1.gz")).hasSameBinaryContentAs(directory.resolve("2.gz"));
            assertThat(Files.size(directory.resolve("1.gz")))
                    .isLessThan(production.toText().getBytes(StandardCharsets.UTF_8).length / 10);
        }

        @Test
        void compressedRealCaptureIsRead() throws IOException {
            assertThat(Capture.read(Captures.file("7.3", "production"))).isEqualTo(Captures.of("7.3", "production"));
        }
    }

    @Nested
    class Recording {
        @EachKernel
        void recordingACaptureGivesItAgain(String kernel) {
            for (String host : HOSTS) {
                Capture original = Captures.of(kernel, host);

                Capture recorded = Capture.record(original.sysfs());

                assertThat(recorded.commandLine()).isEmpty();
                assertThat(recorded.withCommandLine(original.commandLine().orElseThrow()))
                        .as(host)
                        .isEqualTo(original);
            }
        }

        @Test
        void nothingElseIsRecorded() {
            Sysfs sysfs = Capture.parse("dir /sys/bus/ap\ndir /sys/bus/pci\nfile 0444 /sys/kernel/notes \"secret\"\n")
                    .sysfs();

            assertThat(Capture.record(sysfs).toText()).isEqualTo("dir /sys/bus/ap\n");
        }

        @Test
        void whatVanishesMeanwhileIsLeftOut() {
            StubSysfs host = StubSysfs.vanishing(
                    Captures.sysfs("6.12", "scenario"),
                    SysfsPath.of("devices/ap/card0a"),
                    SysfsPath.of("bus/ap/devices/card0a"));

            assertThat(Capture.record(host).toText())
                    .contains("dir /sys/devices/ap/card00\n", "link /sys/bus/ap/devices/card00 => ")
                    .doesNotContain("/sys/devices/ap/card0a", "/sys/bus/ap/devices/card0a ");
        }

        @Test
        void nothingIsWritten() {
            StubSysfs host = StubSysfs.accepting(Captures.sysfs("6.12", "scenario"));

            assertThat(Capture.record(host).toText()).contains("/sys/bus/ap/drivers/vfio_ap/bind !EACCES\n");
            assertThat(host.writes()).isEmpty();
        }
    }

    @EachKernel
    void unpackedHostIsTheRecordedOneButForWhatCouldNotBeRead(String kernel, @TempDir Path root) throws IOException {
        Capture capture = Captures.of(kernel, "scenario");

        capture.unpack(root);

        Capture again = Capture.record(FileSysfs.at(root))
                .withCommandLine(capture.commandLine().orElseThrow());
        // whoever may read everything reads empty files where the kernel refused
        assertThat(again.toText().replaceAll("(file 0200 \\S+) \"\"", "$1 !EACCES"))
                .isEqualTo(capture.toText());
    }

    @Test
    void unpackingDoesNotReplaceWhatIsThere(@TempDir Path root) throws IOException {
        Capture capture = Captures.of("6.12", "empty");
        capture.unpack(root);

        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> capture.unpack(root));
    }

    @Test
    void hostWithoutApBusIsRecordedToo(@TempDir Path root) {
        Capture capture = Capture.record(FileSysfs.at(root));

        assertThat(capture.toText()).isEqualTo("dir /sys\n");
        assertThat(Capture.parse(capture.toText())).isEqualTo(capture);
        assertThat(ApHost.at(capture.sysfs()).snapshot().apBus()).isEqualTo(Answer.NO);
        assertThat(capture.sysfs().list(SysfsPath.root())).isEmpty();
    }

    @Nested
    class Refusals {
        @ParameterizedTest(name = "[{index}] {0}")
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "pipe /sys/bus/ap | no dir, link or file with its parts",
                    "dir | no dir, link or file with its parts",
                    "dir /sys/bus/ap more | no dir, link or file with its parts",
                    "link /sys/bus/ap -> target | no dir, link or file with its parts",
                    "link /sys/bus/ap => | no dir, link or file with its parts",
                    "file 0644 /sys/bus/ap/apmask | no dir, link or file with its parts",
                    "`file  0644 /sys/bus/ap/apmask \"\"` | no mode of four octal digits",
                    "file 644 /sys/bus/ap/apmask \"\" | no mode of four octal digits",
                    "file 0844 /sys/bus/ap/apmask \"\" | no mode of four octal digits",
                    "file 1644 /sys/bus/ap/apmask \"\" | no mode of four octal digits",
                    "file 0444 /sys/bus/ap/apmask !ENOTHING | an error that is not known",
                    "file 0444 /sys/bus/ap/apmask ! | an error that is not known",
                    "file 0444 /sys/bus/ap/apmask !UNKNOWN | an error that is not known",
                    "file 0444 /sys/bus/ap/apmask 0xff | content that is not well quoted",
                    "file 0444 /sys/bus/ap/apmask \"0xff | content that is not well quoted",
                    "file 0444 /sys/bus/ap/apmask \"0x\\zff\" | content that is not well quoted",
                    "file 0444 /sys/bus/ap/apmask \"a\"b\" | content that is not well quoted",
                    "dir /proc/ap | a path that is not below /sys",
                    "dir /sysfs | a path that is not below /sys",
                    "dir /proc/cmdline | a command line without content",
                    "file 0444 /proc/cmdline !EACCES | a command line without content",
                    "`dir /sys/bus/ap\r` | a path with an odd part",
                    "dir bus/ap | a path that is not below /sys",
                    "dir /system/ap | a path that is not below /sys",
                    "dir /sys/bus/../../etc | a path with an odd part",
                    "dir /sys/bus//ap | a path with an odd part",
                    "dir /sys/bus/ap/ | a path with an odd part",
                    "dir /sys/bus/first | a path that was there already",
                    "file 0644 /sys/bus/first \"\" | a path that was there already",
                    "`` | no dir, link or file with its parts"
                })
        void wrongLineIsNamedWithItsNumber(String line, String problem) {
            assertThatExceptionOfType(ApFormatException.class)
                    .isThrownBy(() -> Capture.parse("dir /sys/bus/first\n" + line + "\ndir /sys/bus/third\n"))
                    .withMessageStartingWith("not a capture (line 2): " + problem)
                    .satisfies(refused -> {
                        assertThat(refused.input()).isEqualTo(line);
                        assertThat(refused.errorIndex()).isBetween(0, line.length());
                    });
        }

        @Test
        void positionIsThatInTheLine() {
            String line = "file 0444 /sys/bus/ap/apmask \"0x\\zff\"";

            assertThatExceptionOfType(ApFormatException.class)
                    .isThrownBy(() -> Capture.parse(line))
                    .satisfies(refused -> assertThat(refused.errorIndex()).isEqualTo(line.indexOf('\\')));
        }

        @Test
        void secondCommandLineIsRefused() {
            String line = "file 0444 /proc/cmdline \"quiet\"\n";

            assertThatExceptionOfType(ApFormatException.class)
                    .isThrownBy(() -> Capture.parse(line + line))
                    .withMessageStartingWith("not a capture (line 2): a path that was there already");
        }

        @Test
        void emptyTextIsNoCapture() {
            assertThatExceptionOfType(ApFormatException.class)
                    .isThrownBy(() -> Capture.parse(""))
                    .withMessageContaining("(line 1)");
        }

        @Test
        void missingFileIsTold(@TempDir Path directory) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> Capture.read(directory.resolve("missing.sysfs")));
        }
    }
}
