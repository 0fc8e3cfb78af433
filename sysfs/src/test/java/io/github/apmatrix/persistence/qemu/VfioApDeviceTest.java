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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VfioApDeviceTest {
    private static final String UUID = "783e6dbb-ea0e-411f-94e2-717eaad438bf";
    private static final String PATH = "/sys/bus/mdev/devices/" + UUID;
    private static final VfioApDevice DEVICE =
            VfioApDevice.of(MediatedDeviceId.parse(UUID)).withId("hostdev0");

    private static VfioApDevice parse(String text) {
        return VfioApDevice.parse(new Document("qemu", text));
    }

    @Test
    void argumentsOfTheSampleAreReadAndWritten() {
        List<String> arguments = sample("qemu-args.txt")
                .text()
                .lines()
                .filter(line -> line.startsWith("-device "))
                .map(line -> line.substring("-device ".length()))
                .toList();

        assertThat(arguments).map(VfioApDeviceTest::parse).containsExactly(DEVICE, DEVICE);
        assertThat(List.of(DEVICE.toOption(), DEVICE.toJson())).isEqualTo(arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sys/bus/mdev/devices/",
                "/sys/devices/vfio_ap/matrix/",
                "/sys/devices/vfio_ap/matrix/mdev_supported_types/vfio_ap-passthrough/devices/",
                "/sys/class/mdev_bus/matrix/",
                "/sys/class/mdev_bus/matrix/mdev_supported_types/vfio_ap-passthrough/devices/"
            })
    void pathsOfTheSameDeviceAreEqual(String directory) {
        assertThat(parse("vfio-ap,id=hostdev0,sysfsdev=" + directory + UUID)).isEqualTo(DEVICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vfio-ap", "vfio_ap", "driver=vfio-ap"})
    void driverHasSeveralSpellings(String driver) {
        assertThat(parse(driver + ",sysfsdev=" + PATH + ",id=hostdev0")).isEqualTo(DEVICE);
    }

    @Test
    void idCanBeMissing() {
        VfioApDevice anonymous = VfioApDevice.of(MediatedDeviceId.parse(UUID));

        assertThat(parse("vfio-ap,sysfsdev=" + PATH)).isEqualTo(anonymous);
        assertThat(anonymous.toOption()).isEqualTo("vfio-ap,sysfsdev=" + PATH);
        assertThat(anonymous.toJson()).isEqualTo("{\"driver\":\"vfio-ap\",\"sysfsdev\":\"" + PATH + "\"}");
    }

    @Test
    void otherPropertiesAreKeptInTheirOrder() {
        VfioApDevice device = parse("vfio-ap,z=a,,b=c,sysfsdev=" + PATH + ",iommufd=iommufd0,id=hostdev0");

        assertThat(device.others()).containsExactlyEntriesOf(ImmutableMap.of("z", "a,b=c", "iommufd", "iommufd0"));
        assertThat(device.toOption()).isEqualTo("vfio-ap,id=hostdev0,sysfsdev=" + PATH + ",z=a,,b=c,iommufd=iommufd0");
        assertThat(parse(device.toJson())).isEqualTo(device);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '%', textBlock = """
                    %% | property driver: not vfio-ap
                    virtio-blk,sysfsdev=@ | property driver: not vfio-ap, found "virtio-blk"
                    id=a,sysfsdev=@ | property driver: the property is missing
                    vfio-ap,id=a | property sysfsdev: the property is missing
                    vfio-ap,sysfsdev=@,id=0 | property id: not an id: not a letter followed by letters, digits, "-", "." and "_" at index 0 of "0", found "0"
                    vfio-ap,sysfsdev=@,id= | property id: not an id: not a letter followed by letters, digits, "-", "." and "_" at index 0 of ""
                    vfio-ap,sysfsdev=@,id=a,,b | property id: not an id: not a letter followed by letters, digits, "-", "." and "_" at index 1 of "a,b", found "a,b"
                    vfio-ap,sysfsdev=@,id=a,id=b | property id: given twice, found "b"
                    vfio-ap,sysfsdev=@,ready | property ready: the value is missing
                    vfio-ap,sysfsdev=@, | property : the value is missing
                    vfio-ap,sysfsdev=@,b=1,b=1 | property b: given twice, found "1"
                    vfio-ap,sysfsdev=@,1b=1 | property 1b: not the name of a property: not a letter followed by letters, digits, "-", "." and "_" at index 0 of "1b", found "1"
                    vfio-ap,sysfsdev=/dev/null | property sysfsdev: not the path of a vfio_ap device: not in a directory of mediated devices at index 0 of "/dev/null", found "/dev/null"
                    vfio-ap,sysfsdev=/sys/bus/mdev/devices/zz | property sysfsdev: not the UUID of a mediated device: unexpected "z" instead of 8-4-4-4-12 hex digits at index 0 of "zz", found "/sys/bus/mdev/devices/zz"
                    """)
    void wrongOptionsAreRefused(String text, String message) {
        assertThatThrownBy(() -> parse(text.replace("@", PATH)))
                .isInstanceOf(DocumentException.class)
                .hasMessage("qemu, " + message);
    }

    @Test
    void upperCasePathIsRefused() {
        String path = "/sys/bus/mdev/devices/" + UUID.replace('b', 'B');

        assertThatThrownBy(() -> parse("vfio-ap,sysfsdev=" + path))
                .isInstanceOf(DocumentException.class)
                .hasMessage("qemu, property sysfsdev: not the path of a vfio_ap device: an upper-case digit, while the"
                        + " kernel names devices in lower case, at index 22 of \"" + path + "\", found \"" + path
                        + "\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '%', textBlock = """
                    {} | $.driver: the property is missing
                    {"driver":"vfio-ap"} | $.sysfsdev: the property is missing
                    {"driver":"vfio-ap","sysfsdev":"@","id":1} | $.id: not a string, found "1"
                    {"driver":"vfio-ap","sysfsdev":"@","id":null} | $.id: not a string, found "null"
                    {"driver":"vfio-ap","sysfsdev":"@","id":["a"]} | $.id: not a string, found "[\\"a\\"]"
                    {"driver":"vfio-ap","sysfsdev":"@","x":{"driver":"a"}} | $.x: not a string, found "{\\"driver\\":\\"a\\"}"
                    {"driver":"vfio-ap","sysfsdev":"@","x":"\\u0000"} | $.x: not the value of a property: not a printable character at index 0 of "\\x00", found "\\x00"
                    {"driver":"vfio-ap","sysfsdev":"@","x":"a\\ud800"} | line 1, column 97: half of a surrogate pair, found "a\ud800"
                    {"driver":"vfio-ap","sysfsdev":"@"} {} | line 1, column 94: text behind the end, found "{"
                    {"driver":"vfio-ap","driver":"vfio-ap","sysfsdev":"@"} | line 1, column 29: not well-formed JSON: Duplicate Object property "driver"
                    {'driver':'vfio-ap'} | line 1, column 2: not well-formed JSON: Unexpected character (''' (code 39)): was expecting double-quote to start property name
                    """)
    void wrongJsonIsRefused(String text, String message) {
        assertThatThrownBy(() -> parse(text.replace("@", PATH)))
                .isInstanceOf(DocumentException.class)
                .hasMessage("qemu, " + message);
    }

    @Test
    void partsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEVICE.withId("host dev"))
                .withMessage("not an id: not a letter followed by letters, digits, \"-\", \".\" and \"_\" at index 4 of"
                        + " \"host dev\"");
        for (String reserved : List.of("driver", "id", "sysfsdev")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> new VfioApDevice(DEVICE.device(), Optional.empty(), ImmutableMap.of(reserved, "a")))
                    .withMessage(reserved + " is not one of the other properties");
        }
    }
}
