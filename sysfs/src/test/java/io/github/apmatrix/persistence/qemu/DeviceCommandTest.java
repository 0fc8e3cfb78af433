package io.github.apmatrix.persistence.qemu;

import static io.github.apmatrix.persistence.samples.Samples.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceCommandTest {
    private static final MediatedDeviceId ID = MediatedDeviceId.parse("783e6dbb-ea0e-411f-94e2-717eaad438bf");
    private static final String PATH = "/sys/bus/mdev/devices/" + ID;
    private static final DeviceCommand ADD =
            new DeviceCommand.Add(VfioApDevice.of(ID).withId("hostdev0"));
    private static final DeviceCommand DELETE = new DeviceCommand.Delete("hostdev0");

    private static Document document(String text) {
        return new Document("monitor", text);
    }

    @Test
    void deletedIdIsChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceCommand.Delete("/machine/peripheral-anon"))
                .withMessage("not an id: not a letter followed by letters, digits, \"-\", \".\" and \"_\" at index 0 of"
                        + " \"/machine/peripheral-anon\"");
    }

    @Nested
    class Qmp {
        @Test
        void commandsOfTheSampleAreReadAndWritten() {
            List<String> lines = sample("qmp-hotplug.json").text().lines().toList();

            assertThat(lines)
                    .map(line -> DeviceCommand.parseQmp(document(line)))
                    .containsExactly(ADD, DELETE);
            assertThat(List.of(ADD.toQmp(), DELETE.toQmp())).isEqualTo(lines);
        }

        @Test
        void orderAndConversationDoNotMatter() {
            String text = """
                    {"id": {"n": [1, {}]},
                     "arguments": {"id": "hostdev0"},
                     "execute": "device_del"}
                    """;

            assertThat(DeviceCommand.parseQmp(document(text))).isEqualTo(DELETE);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '%', textBlock = """
                        %% | the whole text: no JSON value
                        [] | $: not an object, found "[]"
                        {} | $.execute: the member is missing
                        {"execute":"device_del"} | $.arguments: the member is missing
                        {"execute":1} | $.execute: not a string, found "1"
                        {"execute":"device_del","arguments":[]} | $.arguments: not an object, found "[]"
                        {"execute":"device_del","arguments":{}} | $.arguments.id: the property is missing
                        {"execute":"device_del","arguments":{"id":"a","x":"y"}} | $.arguments.x: device_del has no such argument, found "y"
                        {"execute":"device_del","arguments":{"id":"a","id":"b"}} | line 1, column 51: not well-formed JSON: Duplicate Object property "id"
                        {"execute":"device_add","arguments":{"id":"a","driver":"vfio-ap"}} | $.arguments.sysfsdev: the property is missing
                        {"execute":"quit","arguments":{}} | $.execute: neither device_add nor device_del, found "quit"
                        {"exec-oob":"device_del"} | $["exec-oob"]: a command has no such member
                        {"execute":"device_del","arguments":{"id":"a"}} x | line 1, column 49: not well-formed JSON: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
                        """)
        void otherTextIsRefused(String text, String message) {
            assertThatThrownBy(() -> DeviceCommand.parseQmp(document(text)))
                    .isInstanceOf(DocumentException.class)
                    .hasMessage("monitor, " + message);
        }

        @Test
        void deepTextIsRefused() {
            assertThatThrownBy(() -> DeviceCommand.parseQmp(document("{\"id\":" + "[".repeat(1_000_000))))
                    .isInstanceOf(DocumentException.class)
                    .hasMessage("monitor, line 1, column 39: not well-formed JSON: Document nesting depth (33) exceeds"
                            + " the maximum allowed (32, from `StreamReadConstraints.getMaxNestingDepth()`)");
        }
    }

    @Nested
    class Hmp {
        @Test
        void commandsAreReadAndWritten() {
            String add = "device_add vfio-ap,sysfsdev=" + PATH + ",id=hostdev0";

            assertThat(ADD.toHmp()).isEqualTo(add);
            assertThat(DeviceCommand.parseHmp(document(add))).isEqualTo(ADD);
            assertThat(DELETE.toHmp()).isEqualTo("device_del hostdev0");
            assertThat(DeviceCommand.parseHmp(document("  device_del\thostdev0 \n")))
                    .isEqualTo(DELETE);
        }

        @Test
        void blanksAreQuoted() {
            DeviceCommand add = new DeviceCommand.Add(
                    new VfioApDevice(ID, Optional.empty(), ImmutableMap.of("x", "a \"b\" \\ c, d")));

            assertThat(add.toHmp()).isEqualTo("device_add \"vfio-ap,sysfsdev=" + PATH + ",x=a \\\"b\\\" \\\\ c,, d\"");
            assertThat(DeviceCommand.parseHmp(document(add.toHmp()))).isEqualTo(add);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '%', textBlock = """
                        %% | the command: the argument is missing
                        device_del | the command: the argument is missing, found "device_del"
                        quit now | the command: neither device_add nor device_del, found "quit"
                        device_del a b | the argument: text behind the end, found "a b"
                        device_del "a" b | the argument: text behind the end, found "\\"a\\" b"
                        device_del "a | the argument: no quote at the end, found "\\"a"
                        device_del "a\\ | the argument: an unknown escape, found "\\"a\\\\"
                        device_del "\\a" | the argument: an unknown escape, found "\\"\\\\a\\""
                        device_del 0 | property id: not an id: not a letter followed by letters, digits, "-", "." and "_" at index 0 of "0", found "0"
                        device_add vfio-ap,id=a | property sysfsdev: the property is missing
                        """)
        void otherTextIsRefused(String text, String message) {
            assertThatThrownBy(() -> DeviceCommand.parseHmp(document(text)))
                    .isInstanceOf(DocumentException.class)
                    .hasMessage("monitor, " + message);
        }
    }
}
