package io.github.apmatrix.persistence.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApMask;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.MaskUpdate;
import io.github.apmatrix.persistence.boot.BootFinding.Kind;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import io.github.apmatrix.persistence.samples.Samples;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootMasksTest {
    private static final Pattern RECORDED = Pattern.compile("### (.*)\\napmask (.*)\\naqmask (.*)\\n");

    private static BootMasks read(String text) {
        return BootMasks.parse(new Document("/proc/cmdline", text));
    }

    private static AdapterSet apmask(String text) {
        return read(text).apmask().orElseThrow();
    }

    @Nested
    class Recordings {
        @ParameterizedTest
        @ValueSource(strings = {"tools-6.1/bootparams.txt", "tools-6.12/bootparams.txt"})
        void masksAreThoseOfTheRecordedKernel(String name) {
            Matcher matcher = RECORDED.matcher(Samples.captured(name).text());
            int count = 0;
            while (matcher.find()) {
                count++;
                BootMasks boot = read(matcher.group(1));

                assertThat(boot.masks())
                        .as(matcher.group(1))
                        .isEqualTo(new HostMasks(
                                AdapterSet.of(ApMask.parse(matcher.group(2))),
                                DomainSet.of(ApMask.parse(matcher.group(3)))));
            }
            assertThat(count).isEqualTo(9);
        }

        @Test
        void sampleHasShortMasks() {
            BootMasks boot = BootMasks.parse(Samples.sample("kernel-cmdline.txt"));

            assertThat(boot.masks())
                    .isEqualTo(new HostMasks(AdapterSet.of(ApMask.of(IntStream.range(0, 16))), DomainSet.domains(1)));
            assertThat(boot.findings())
                    .containsExactly(
                            new BootFinding(Kind.SHORT_HEX, "ap.apmask", "0xffff"),
                            new BootFinding(Kind.SHORT_HEX, "ap.aqmask", "0x40"));
        }
    }

    @Nested
    class Values {
        @Test
        void noParameterIsAllOnes() {
            BootMasks boot = read("root=/dev/dasda1 ap.domain=4 ap.poll_thread=1 zap.apmask=0 ap.ap_mask=0\n");

            assertThat(boot.masks()).isEqualTo(HostMasks.allReserved());
            assertThat(boot.apmask()).isEmpty();
            assertThat(boot.aqmask()).isEmpty();
            assertThat(boot.findings()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "+0-15;-3, RELATIVE_STARTS_EMPTY, changes start from an empty mask at boot",
            "-3, RELATIVE_STARTS_EMPTY, changes start from an empty mask at boot",
            "garbage, INVALID_GIVES_EMPTY, 'malformed, which gives an empty mask'",
            "+1;x, INVALID_GIVES_EMPTY, 'malformed, which gives an empty mask'",
            "+3-1, INVALID_GIVES_EMPTY, 'malformed, which gives an empty mask'",
            "1-2, INVALID_GIVES_EMPTY, 'malformed, which gives an empty mask'",
            "'', NO_DIGITS_GIVES_EMPTY, 'no hex digits, which gives an empty mask'",
            "0x, NO_DIGITS_GIVES_EMPTY, 'no hex digits, which gives an empty mask'",
            "x, NO_DIGITS_GIVES_EMPTY, 'no hex digits, which gives an empty mask'",
            "0x5, SHORT_HEX, 'fewer than 64 hex digits: the first one is bits 0 to 3, those missing on the right are"
                    + " zeros'",
            "ffF, SHORT_HEX, 'fewer than 64 hex digits: the first one is bits 0 to 3, those missing on the right are"
                    + " zeros'",
        })
        void valueThatHardlyAnybodyMeansIsFound(String value, Kind kind, String words) {
            String text = value.replace(';', ',');

            BootMasks boot = read("ap.aqmask=" + text);

            assertThat(boot.findings()).containsExactly(new BootFinding(kind, "ap.aqmask", text));
            assertThat(boot.findings().get(0)).hasToString("ap.aqmask=\"" + text + "\": " + words);
        }

        @Test
        void changesStartFromAnEmptyMask() {
            assertThat(apmask("ap.apmask=-3")).isEqualTo(AdapterSet.none());
            assertThat(apmask("ap.apmask=+0-2,-1")).isEqualTo(AdapterSet.adapters(0, 2));
            assertThat(apmask("ap.apmask=+1,+x")).isEqualTo(AdapterSet.none());
        }

        @Test
        void wholeMaskIsNoFinding() {
            BootMasks boot = read("ap.apmask=" + "f".repeat(64) + " ap.aqmask=0x" + "F".repeat(64));

            assertThat(boot.masks()).isEqualTo(HostMasks.allReserved());
            assertThat(boot.apmask()).isPresent();
            assertThat(boot.findings()).isEmpty();
        }

        @Test
        void numberAbove64BitsDependsOnTheKernel() {
            Document document = new Document("/proc/cmdline", "ap.apmask=+18446744073709551616");

            assertThat(BootMasks.parse(document).apmask()).contains(AdapterSet.none());
            assertThat(BootMasks.parse(document, MaskUpdate.Overflow.WRAPS).apmask())
                    .contains(AdapterSet.adapters(0));
        }

        @Test
        void nulCharacterIsRefused() {
            assertThatExceptionOfType(DocumentException.class)
                    .isThrownBy(() -> read("quiet\0"))
                    .withMessage("/proc/cmdline, the whole text: a NUL character");
        }
    }

    @Nested
    class Parameters {
        @Test
        void lastOneCounts() {
            BootMasks boot = read("ap.apmask=+1 ap.apmask=0x" + "f".repeat(64) + " ap.aqmask=+2");

            assertThat(boot.masks()).isEqualTo(HostMasks.allReserved().withAqmask(DomainSet.domains(2)));
            assertThat(boot.findings())
                    .containsExactly(
                            new BootFinding(Kind.REPEATED, "ap.apmask", "+1"),
                            new BootFinding(Kind.RELATIVE_STARTS_EMPTY, "ap.aqmask", "+2"));
            assertThat(boot.findings().get(0))
                    .hasToString("ap.apmask=\"+1\": comes again later, and the last one counts");
        }

        @Test
        void parameterWithoutValueOrTooLongIsIgnored() {
            String longest = "+1" + ",".repeat(1022);

            BootMasks boot = read("ap.apmask=" + longest + " ap.apmask ap.apmask=" + longest + ",");

            assertThat(boot.apmask()).contains(AdapterSet.adapters(1));
            assertThat(boot.findings())
                    .extracting(BootFinding::kind)
                    .containsExactly(Kind.RELATIVE_STARTS_EMPTY, Kind.NO_VALUE_IGNORED, Kind.TOO_LONG_IGNORED);
            assertThat(boot.findings().get(1)).hasToString("ap.apmask: no value, so the kernel ignores it");
            assertThat(boot.findings().get(2).toString())
                    .endsWith("... (1025 characters): longer than 1024 bytes, so the kernel ignores it");
            assertThat(read("ap.apmask").masks()).isEqualTo(HostMasks.allReserved());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ap.apmask=+5",
                    "ap.apmask=\"+5\"",
                    "\"ap.apmask=+5\"",
                    "\"ap.apmask=+5",
                    "ap.apmask=\"+5",
                    " \t quiet  x=\"a b\"  ap.apmask=+5\n",
                    "dyndbg=\"file a.c +p; ap.apmask=+6\" ap.apmask=+5",
                    "ap.apmask=+5 -- ap.apmask=+6",
                    "ap.apmask=+5 \"--\" ap.apmask=+6",
                    "ap.apmask=+5 =ap.apmask=+6",
                    "\"\" ap.apmask=+5 \""
                })
        void quotesAndBlanks(String text) {
            assertThat(apmask(text)).isEqualTo(AdapterSet.adapters(5));
        }

        @Test
        void quotedBlankIsPartOfTheValue() {
            assertThat(read("ap.apmask=\"+5 \"").findings())
                    .containsExactly(new BootFinding(Kind.INVALID_GIVES_EMPTY, "ap.apmask", "+5 "));
            assertThat(read("ap.apmask=+5\"\"").findings())
                    .containsExactly(new BootFinding(Kind.INVALID_GIVES_EMPTY, "ap.apmask", "+5\"\""));
            assertThat(read("ap.apmask=\"").findings())
                    .containsExactly(new BootFinding(Kind.NO_DIGITS_GIVES_EMPTY, "ap.apmask", ""));
        }

        @Test
        void dashAndUnderscoreInNamesAreTheSame() {
            KernelParameter parameter = KernelParameter.parse("ap.poll-thread=1-2 ap.domain=3", "ap.poll_thread")
                    .get(0);

            assertThat(parameter.isNamed("ap.poll_thread")).isTrue();
            assertThat(parameter.value()).contains("1-2");
        }
    }

    @Test
    void parametersAreWholeMasks() {
        HostMasks masks = new HostMasks(AdapterSet.adapters(0), DomainSet.none());

        assertThat(BootMasks.parameters(masks))
                .isEqualTo("ap.apmask=0x8" + "0".repeat(63) + " ap.aqmask=0x" + "0".repeat(64));
    }
}
