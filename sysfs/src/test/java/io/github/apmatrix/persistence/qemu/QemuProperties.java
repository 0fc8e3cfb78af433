package io.github.apmatrix.persistence.qemu;

import static io.github.apmatrix.persistence.samples.Mutations.assertReadOrRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.samples.Mutations;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class QemuProperties {
    private static final VfioApDevice DEVICE = new VfioApDevice(
            MediatedDeviceId.parse("783e6dbb-ea0e-411f-94e2-717eaad438bf"),
            Optional.of("hostdev0"),
            ImmutableMap.of("x", "a, \"b\""));

    private static Document document(String text) {
        return new Document("qemu", text);
    }

    @Property
    void deviceSurvivesEveryForm(@ForAll("devices") VfioApDevice device) {
        DeviceCommand add = new DeviceCommand.Add(device);

        assertThat(VfioApDevice.parse(document(device.toOption()))).isEqualTo(device);
        assertThat(VfioApDevice.parse(document(device.toJson()))).isEqualTo(device);
        assertThat(DeviceCommand.parseHmp(document(add.toHmp()))).isEqualTo(add);
        assertThat(DeviceCommand.parseQmp(document(add.toQmp()))).isEqualTo(add);
    }

    @Property
    void everyPathGivesTheSameDevice(
            @ForAll("ids") String id, @ForAll("mdevs") MediatedDeviceId mdev, @ForAll("directories") String directory) {
        String path = directory + "/" + mdev;
        VfioApDevice device = VfioApDevice.of(mdev).withId(id);
        DeviceCommand add = new DeviceCommand.Add(device);
        String json = "{\"driver\":\"vfio_ap\",\"sysfsdev\":\"" + path + "\",\"id\":\"" + id + "\"}";
        String option = "vfio-ap,sysfsdev=" + path + ",id=" + id;

        assertThat(VfioApDevice.parse(document(option))).isEqualTo(device);
        assertThat(VfioApDevice.parse(document(json))).isEqualTo(device);
        assertThat(DeviceCommand.parseHmp(document("device_add " + option))).isEqualTo(add);
        assertThat(DeviceCommand.parseQmp(document("{\"execute\":\"device_add\",\"arguments\":" + json + "}")))
                .isEqualTo(add);
    }

    @Property
    void deletionSurvivesEveryForm(@ForAll("ids") String id) {
        DeviceCommand delete = new DeviceCommand.Delete(id);

        assertThat(DeviceCommand.parseHmp(document(delete.toHmp()))).isEqualTo(delete);
        assertThat(DeviceCommand.parseQmp(document(delete.toQmp()))).isEqualTo(delete);
    }

    @Property(tries = 3000)
    void mutatedDevicesAreReadOrRefused(@ForAll("mutatedDevices") Document document) {
        assertReadOrRefused(document, VfioApDevice::parse);
    }

    @Property(tries = 3000)
    void mutatedCommandsAreReadOrRefused(@ForAll("mutatedCommands") Document document) {
        assertReadOrRefused(document, DeviceCommand::parseHmp);
        assertReadOrRefused(document, DeviceCommand::parseQmp);
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll String text) {
        assertReadOrRefused(document(text), VfioApDevice::parse);
        assertReadOrRefused(document("{" + text), VfioApDevice::parse);
        assertReadOrRefused(document("device_add " + text), DeviceCommand::parseHmp);
        assertReadOrRefused(document("device_add \"" + text), DeviceCommand::parseHmp);
        assertReadOrRefused(document(text), DeviceCommand::parseQmp);
    }

    @Provide
    Arbitrary<VfioApDevice> devices() {
        Arbitrary<String> names = ids().filter(name -> !Names.RESERVED.contains(name));
        Arbitrary<String> values =
                Arbitraries.strings().withChars(",= \"'\\{}a\u00e4\u20ac\u3000").ofMaxLength(10);
        return Combinators.combine(
                        mdevs(),
                        ids().optional(),
                        Arbitraries.maps(names, values).ofMaxSize(4))
                .as((mdev, id, others) -> new VfioApDevice(mdev, id, ImmutableMap.copyOf(others)));
    }

    @Provide
    Arbitrary<String> ids() {
        Arbitrary<String> rest = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars("-._")
                .ofMaxLength(10);
        return Combinators.combine(Arbitraries.chars().alpha(), rest).as((first, more) -> first + more);
    }

    @Provide
    Arbitrary<MediatedDeviceId> mdevs() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                .as((high, low) -> MediatedDeviceId.of(new UUID(high, low)));
    }

    @Provide
    Arbitrary<String> directories() {
        String types = "/mdev_supported_types/vfio_ap-passthrough/devices";
        return Arbitraries.of(
                "/sys/bus/mdev/devices",
                "/sys/devices/vfio_ap/matrix",
                "/sys/devices/vfio_ap/matrix" + types,
                "/sys/class/mdev_bus/matrix",
                "/sys/class/mdev_bus/matrix" + types);
    }

    @Provide
    Arbitrary<Document> mutatedDevices() {
        return Mutations.of(document(DEVICE.toOption()), document(DEVICE.toJson()));
    }

    @Provide
    Arbitrary<Document> mutatedCommands() {
        DeviceCommand add = new DeviceCommand.Add(DEVICE);
        DeviceCommand delete = new DeviceCommand.Delete("hostdev0");
        return Mutations.of(
                document(add.toHmp()), document(add.toQmp()), document(delete.toHmp()), document(delete.toQmp()));
    }
}
