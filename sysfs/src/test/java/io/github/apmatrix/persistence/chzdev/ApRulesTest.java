package io.github.apmatrix.persistence.chzdev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import io.github.apmatrix.persistence.samples.Samples;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApRulesTest {
    private static final AdapterSet ADAPTERS = AdapterSet.adapters(0, 3, 10).complement();
    private static final DomainSet DOMAINS =
            DomainSet.domains(1, 2, 3, 4, 71, 171).complement();
    private static final HostMasks MASKS = new HostMasks(ADAPTERS, DOMAINS);
    private static final String FEW = "0x" + "f".repeat(63);
    private static final String FULL = "0x" + "f".repeat(64);

    private static ApRules read(String text) {
        return ApRules.parse(new Document("41-ap.rules", text));
    }

    private static void assertRefused(String text, String message) {
        assertThatExceptionOfType(DocumentException.class)
                .isThrownBy(() -> read(text))
                .withMessage(message);
    }

    @Nested
    class SampleFiles {
        @Test
        void newestFormIsWrittenByteForByte() {
            Document document = Samples.sample("41-ap.rules");

            ApRules rules = ApRules.parse(document);

            assertThat(rules).isEqualTo(ApRules.of(MaskSettings.of(MASKS)));
            assertThat(rules.toText()).contains(document.text());
        }

        @Test
        void formBefore240DoesNotFireOnAddAndIsWrittenByteForByte() {
            Document document = Samples.sample("41-ap-before-2.40.rules");

            ApRules rules = ApRules.parse(document);

            assertThat(rules).isEqualTo(new ApRules(MaskSettings.of(MASKS), true, false));
            assertThat(rules.toText()).contains(document.text());
        }

        @Test
        void oneMaskLeavesTheOtherOpen() {
            Document document = Samples.sample("41-ap-aqmask-only.rules");

            ApRules rules = ApRules.parse(document);

            assertThat(rules.masks()).isEqualTo(new MaskSettings(Optional.empty(), Optional.of(DOMAINS)));
            assertThat(rules.masks().orElse(HostMasks.allReserved()))
                    .isEqualTo(HostMasks.allReserved().withAqmask(DOMAINS));
            assertThat(rules.toText()).contains(document.text());
        }
    }

    @Nested
    class Reading {
        @Test
        void emptyFileSetsNothing() {
            assertThat(read("")).isEqualTo(new ApRules(MaskSettings.none(), false, false));
            assertThat(read("").toText()).isEmpty();
        }

        @Test
        void lastLineWinsWhateverItsConditionsAre() {
            ApRules rules = read("ATTR{apmask}=\"0xff\"\n"
                    + "  ATTR{x/apmask/y} := '%s' , GOTO=\"a,b\"\r\n".formatted(FULL)
                    + "ATTR{../../bus/ap/aqmask}==%s\n".formatted("0x" + "F".repeat(64))
                    + "ACTION==\"add\", ATTR{apmask}=\"%s\"\n".formatted("0x" + "0".repeat(64)));

            assertThat(rules).isEqualTo(new ApRules(MaskSettings.of(HostMasks.allReserved()), false, false));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "RUN{builtin}+=\"kmod load vfio_ap\"",
                    "RUN{builtin}=\"kmod load mdev vfio-ap\"",
                    "ACTION==\"add\", RUN{builtin}+=\"kmod  load  vfio_ap\""
                })
        void ruleThatLoadsVfioAp(String line) {
            assertThat(read(line).loadsVfioAp()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "RUN{builtin}==\"kmod load vfio_ap\"",
                    "RUN{builtin}!=\"kmod load vfio_ap\"",
                    "RUN{builtin}+=\"kmod load\"",
                    "RUN{builtin}+=\"kmod load vfio_ccw\"",
                    "RUN{builtin}+=\"kmod unload vfio_ap\"",
                    "RUN+=\"kmod load vfio_ap\"",
                    "# RUN{builtin}+=\"kmod load vfio_ap\""
                })
        void ruleThatDoesNotLoadVfioAp(String line) {
            assertThat(read(line).loadsVfioAp()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "DEVPATH==\"/bus/ap\", ACTION==\"add\", GOTO=\"x\"",
                    " ACTION == 'add|change' , DEVPATH == '/bus/ap'",
                    "SUBSYSTEM==\"ap\", ACTION==\"add\", DEVPATH==\"/x|/bus/ap\", ATTR{apmask}=\"x\""
                })
        void ruleThatFiresOnAdd(String line) {
            assertThat(read(line).firesOnAdd()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ACTION==\"add\"\nDEVPATH==\"/bus/ap\"",
                    "ACTION!=\"add\", DEVPATH==\"/bus/ap\"",
                    "ACTION==\"change\", DEVPATH==\"/bus/ap\"",
                    "ACTION==\"add\", DEVPATH==\"/devices/ap\"",
                    "# ACTION==\"add\", DEVPATH==\"/bus/ap\""
                })
        void ruleThatDoesNotFireOnAdd(String lines) {
            assertThat(read(lines).firesOnAdd()).isFalse();
        }

        @Test
        void maskThatToolsAbortOnIsRefused() {
            assertRefused(
                    "\nATTR{apmask}=\"0xffff\"\n",
                    "41-ap.rules, line 2: a mask of fewer than 64 hex digits, so the tools abort, found \"0xffff\"");
            assertRefused(
                    "ATTR{aqmask}=\"" + FEW + "\"",
                    "41-ap.rules, line 1: a mask of fewer than 64 hex digits, so the tools abort, found \"" + FEW
                            + "\"");
            assertRefused(
                    "ATTR{aqmask}=\"-3,-5\"",
                    "41-ap.rules, line 1: a list of changes instead of a mask, so the tools abort, found \"-3,-5\"");
            assertRefused(
                    "ATTR{aqmask}=\"+3\"",
                    "41-ap.rules, line 1: a list of changes instead of a mask, so the tools abort, found \"+3\"");
        }

        @ParameterizedTest
        @CsvSource({"''", "0x", "abc", "0X00", "0xfg"})
        void maskWithoutHexDigitsIsRefused(String value) {
            assertRefused(
                    "ATTR{apmask}=\"" + value + "\"",
                    "41-ap.rules, line 1: not a mask of 0x and 64 hex digits"
                            + (value.isEmpty() ? "" : ", found \"" + value + "\""));
        }

        @Test
        void maskOfMoreThan256BitsIsRefused() {
            assertRefused(
                    "ATTR{apmask}=\"" + FULL + "f\"",
                    "41-ap.rules, line 1: a mask of more than 64 hex digits, which the kernel refuses, found \"" + FULL
                            + "f\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"ATTR{apmask}", "ATTR{apmask=\"1\"", "=\"1\"", "A-=\"1\"", "A=\"1\",", "A B=1", "}=1"})
        void lineThatIsNoRuleIsRefused(String line) {
            assertRefused(
                    "# comment\n" + line + "\n",
                    "41-ap.rules, line 2: not a udev rule, found \"" + line.replace("\"", "\\\"") + "\"");
        }

        @Test
        void backslashDoesNotContinueALine() {
            assertRefused(
                    "A=\"1\", \\\nB=\"2\"\n", "41-ap.rules, line 1: not a udev rule, found \"A=\\\"1\\\", \\\\\"");
        }

        @Test
        void loneQuoteIsRefused() {
            assertRefused("A=\"", "41-ap.rules, line 1: a udev rule with a lone quote, found \"A=\\\"\"");
        }

        @Test
        void nulCharacterIsRefused() {
            assertRefused("A=\"\0\"", "41-ap.rules, line 1: a NUL character, found \"A=\\\"\\x00\\\"\"");
        }
    }

    @Nested
    class Writing {
        @Test
        void emptyMaskIsNotAnOpenOne() {
            MaskSettings masks = new MaskSettings(Optional.of(AdapterSet.none()), Optional.empty());

            String text = ApRules.of(masks).toText().orElseThrow();

            assertThat(text).contains("apmask}=\"0x" + "0".repeat(64) + "\"\n").doesNotContain("aqmask");
            assertThat(read(text).masks()).isEqualTo(masks);
        }

        @Test
        void rulesCanLeaveTheModuleAlone() {
            ApRules rules = new ApRules(MaskSettings.of(MASKS), false, true);

            String text = rules.toText().orElseThrow();

            assertThat(text).doesNotContain("kmod").endsWith("\"\n\nLABEL=\"end_ap\"\n");
            assertThat(read(text)).isEqualTo(rules);
        }
    }
}
