package io.github.apmatrix.persistence;

import static io.github.apmatrix.persistence.samples.Mutations.assertReadOrRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.github.apmatrix.persistence.boot.BootMasks;
import io.github.apmatrix.persistence.boot.ModulesLoad;
import io.github.apmatrix.persistence.chzdev.ApRules;
import io.github.apmatrix.persistence.chzdev.ChzdevExport;
import io.github.apmatrix.persistence.chzdev.LszdevOutput;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import io.github.apmatrix.persistence.document.MdevAttribute;
import io.github.apmatrix.persistence.document.MdevAttributes;
import io.github.apmatrix.persistence.libvirt.MdevNodeDevice;
import io.github.apmatrix.persistence.libvirt.NodeDevice;
import io.github.apmatrix.persistence.libvirt.VfioApHostdev;
import io.github.apmatrix.persistence.lszcrypt.BusAttributes;
import io.github.apmatrix.persistence.lszcrypt.Capabilities;
import io.github.apmatrix.persistence.lszcrypt.DeviceListing;
import io.github.apmatrix.persistence.lszcrypt.DomainMap;
import io.github.apmatrix.persistence.mdevctl.MdevDefinition;
import io.github.apmatrix.persistence.mdevctl.MdevctlListing;
import io.github.apmatrix.persistence.qemu.DeviceCommand;
import io.github.apmatrix.persistence.qemu.VfioApDevice;
import io.github.apmatrix.persistence.snapshot.SnapshotJson;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are long, deep or repetitive end in a value or in one exception, not in an error of the virtual machine. */
class HostileDocumentsTest {
    private static final int LENGTH = 1 << 17;
    private static final ImmutableMap<String, Consumer<Document>> PARSERS =
            ImmutableMap.<String, Consumer<Document>>builder()
                    .put("BootMasks", BootMasks::parse)
                    .put("ModulesLoad", ModulesLoad::parse)
                    .put("ApRules", ApRules::parse)
                    .put("ChzdevExport", ChzdevExport::parse)
                    .put("LszdevOutput", LszdevOutput::parse)
                    .put("MdevNodeDevice", MdevNodeDevice::parse)
                    .put("NodeDevice", NodeDevice::parse)
                    .put("VfioApHostdev", VfioApHostdev::parse)
                    .put("VfioApHostdev.find", VfioApHostdev::find)
                    .put("BusAttributes", BusAttributes::parse)
                    .put("Capabilities", Capabilities::parse)
                    .put("DeviceListing", DeviceListing::parse)
                    .put("DomainMap", DomainMap::parse)
                    .put("MdevDefinition", MdevDefinition::parse)
                    .put("MdevctlListing.parseDefined", MdevctlListing::parseDefined)
                    .put("MdevctlListing.parseTypes", MdevctlListing::parseTypes)
                    .put("VfioApDevice", VfioApDevice::parse)
                    .put("DeviceCommand.parseHmp", DeviceCommand::parseHmp)
                    .put("DeviceCommand.parseQmp", DeviceCommand::parseQmp)
                    .put("SnapshotJson", SnapshotJson::parse)
                    .buildOrThrow();

    private static Document document(String text) {
        return new Document("hostile", text);
    }

    /** A text of the greatest length. */
    private static String filled(String start, String repeated, String end) {
        int room = Document.MAX_LENGTH - start.length() - end.length();
        return start + repeated.repeat(room / repeated.length()) + end;
    }

    private static Stream<Arguments> repetitions() {
        return Sets.cartesianProduct(
                        PARSERS.keySet(),
                        ImmutableSet.of(
                                "A",
                                "0",
                                " ",
                                "\n",
                                "\0",
                                ",",
                                "\"",
                                "-",
                                "=",
                                "[",
                                "{\"a\":",
                                "<a>",
                                "a=1,",
                                "A B ",
                                "a=\"b\" ",
                                "x\n",
                                "\\",
                                "\u2003\n",
                                "\ud800"))
                .stream()
                .map(pair -> Arguments.of(pair.get(0), pair.get(1)));
    }

    @ParameterizedTest
    @MethodSource("repetitions")
    void repetitionsAreReadOrRefused(String parser, String repeated) {
        assertReadOrRefused(document(repeated.repeat(LENGTH / repeated.length())), PARSERS.get(parser));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A ", "A", " "})
    void featuresOfTheBusAreManyWords(String words) {
        String rest = "\nap_domain=0x04\nap_max_domain_id=0x54\nconfig_time=30 (seconds)\npoll_thread is disabled\n";

        assertReadOrRefused(document(filled("features: A", words, "A" + rest)), BusAttributes::parse);
    }

    @Test
    void blanksOfOtherScriptsAreBlankLines() {
        assertThatThrownBy(() -> DeviceListing.parse(document("\u2003\n")))
                .isInstanceOf(DocumentException.class)
                .hasMessage("hostile, the whole text: neither a header nor a device");
    }

    @Test
    void valuesOfChzdevAreLong() {
        String value = filled("[active ap]\napmask=0", ",1", "\naqmask=1\n");

        assertThat(ChzdevExport.parse(document(value)).active().apmask())
                .hasValueSatisfying(mask -> assertThat(mask).hasSize(2));
    }

    @Test
    void pairsOfLszdevAreNone() {
        assertThatThrownBy(() -> LszdevOutput.parse(document(filled("TYPE=\"ap\"\n", "A", ""))))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith("hostile, line 2: not NAME=\"value\"");
    }

    @Nested
    class Json {
        @Test
        void hasManyAttributes() {
            String text = "{\"mdev_type\":\"vfio_ap-passthrough\",\"start\":\"auto\",\"attrs\":["
                    + "{\"assign_adapter\":\"1\"},".repeat(500_000) + "{\"assign_domain\":\"2\"}]}";

            assertThat(MdevDefinition.parse(document(text)).attributes().normalised())
                    .isEqualTo(new MdevAttributes(ImmutableList.of(
                            new MdevAttribute("assign_adapter", "1"), new MdevAttribute("assign_domain", "2"))));
        }

        @ParameterizedTest
        @ValueSource(strings = {"1,", "[],", "{},", "\"\","})
        void hasTooManyValues(String value) {
            assertThatThrownBy(() -> MdevDefinition.parse(document(filled("[", value, "1]"))))
                    .isInstanceOf(DocumentException.class)
                    .hasMessageContaining(": more than 1048576 values");
        }

        @Test
        void hasPlacesWithLongNames() {
            String text = "[{\"" + "x".repeat(40_000) + "\":[" + "{},".repeat(1_000_000) + "{}]}]";

            assertThat(MdevctlListing.parseDefined(document(text))).isEmpty();
        }

        @Test
        void hasLongNamesInErrors() {
            String text = "[{\"" + "\\n".repeat(40_000) + "\":1}]";

            assertThatThrownBy(() -> MdevctlListing.parseDefined(document(text)))
                    .isInstanceOf(DocumentException.class)
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
        }

        @Test
        void hasNamesOfTheSameHash() {
            String text = IntStream.range(0, 1 << 16)
                    .mapToObj(i -> IntStream.range(0, 16)
                            .mapToObj(bit -> (i >> bit & 1) == 0 ? "Ab" : "BA")
                            .collect(Collectors.joining("", "\"", "\":1")))
                    .collect(Collectors.joining(",", "{", "}"));

            assertReadOrRefused(document(text), MdevDefinition::parse);
            assertReadOrRefused(document(text.replace("Ab", "Aa").replace("BA", "BB")), MdevDefinition::parse);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"a\":\"\\ud800\"}", "{\"\\udc00x\":1}", "[\"\\udc00\\ud800\"]"})
        void hasHalvesOfSurrogatePairs(String text) {
            assertThatThrownBy(() -> MdevDefinition.parse(document(text)))
                    .isInstanceOf(DocumentException.class)
                    .hasMessageContaining("surrogate");
        }

        @Test
        void startsWithAByteOrderMark() {
            assertThatThrownBy(() -> MdevDefinition.parse(document("\ufeff{}")))
                    .isInstanceOf(DocumentException.class)
                    .hasMessageContaining("line 1, column 1");
        }
    }

    @Nested
    class Xml {
        @Test
        void hasLongNamespaces() {
            String text = "<device xmlns='" + "x".repeat(900) + "'>" + "<a/>".repeat(60_000) + "</device>";

            assertThatThrownBy(() -> NodeDevice.parse(document(text)))
                    .isInstanceOf(DocumentException.class)
                    .hasMessageContaining("xxx...}device");
        }

        @Test
        void hasManyNamespaces() {
            String prefixes = IntStream.range(0, 65)
                    .mapToObj(i -> " xmlns:x" + i + "='urn:x'")
                    .collect(Collectors.joining());

            assertThatThrownBy(() -> NodeDevice.parse(document("<device" + prefixes + "/>")))
                    .isInstanceOf(DocumentException.class)
                    .hasMessageContaining("more than 64 attributes");
        }

        @ParameterizedTest
        @ValueSource(strings = {"<!--", "<![CDATA[", "<?", "&#", "&lt;", "]]>", "</a>", "<a b='", "x"})
        void hasLongParts(String part) {
            assertReadOrRefused(document(filled("<device>", part, "</device>")), NodeDevice::parse);
            assertReadOrRefused(document(filled("<device>" + part, "-", "</device>")), NodeDevice::parse);
        }
    }
}
