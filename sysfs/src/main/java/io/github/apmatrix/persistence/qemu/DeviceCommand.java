package io.github.apmatrix.persistence.qemu;

import io.github.apmatrix.persistence.document.Document;
import io.github.apmatrix.persistence.document.DocumentException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A command that plugs a vfio_ap mediated device into a running guest, or unplugs it: for the human monitor (HMP) or as JSON
 * (QMP). The guest notices at its next scan of the AP bus.
 *
 * @since 0.1.0
 */
public sealed interface DeviceCommand {
    /**
     * Reads a command of the human monitor. Unlike elsewhere, blanks and newlines at both ends are skipped.
     *
     * @param document {@code device_add vfio-ap,sysfsdev=PATH,id=ID} or {@code device_del ID}; the part behind the command
     *     can be in double quotes, with backslash escapes
     * @return the command
     * @throws DocumentException if the text is another command, or its device is not what {@link VfioApDevice#parse} takes
     */
    static DeviceCommand parseHmp(Document document) {
        HmpText text = HmpText.parse(document);
        return switch (text.command()) {
            case Add.NAME ->
                new Add(VfioApDevice.of(document, OptionText.PLACE, OptionText.parse(document, text.argument())));
            case Delete.NAME -> Delete.of(document, OptionText.PLACE, Map.of(VfioApDevice.ID, text.argument()));
            default -> throw QmpText.unknownCommand(document, "the command", text.command());
        };
    }

    /**
     * Reads a QMP command.
     *
     * @param document an object with {@code execute}, {@code arguments} and at will {@code id}, which belongs to the
     *     conversation and not to the command, and is skipped
     * @return the command
     * @throws DocumentException if the text is another command or not strict JSON, or its arguments are not what
     *     {@link VfioApDevice#parse} takes
     */
    static DeviceCommand parseQmp(Document document) {
        QmpText text = QmpText.parse(document);
        return switch (text.command()) {
            case Add.NAME -> new Add(VfioApDevice.of(document, QmpText.ARGUMENTS_PLACE, text.arguments()));
            case Delete.NAME -> Delete.of(document, QmpText.ARGUMENTS_PLACE, text.arguments());
            default -> throw QmpText.unknownCommand(document, QmpText.EXECUTE_PLACE, text.command());
        };
    }

    /**
     * Returns the command for the human monitor.
     *
     * @return one line without newline
     */
    String toHmp();

    /**
     * Returns the QMP command.
     *
     * @return a JSON object on one line, without newline
     */
    String toQmp();

    /**
     * Plugs a device.
     *
     * @param device the device
     */
    record Add(VfioApDevice device) implements DeviceCommand {
        private static final String NAME = "device_add";

        /**
         * Checks that the device is there.
         *
         * @param device the device
         */
        public Add {
            Objects.requireNonNull(device, "device");
        }

        /** {@inheritDoc} The path comes first, then the id, as in QEMU's documentation. */
        @Override
        public String toHmp() {
            Map<String, String> properties = new LinkedHashMap<>();
            properties.put(VfioApDevice.DRIVER, VfioApDevice.VFIO_AP);
            properties.put(VfioApDevice.SYSFSDEV, DevicePath.of(device.device()));
            properties.putAll(device.properties());
            return new HmpText(NAME, OptionText.of(properties)).toString();
        }

        @Override
        public String toQmp() {
            return new QmpText(NAME, device.properties()).toString();
        }
    }

    /**
     * Unplugs a device.
     *
     * @param id the id with which it was plugged, of the form that {@link VfioApDevice#id()} has; paths in QEMU's object tree
     *     are not taken
     */
    record Delete(String id) implements DeviceCommand {
        private static final String NAME = "device_del";

        /**
         * Checks the id.
         *
         * @param id the id
         * @throws IllegalArgumentException if it has another form
         */
        public Delete {
            Names.checkId(id);
        }

        private static Delete of(Document document, String place, Map<String, String> arguments) {
            Properties given = new Properties(document, place, arguments);
            arguments.keySet().stream()
                    .filter(name -> !name.equals(VfioApDevice.ID))
                    .findFirst()
                    .ifPresent(name -> {
                        throw given.malformed(name, "device_del has no such argument");
                    });
            return new Delete(given.requiredAs(VfioApDevice.ID, Names::checkId));
        }

        @Override
        public String toHmp() {
            return new HmpText(NAME, id).toString();
        }

        @Override
        public String toQmp() {
            return new QmpText(NAME, Map.of(VfioApDevice.ID, id)).toString();
        }
    }
}
