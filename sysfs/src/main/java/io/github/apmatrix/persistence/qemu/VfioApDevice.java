package io.github.apmatrix.persistence.qemu;

import com.google.common.collect.ImmutableMap;
import io.github.apmatrix.MediatedDeviceId;
import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import io.github.apmatrix.persistence.json.JsonReader;
import io.github.apmatrix.persistence.json.JsonValue;
import io.github.apmatrix.persistence.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A vfio_ap mediated device as QEMU takes it behind {@code -device}, in the option form and in the JSON form.
 *
 * <p>The option form is {@code vfio-ap,id=hostdev0,sysfsdev=/sys/bus/mdev/devices/783e6dbb-...}; commas in values are
 * doubled. The JSON form is an object with the same properties, as libvirt writes it. A guest has at most one such device.
 *
 * <p>All properties of vfio-ap are texts. Those other than {@code driver}, {@code id} and {@code sysfsdev}, for example
 * {@code iommufd} of later QEMU versions, are kept as they are.
 *
 * <p>Source: QEMU, "Adjunct Processor (AP) Device".
 *
 * @param device the mediated device; which of its paths a text had is not kept
 * @param id what QEMU calls the device: a letter, then letters, digits, {@code -}, {@code .} and {@code _}; needed to unplug
 *     it
 * @param others other properties in their order; names like ids, values without control characters
 * @since 0.1.0
 */
public record VfioApDevice(MediatedDeviceId device, Optional<String> id, ImmutableMap<String, String> others) {
    static final String DRIVER = "driver";
    static final String ID = "id";
    static final String SYSFSDEV = "sysfsdev";
    static final String VFIO_AP = "vfio-ap";

    /**
     * Checks the parts.
     *
     * @param device the mediated device
     * @param id what QEMU calls the device
     * @param others other properties
     * @throws IllegalArgumentException if the id, or the name or value of a property has another form, or one of the other
     *     properties is {@code driver}, {@code id} or {@code sysfsdev}
     */
    public VfioApDevice {
        Objects.requireNonNull(device, "device");
        id.ifPresent(Names::checkId);
        others.forEach(Names::checkProperty);
    }

    /**
     * Returns a device without an id.
     *
     * @param device the mediated device
     * @return the device
     */
    public static VfioApDevice of(MediatedDeviceId device) {
        return new VfioApDevice(device, Optional.empty(), ImmutableMap.of());
    }

    /**
     * Returns this device with an id.
     *
     * @param newId what QEMU calls the device, for example {@code hostdev0}
     * @return the device
     * @throws IllegalArgumentException if the id has another form than {@link #id()}
     */
    public VfioApDevice withId(String newId) {
        return new VfioApDevice(device, Optional.of(newId), others);
    }

    /**
     * Reads a device of the option form or the JSON form.
     *
     * @param document what stands behind {@code -device}; JSON if it starts with a brace. The driver is {@code vfio-ap} or
     *     {@code vfio_ap}; {@code sysfsdev} is the path of the device below {@code /sys/bus/mdev/devices},
     *     {@code /sys/devices/vfio_ap/matrix} or {@code /sys/class/mdev_bus/matrix}, the latter two also with
     *     {@code mdev_supported_types/vfio_ap-passthrough/devices}
     * @return the device
     * @throws DocumentException if the text has another form, or a JSON property is not a string
     */
    public static VfioApDevice parse(Document document) {
        return document.text().startsWith("{")
                ? of(document, "$.", JsonReader.read(document).strings())
                : of(document, OptionText.PLACE, OptionText.parse(document, document.text()));
    }

    /** The device of properties that stand at a place. */
    static VfioApDevice of(Document document, String place, Map<String, String> properties) {
        Properties given = new Properties(document, place, properties);
        if (!given.required(DRIVER).replace('_', '-').equals(VFIO_AP)) {
            throw given.malformed(DRIVER, "not vfio-ap");
        }
        MediatedDeviceId device = given.requiredAs(SYSFSDEV, DevicePath::parse);
        return new VfioApDevice(device, given.id(), given.others());
    }

    /**
     * Returns the option form.
     *
     * @return driver, id, path below {@code /sys/bus/mdev/devices}, and the other properties
     */
    public String toOption() {
        return OptionText.of(properties());
    }

    /**
     * Returns the JSON form.
     *
     * @return an object on one line, without newline
     */
    public String toJson() {
        return JsonWriter.compact(JsonValue.Obj.of(properties()));
    }

    /** All properties, beginning with the driver. */
    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(DRIVER, VFIO_AP);
        id.ifPresent(given -> properties.put(ID, given));
        properties.put(SYSFSDEV, DevicePath.of(device));
        properties.putAll(others);
        return properties;
    }
}
