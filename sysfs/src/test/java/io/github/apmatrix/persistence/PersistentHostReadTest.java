package io.github.apmatrix.persistence;

import static io.github.apmatrix.AdapterSet.adapters;
import static io.github.apmatrix.DomainSet.domains;
import static io.github.apmatrix.persistence.Hosts.ID;
import static io.github.apmatrix.persistence.Hosts.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.common.collect.ImmutableList;
import io.github.apmatrix.AdapterSet;
import io.github.apmatrix.ApConfig;
import io.github.apmatrix.DomainSet;
import io.github.apmatrix.HostMasks;
import io.github.apmatrix.persistence.SourceProblem.Source;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.chzdev.MaskSettings;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.persistence.samples.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersistentHostReadTest {
    private static final String RULES = "etc/udev/rules.d/41-ap.rules";
    private static final String DEFINITIONS = "etc/mdevctl.d/matrix/";
    private static final String CMDLINE = "proc/cmdline";
    private static final String PARAMETER = "ap.apmask=0x" + "7" + "f".repeat(63);
    private static final ApRules SAMPLE = ApRules.of(MaskSettings.of(new HostMasks(
            AdapterSet.adapters(0, 3, 10).complement(),
            DomainSet.domains(1, 2, 3, 4, 71, 171).complement())));

    @TempDir
    Path root;

    private void file(String name, String text) {
        file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void file(String name, byte... content) {
        try {
            Files.createDirectories(root.resolve(name).getParent());
            Files.write(root.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void definition(Object device, ApConfig config) {
        file(DEFINITIONS + device, Hosts.automatic(config).toText());
    }

    private static String sample(String name) {
        return Samples.sample(name).text();
    }

    private PersistentHost read() {
        return PersistentHost.read(root);
    }

    private SourceProblem problem(Source source, String file, String problem) {
        return new SourceProblem(source, root.resolve(file).toString(), problem);
    }

    @Test
    void ofAnEmptyOrMissingRootNothingIsKept() {
        assertThat(read()).isEqualTo(PersistentHost.none());
        assertThat(PersistentHost.read(root.resolve("nowhere"))).isEqualTo(PersistentHost.none());
    }

    @Test
    void allSourcesOfAHostAreRead() {
        file(RULES, sample("41-ap.rules"));
        file(DEFINITIONS + ID, sample("mdevctl-etc-config-file.json"));
        file(CMDLINE, "root=/dev/dasda1 " + PARAMETER + "\n");
        file("etc/modules-load.d/ours.conf", sample("modules-load-vfio_ap.conf"));
        file("usr/lib/modprobe.d/dist.conf", "# none\nblacklist vfio-ap\n");
        file("usr/lib/mdevctl/scripts.d/callouts/ap-check", "");
        PersistentHost host = read();
        assertThat(host.problems()).isEmpty();
        assertThat(host.rules()).contains(SAMPLE);
        assertThat(host.boot().masks()).isEqualTo(Hosts.without(adapters(0)));
        assertThat(host.earlyLoad())
                .hasValueSatisfying(place ->
                        assertThat(place).startsWith(root.resolve("etc/modules-load.d/ours.conf") + ", line "));
        assertThat(host.blacklisting())
                .contains(root.resolve("usr/lib/modprobe.d/dist.conf")
                        + ", line 2: a blacklist, which modprobe vfio_ap passes over");
        assertThat(host.definitions()).containsOnlyKeys(ID);
        assertThat(host.definitions().get(ID))
                .satisfies(definition -> assertThat(definition.config())
                        .isEqualTo(
                                ApConfig.of(adapters(3, 10), domains(4, 0x47)).withControlDomains(domains(4, 0xab))));
        assertThat(host.autostarted()).isEmpty();
        assertThat(host.checksDefinitions()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/lib/mdevctl/scripts.d/callouts/ap-check",
                "etc/mdevctl.d/scripts.d/callouts/ap-check.sh",
                "etc/mdevctl.d/scripts.d/callouts/ap-check"
            })
    void apCheckIsFoundWhereMdevctlLooksForIt(String callout) {
        assertThat(read().checksDefinitions()).isFalse();
        file(callout, "");
        assertThat(read().checksDefinitions()).isTrue();
    }

    @Test
    void linksStayBelowTheRoot() throws IOException {
        file("data/rules", sample("41-ap.rules"));
        Files.createDirectories(root.resolve(RULES).getParent());
        Files.createSymbolicLink(root.resolve(RULES), Path.of("/data/rules"));
        assertThat(read().rules()).contains(SAMPLE);
        assertThat(read().problems()).isEmpty();
    }

    /** Each of the files that the recorded tools wrote. */
    @Nested
    class OfRecordedTools {
        private static final Pattern FILE =
                Pattern.compile("^--- /(etc/\\S+)\\n(.*?)(?=^--- |^\\[exit)", Pattern.DOTALL | Pattern.MULTILINE);

        private static List<MatchResult> files(String console) {
            return FILE.matcher(Samples.captured(console).text()).results().toList();
        }

        @Test
        void theRulesOfChzdevAreRead() {
            List<MatchResult> files = files("tools-6.1/chzdev-lszdev.txt");
            assertThat(files).hasSize(9);
            for (MatchResult rules : files) {
                file(rules.group(1), rules.group(2));
                assertThat(read().problems()).isEmpty();
                assertThat(read().loadsVfioAp()).isTrue();
            }
            assertThat(read().masks())
                    .isEqualTo(
                            new HostMasks(adapters(10).complement(), domains(4).complement()));
        }

        @Test
        void theDefinitionsOfMdevctlAreRead() {
            files("tools-6.1/mdevctl.txt").forEach(definition -> file(definition.group(1), definition.group(2)));
            PersistentHost host = read();
            assertThat(host.problems()).isEmpty();
            assertThat(host.definitions().keySet())
                    .extracting(Object::toString)
                    .containsExactly(
                            "11111111-2222-3333-4444-555555555555",
                            OTHER.toString(),
                            "cef03c3c-903d-4ecc-9a83-40694cb8aee4",
                            "e3832a58-8adf-40b6-b81a-6982c2f194f9");
            assertThat(host.autostarted()).hasSize(2);
            assertThat(host.definitions().get(OTHER))
                    .isEqualTo(Hosts.attributes(
                            "assign_adapter=0x0a", "assign_domain=0x0004", "assign_control_domain=0x0004"));
        }
    }

    /** Every source has a problem at the same time, and another one of each can be read. */
    @Nested
    class Problems {
        @BeforeEach
        void goodSources() {
            file(RULES, sample("41-ap.rules"));
            definition(ID, Hosts.SCENARIO);
            file(CMDLINE, PARAMETER);
            file("etc/modules-load.d/good.conf", "vfio_ap\n");
            file("etc/modprobe.d/good.conf", "blacklist vfio_ap\n");
        }

        /** The others are read as without the problem. */
        private PersistentHost assertOthersAreRead() {
            PersistentHost host = read();
            assertThat(host.definitions()).containsEntry(ID, Hosts.automatic(Hosts.SCENARIO));
            assertThat(host.earlyLoad()).isPresent();
            assertThat(host.blacklisting()).isPresent();
            return host;
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "ATTR{../../bus/ap/apmask}=\"0xffff\" | line 1: a mask of fewer than 64 hex digits, so the tools abort",
                    "nonsense | line 1: not a udev rule"
                })
        void aMalformedRuleIsNamed(String text, String expected) {
            file(RULES, text);
            PersistentHost host = assertOthersAreRead();
            assertThat(host.rules()).isEmpty();
            assertThat(host.boot().masks()).isEqualTo(Hosts.without(adapters(0)));
            assertThat(host.problems()).containsExactly(problem(Source.RULES, RULES, expected));
        }

        @Test
        void aRuleThatIsNoTextIsNamed() {
            file(RULES, (byte) 0xff);
            assertThat(assertOthersAreRead().problems()).containsExactly(problem(Source.RULES, RULES, "not UTF-8"));
        }

        @Test
        void aDirectoryInPlaceOfARuleIsNamed() throws IOException {
            Files.delete(root.resolve(RULES));
            Files.createDirectory(root.resolve(RULES));
            assertThat(assertOthersAreRead().problems())
                    .containsExactly(problem(Source.RULES, RULES, "is a directory"));
        }

        @Test
        void aFileWithoutPermissionIsNamed() throws IOException {
            Files.setPosixFilePermissions(root.resolve(RULES), PosixFilePermissions.fromString("---------"));
            assumeFalse(Files.isReadable(root.resolve(RULES)), "root can read everything");
            assertThat(assertOthersAreRead().problems())
                    .containsExactly(problem(Source.RULES, RULES, "permission denied"));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{ | line 1, column 2: not well-formed JSON",
                    "{\"mdev_type\":\"vfio_ap-passthrough\"} | $.start: the member is missing",
                    "{\"start\":\"auto\"} | $.mdev_type: the member is missing",
                })
        void aDefinitionThatMdevctlCannotReadIsNamed(String text, String expected) {
            file(DEFINITIONS + OTHER, text);
            PersistentHost host = assertOthersAreRead();
            assertThat(host.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.source()).isEqualTo(Source.MALFORMED_DEFINITION);
                assertThat(problem.file())
                        .isEqualTo(root.resolve(DEFINITIONS + OTHER).toString());
                assertThat(problem.problem()).startsWith(expected);
            });
        }

        /** mdevctl starts the other devices nevertheless, as the recorded one did with adapter 999. */
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "\"start\":\"auto\",\"attrs\":[{\"assign_adapter\":\"999\"}] | $.attrs[0].assign_adapter: ",
                    "\"start\":\"auto\",\"attrs\":[{\"power\":\"1\"}] | $.attrs[0].power: a vfio_ap device has no attribute",
                    "\"start\":\"Auto\" | $.start: neither auto nor manual"
                })
        void aDefinitionThatNoDeviceCanBeStartedWithIsNamed(String members, String expected) {
            file(DEFINITIONS + OTHER, "{\"mdev_type\":\"vfio_ap-passthrough\"," + members + "}");
            PersistentHost host = assertOthersAreRead();
            assertThat(host.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.source()).isEqualTo(Source.UNUSABLE_DEFINITION);
                assertThat(problem.problem()).startsWith(expected);
            });
        }

        @Test
        void aDefinitionOfAnotherTypeIsNamed() {
            file(DEFINITIONS + OTHER, "{\"mdev_type\":\"nosuch\",\"start\":\"manual\",\"attrs\":[]}");
            assertThat(assertOthersAreRead().problems())
                    .containsExactly(problem(
                            Source.UNUSABLE_DEFINITION,
                            DEFINITIONS + OTHER,
                            "$.mdev_type: not the type vfio_ap-passthrough"));
        }

        @Test
        void aDefinitionUnderAnUnusualNameIsNamed() {
            String name = DEFINITIONS + OTHER.toString().toUpperCase(Locale.ROOT);
            definition(OTHER.toString().toUpperCase(Locale.ROOT), Hosts.SCENARIO);
            assertThat(assertOthersAreRead().problems())
                    .containsExactly(problem(
                            Source.MISNAMED_DEFINITION,
                            name,
                            "mdevctl may start device " + OTHER + " from it at boot, but does not change it"));
        }

        @Test
        void aFileInPlaceOfTheFolderOfDefinitionsIsNamed() throws IOException {
            Files.delete(root.resolve(DEFINITIONS + ID));
            Files.delete(root.resolve(DEFINITIONS));
            file("etc/mdevctl.d/matrix", "");
            PersistentHost host = read();
            assertThat(host.problems())
                    .containsExactly(problem(Source.UNREADABLE_DEFINITION, "etc/mdevctl.d/matrix", "not a directory"));
            assertThat(host.rules()).contains(SAMPLE);
        }

        @Test
        void aCommandLineWithANulCharacterIsNamed() {
            file(CMDLINE, PARAMETER + "\0");
            PersistentHost host = assertOthersAreRead();
            assertThat(host.rules()).contains(SAMPLE);
            assertThat(host.boot().masks()).isEqualTo(HostMasks.allReserved());
            assertThat(host.problems())
                    .containsExactly(problem(Source.COMMAND_LINE, CMDLINE, "the whole text: a NUL character"));
        }

        @Test
        void aCommandLineThatIsNoFileIsNamed() throws IOException {
            Files.delete(root.resolve(CMDLINE));
            Files.createDirectory(root.resolve(CMDLINE));
            assertThat(assertOthersAreRead().problems())
                    .containsExactly(problem(Source.COMMAND_LINE, CMDLINE, "is a directory"));
        }

        @Test
        void filesOfModulesThatCannotBeReadAreNamed() {
            file("etc/modules-load.d/bad.conf", (byte) 0xff);
            file("etc/modprobe.d/bad.conf", (byte) 0xff);
            assertThat(assertOthersAreRead().problems())
                    .containsExactlyInAnyOrder(
                            problem(Source.MODULES, "etc/modules-load.d/bad.conf", "not UTF-8"),
                            problem(Source.MODULES, "etc/modprobe.d/bad.conf", "not UTF-8"));
        }

        @Test
        void bootEntriesThatDisagreeAreNamedAndTheRunningCommandLineCounts() {
            entry("a", PARAMETER);
            entry("b", "quiet");
            PersistentHost host = assertOthersAreRead();
            assertThat(host.boot().masks()).isEqualTo(Hosts.without(adapters(0)));
            assertThat(host.problems())
                    .containsExactly(problem(
                            Source.BOOT_ENTRY,
                            "boot/loader/entries/b.conf",
                            "sets other masks than " + root.resolve(CMDLINE) + ", which is taken"));
        }

        private void entry(String name, String options) {
            file("boot/loader/entries/" + name + ".conf", "title x\nlinux /vmlinuz\noptions " + options + "\n");
        }

        @Test
        void bootEntriesThatAgreeCountMoreThanTheRunningCommandLine() {
            entry("a", "quiet");
            entry("b", "debug");
            PersistentHost host = assertOthersAreRead();
            assertThat(host.boot().masks()).isEqualTo(HostMasks.allReserved());
            assertThat(host.problems()).isEmpty();
        }

        @Test
        void allProblemsAreNamedAtOnce() {
            file(RULES, "nonsense");
            file(DEFINITIONS + OTHER, "{");
            file(CMDLINE, "\0");
            file("etc/modules-load.d/bad.conf", (byte) 0xff);
            file("etc/udev/rules.d/50-ours.rules", "ATTR{../../bus/ap/apmask}=\"0x0\"");
            assertThat(assertOthersAreRead().problems())
                    .extracting(SourceProblem::source)
                    .containsExactlyInAnyOrder(
                            Source.RULES,
                            Source.MALFORMED_DEFINITION,
                            Source.COMMAND_LINE,
                            Source.MODULES,
                            Source.OTHER_RULES);
        }
    }

    @Nested
    class UdevRuleFiles {
        private static final ImmutableList<String> DIRECTORIES = ImmutableList.of(
                "etc/udev/rules.d/",
                "run/udev/rules.d/",
                "usr/local/lib/udev/rules.d/",
                "usr/lib/udev/rules.d/",
                "lib/udev/rules.d/");

        private static String rule(int adapter) {
            return Hosts.rule(Hosts.without(AdapterSet.adapters(adapter)))
                    .toText()
                    .orElseThrow();
        }

        @Test
        void theFirstDirectoryThatHasTheRuleWins() {
            for (int i = DIRECTORIES.size() - 1; i >= 0; i--) {
                file(DIRECTORIES.get(i) + "41-ap.rules", rule(i));
                assertThat(read().masks()).isEqualTo(Hosts.without(adapters(i)));
            }
            assertThat(read().problems()).isEmpty();
        }

        @Test
        void aRuleThatChzdevDoesNotSeeCountsAndIsNamed() {
            file("usr/lib/udev/rules.d/41-ap.rules", rule(5));
            assertThat(read().masks()).isEqualTo(Hosts.without(adapters(5)));
            assertThat(read().problems())
                    .containsExactly(problem(
                            Source.RULES_ELSEWHERE,
                            "usr/lib/udev/rules.d/41-ap.rules",
                            "chzdev, lszdev and ap-check read only " + root.resolve(RULES)));
        }

        @Test
        void anEmptyFileHidesTheRule() throws IOException {
            file("usr/lib/udev/rules.d/41-ap.rules", rule(5));
            Files.createDirectories(root.resolve(RULES).getParent());
            Files.createSymbolicLink(root.resolve(RULES), Path.of("/dev/null"));
            assertThat(read()).isEqualTo(PersistentHost.none());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ATTR{../../bus/ap/apmask}=\"0x0\"",
                    "SUBSYSTEM==\"ap\", ATTR{[subsystem/ap]aqmask} := \"+1\"",
                    "ACTION==\"add\", RUN+=\"/bin/sh -c 'echo -5 > /sys/bus/ap/apmask'\""
                })
        void anotherRuleThatSetsAMaskIsNamedByLine(String line) {
            for (String directory : DIRECTORIES) {
                String name = directory + "99" + DIRECTORIES.indexOf(directory) + ".rules";
                file(name, "# ours\n" + line + "\n");
                assertThat(read().problems())
                        .contains(problem(Source.OTHER_RULES, name, "line 2 sets a mask, which is not evaluated"));
            }
            assertThat(read().problems()).hasSize(DIRECTORIES.size());
            assertThat(read().masks()).isEqualTo(HostMasks.allReserved());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "  # ATTR{../../bus/ap/apmask}=\"0x0\"",
                    "ATTR{../../bus/ap/apmask}==\"0x0\", GOTO=\"end\"",
                    "ATTR{../../bus/ap/apmask}!=\"0x0\", GOTO=\"end\"",
                    "KERNEL==\"apmask\"",
                    ""
                })
        void aRuleThatSetsNoMaskIsNoProblem(String line) {
            file("etc/udev/rules.d/50-ours.rules", line);
            file("etc/udev/rules.d/50-ours.rules.bak", "ATTR{../../bus/ap/apmask}=\"0x0\"");
            file("etc/udev/rules.d/.hidden.rules", "ATTR{../../bus/ap/apmask}=\"0x0\"");
            assertThat(read()).isEqualTo(PersistentHost.none());
        }

        @Test
        void aHiddenRuleIsNoProblem() {
            file("etc/udev/rules.d/50-ours.rules", "");
            file("usr/lib/udev/rules.d/50-ours.rules", "ATTR{../../bus/ap/apmask}=\"0x0\"");
            assertThat(read()).isEqualTo(PersistentHost.none());
        }

        @Test
        void aRuleThatCannotBeReadIsNamed() {
            file("etc/udev/rules.d/50-ours.rules", (byte) 0xff);
            assertThat(read().problems())
                    .containsExactly(problem(Source.OTHER_RULES, "etc/udev/rules.d/50-ours.rules", "not UTF-8"));
        }
    }

    @Test
    void everySourceHasAText() {
        assertThat(Arrays.stream(Source.values()).map(Source::toString)).doesNotHaveDuplicates();
        assertThat(problem(Source.RULES, RULES, "not UTF-8"))
                .hasToString(root.resolve(RULES) + " (the masks of chzdev): not UTF-8");
    }

    @Test
    void whatIsKeptOfEachMaskIsTheRuleThenTheParameterThenAllOnes() {
        PersistentHost parameters =
                PersistentHost.none().withBoot(Hosts.parameters(new HostMasks(adapters(1), domains(1))));
        MaskSettings onlyApmask = new MaskSettings(Optional.of(adapters(2)), Optional.empty());
        assertThat(PersistentHost.none().masks()).isEqualTo(HostMasks.allReserved());
        assertThat(parameters.masks()).isEqualTo(new HostMasks(adapters(1), domains(1)));
        assertThat(parameters.withRules(ApRules.of(onlyApmask)).masks())
                .isEqualTo(new HostMasks(adapters(2), domains(1)));
        assertThat(PersistentHost.none().withRules(ApRules.of(onlyApmask)).masks())
                .isEqualTo(new HostMasks(adapters(2), DomainSet.all()));
    }

    @Test
    void aDefinitionCanBeReplaced() {
        PersistentHost host = PersistentHost.none().with(ID, Hosts.manual(Hosts.SCENARIO));
        assertThat(host.autostarted()).isEmpty();
        MdevDefinition automatic = Hosts.automatic(Hosts.SCENARIO);
        assertThat(host.with(ID, automatic).autostarted()).containsOnlyKeys(ID).containsValue(automatic);
    }
}
